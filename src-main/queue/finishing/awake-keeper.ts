import type { Attempts } from '../attempts.ts'
import type { World } from '../world.ts'

/** Keeps the machine from falling asleep by itself while something is downloaded, where the person wants that. */
export class AwakeKeeper {
  readonly #world: Pick<World, 'desktop'>
  readonly #attempts: Pick<Attempts, 'all'>
  readonly #isAllowed: () => boolean
  #isAwake = false

  constructor(world: Pick<World, 'desktop'>, attempts: Pick<Attempts, 'all'>, isAllowed: () => boolean) {
    this.#world = world
    this.#attempts = attempts
    this.#isAllowed = isAllowed
  }

  /** Called every few seconds: between two files the machine does not fall asleep. */
  look(): void {
    this.#keep(this.#isAllowed() && this.#attempts.all().length > 0)
  }

  close(): void {
    this.#keep(false)
  }

  #keep(isAwake: boolean): void {
    if (isAwake === this.#isAwake) return
    this.#isAwake = isAwake
    this.#world.desktop?.keepAwake(isAwake)
  }
}
