import type { ThroughputKeeper } from '../overview/throughput-keeper.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import { inSlices } from '../sliced-work.ts'
import type { World } from '../world.ts'
import { localDay } from './local-day.ts'
import type { StatisticsKeeper } from './statistics-keeper.ts'

const dayMs = 86_400_000
/** Nothing that is needed at once. */
const afterStartMs = 45_000
/** A new day is noticed within this time. */
const checkMs = 1_800_000

interface Parts {
  readonly world: Pick<World, 'store' | 'clock' | 'log'>
  readonly settings: SettingsKeeper
  readonly statistics: StatisticsKeeper
  readonly throughput: Pick<ThroughputKeeper, 'fold'>
}

/** Keeps what is remembered from growing for ever: once a day old figures are folded, and history that is too old goes. */
export class HistoryKeeper {
  readonly #parts: Parts
  #cancel: (() => void) | null = null
  #doneOn = ''
  #isClosed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    this.#sleep(afterStartMs)
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }

  /** Forgets all that was removed from the list; returns how much that was. */
  clear(): Promise<number> {
    return this.#forget(Number.MAX_SAFE_INTEGER)
  }

  #sleep(delayMs: number): void {
    this.#cancel = this.#parts.world.clock.schedule(delayMs, () => void this.#wake())
  }

  async #wake(): Promise<void> {
    const { world, settings, statistics, throughput } = this.#parts
    const now = world.clock.now()
    try {
      if (this.#doneOn !== localDay(now)) {
        statistics.fold()
        throughput.fold()
        const { historyDays } = settings.current
        if (historyDays > 0) await this.#forget(now - historyDays * dayMs)
        this.#doneOn = localDay(now)
      }
    } catch (error) {
      world.log.error('old history could not be put in order', { error: String(error) })
    }
    if (!this.#isClosed) this.#sleep(checkMs)
  }

  async #forget(before: number): Promise<number> {
    const { store, clock } = this.#parts.world
    let forgotten = 0
    await inSlices(clock, (items) => {
      if (this.#isClosed) return false
      const step = store.forgetHistory(before, items)
      forgotten += step
      return step === items
    })
    return forgotten
  }
}
