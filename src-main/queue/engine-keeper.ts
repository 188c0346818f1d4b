import type { Settings } from '../../src-preload/contract/index.ts'
import { engineSettings, lowerLimit } from './engine-settings.ts'
import type { NetworkKeeper } from './network-keeper.ts'
import { everyQueue, type ScheduleKeeper } from './schedule/schedule-keeper.ts'
import type { World } from './world.ts'

interface EngineParts {
  readonly settings: () => Settings
  readonly schedules: ScheduleKeeper
  readonly network: NetworkKeeper
  /** `address:port` on which this program itself listens. */
  readonly ownAddresses: readonly string[]
}

/** Tells the engine what it is to keep to, as it follows from settings, schedule and network at this moment. */
export class EngineKeeper {
  readonly #world: World
  readonly #parts: EngineParts
  #ownAddresses: readonly string[]

  constructor(world: World, parts: EngineParts) {
    this.#world = world
    this.#parts = parts
    this.#ownAddresses = parts.ownAddresses
  }

  /** Bytes per second that the user lets all have together now. */
  get speedLimit(): number {
    const { settings, schedules } = this.#parts
    return lowerLimit(settings().speedLimit, schedules.permission(everyQueue).speedLimit)
  }

  listensOn(ownAddresses: readonly string[]): void {
    this.#ownAddresses = ownAddresses
    this.configure()
  }

  configure(): void {
    const settings = this.#parts.settings()
    const network = this.#parts.network.rules(settings)
    const present = { speedLimit: this.speedLimit, ownAddresses: this.#ownAddresses, network }
    this.#world.pool.configure(engineSettings(settings, present))
  }
}
