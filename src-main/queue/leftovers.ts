import { MadeFolders } from './made-folders.ts'
import { inSlices } from './sliced-work.ts'
import { storeRetryMs } from './store-retry.ts'
import type { Sweeper } from './sweeper.ts'
import type { World } from './world.ts'

/**
 * Clears away what removed jobs have left in the list's file, in slices. What is left and whose it was stands in the
 * list until it is gone: where the program dies, its next start goes on with it.
 */
export class Leftovers {
  readonly folders: MadeFolders
  readonly #world: Pick<World, 'store' | 'clock' | 'log'>
  readonly #sweeper: Pick<Sweeper, 'sweep'>
  #clearing: Promise<void> | null = null
  #clearAgain = false
  #isClosed = false
  #cancelRetry: (() => void) | null = null

  constructor(world: Pick<World, 'store' | 'folders' | 'disk' | 'clock' | 'log'>, sweeper: Pick<Sweeper, 'sweep' | 'settled'>) {
    this.folders = new MadeFolders(world, sweeper)
    this.#world = world
    this.#sweeper = sweeper
  }

  /** Called at the start, and after each removal that left something. Resolves once the list's file holds nothing of it, or with the run. */
  async clear(): Promise<void> {
    this.#clearAgain = true
    if (this.#isClosed) return
    this.#clearing ??= this.#clearAll()
    await this.#clearing
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry?.()
    await this.folders.close()
  }

  async #clearAll(): Promise<void> {
    const { store, clock, log } = this.#world
    try {
      while (this.#clearAgain && !this.#isClosed) {
        this.#clearAgain = false
        await inSlices(clock, (items) => {
          if (this.#isClosed) return false
          const isMore = store.transaction(() => store.clearRemoved(items), { durable: false })
          this.#sweeper.sweep()
          return isMore
        })
      }
      this.folders.sweep()
    } catch (error) {
      log.error('what removed jobs have left could not be cleared away, trying again', { error: String(error) })
      if (!this.#isClosed) this.#cancelRetry = clock.schedule(storeRetryMs, () => void this.clear())
    } finally {
      this.#clearing = null
    }
  }
}
