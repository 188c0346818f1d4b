import type { World } from './world.ts'

const dayMs = 86_400_000
/** Nothing that is needed at once. */
const afterStartMs = 60_000
/** A clock that was set anew is noticed within this time, and what failed is tried again. */
const longestSleepMs = 3_600_000

interface Parts extends Pick<World, 'clock' | 'log'> {
  readonly store: Pick<World['store'], 'backUp' | 'lastBackupAt'>
}

/** Has the list copied once a day. */
export class BackupKeeper {
  readonly #world: Parts
  #cancel: (() => void) | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(world: Parts) {
    this.#world = world
  }

  start(): void {
    this.#sleep(afterStartMs)
  }

  /** Resolves when no copy is being made any more. */
  async close(): Promise<void> {
    this.#cancel?.()
    await this.#running
  }

  #sleep(leastMs: number): void {
    const ageMs = this.#ageMs()
    const delayMs = Math.min(longestSleepMs, Math.max(leastMs, dayMs - ageMs))
    this.#cancel = this.#world.clock.schedule(delayMs, () => {
      this.#running = this.#wake()
    })
  }

  #ageMs(): number {
    const now = this.#world.clock.now()
    return now - (this.#world.store.lastBackupAt(now) ?? Number.NEGATIVE_INFINITY)
  }

  async #wake(): Promise<void> {
    const { clock, store, log } = this.#world
    if (this.#ageMs() < dayMs) return this.#sleep(afterStartMs)
    try {
      await store.backUp(clock.now())
      this.#sleep(afterStartMs)
    } catch (error) {
      log.error('the list could not be copied', { error: String(error) })
      this.#sleep(longestSleepMs)
    }
  }
}
