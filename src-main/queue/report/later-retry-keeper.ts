import type { Settings } from '../../../src-preload/contract/index.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import { inSlices } from '../sliced-work.ts'
import { storeRetryMs } from '../store-retry.ts'
import type { World } from '../world.ts'

/** The longest sleep: a clock that was set anew is noticed within this time. */
const longestSleepMs = 30_000
const minuteMs = 60_000

interface Parts {
  readonly world: Pick<World, 'store' | 'clock' | 'log'>
  readonly dispatcher: Pick<Dispatcher, 'pump'>
  readonly news: Pick<News, 'job' | 'jobs' | 'removed'>
  /** Where the clock was set, {@link LaterRetryKeeper.shift} is called before this returns. */
  readonly lookAtClock: () => void
}

/**
 * Queues failed episodes again when they are due. Until then they are what they are, `failed`: nothing waits for them,
 * and a person who takes them in hand first is not in anyone's way.
 */
export class LaterRetryKeeper {
  readonly #parts: Parts
  #cancelWake: (() => void) | null = null
  #isAwake = false
  #isClosed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** A clock that was set while the program did not run puts nothing off for longer than it was to be. */
  start({ laterRetries }: Settings): void {
    const { store, clock } = this.#parts.world
    if (store.nextLaterRetry() !== null) store.capLaterRetries(clock.now() + Math.max(...laterRetries.delaysMinutes) * minuteMs)
    this.plan()
  }

  /** The clock was set. */
  shift(byMs: number): void {
    this.#parts.world.store.shiftLaterRetries(byMs)
    this.plan()
  }

  /** Plans for the next that is due. Called after the start, a failure, a retry, and a change of the setting. */
  plan(): void {
    if (this.#isClosed || this.#isAwake) return
    const { store, clock } = this.#parts.world
    this.#cancelWake?.()
    this.#cancelWake = null
    const due = store.nextLaterRetry()
    if (due !== null) this.#sleep(Math.min(longestSleepMs, Math.max(0, due - clock.now())))
  }

  /** Switched off, nothing comes back by itself any more, nor does what was to. */
  async follow({ laterRetries }: Settings, before: Settings): Promise<void> {
    if (laterRetries.enabled || !before.laterRetries.enabled) return
    await this.#drop(null)
  }

  /** A job that a person pauses does not go on by itself. */
  dropOfJob(jobId: string): Promise<void> {
    return this.#drop(jobId)
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWake?.()
  }

  async #drop(jobId: string | null): Promise<void> {
    const { world, news } = this.#parts
    if (world.store.nextLaterRetry() === null) return
    let dropped = 0
    await inSlices(world.clock, (items) => {
      if (this.#isClosed) return false
      const step = world.store.dropLaterRetries(jobId, items)
      dropped += step
      return step === items
    })
    if (dropped > 0 && !this.#isClosed) {
      if (jobId === null) news.removed([], [])
      else news.job(jobId)
    }
    this.plan()
  }

  #sleep(delayMs: number): void {
    this.#cancelWake = this.#parts.world.clock.schedule(delayMs, () => void this.#wake())
  }

  async #wake(): Promise<void> {
    const { world, dispatcher, news } = this.#parts
    const { store, clock, log } = world
    const jobs = new Set<string>()
    let total = 0
    this.#isAwake = true
    try {
      this.#parts.lookAtClock()
      await inSlices(clock, (items) => {
        if (this.#isClosed) return false
        const end = () => store.endLaterRetries(clock.now(), items)
        // Where the power goes first, they are still due.
        const { retried, jobIds } = store.transaction(end, { durable: false })
        for (const id of jobIds) jobs.add(id)
        total += retried
        return retried === items
      })
    } catch (error) {
      log.error('failed episodes could not be queued again, trying again', { error: String(error) })
      if (!this.#isClosed) this.#sleep(storeRetryMs)
      return
    } finally {
      this.#isAwake = false
    }
    if (this.#isClosed) return
    if (total > 0) {
      log.info('failed episodes are tried again', { episodes: total })
      news.jobs([...jobs])
      dispatcher.pump()
    }
    this.plan()
  }
}
