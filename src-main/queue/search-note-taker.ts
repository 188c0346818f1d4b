import { breath, inSlices } from './sliced-work.ts'
import type { World } from './world.ts'

/** Once somebody searches, has the store take note of what makes searches fast, in slices behind the answer. */
export class SearchNoteTaker {
  readonly #world: Pick<World, 'store' | 'clock' | 'log'>
  #isTaking = false
  #isClosed = false

  constructor(world: Pick<World, 'store' | 'clock' | 'log'>) {
    this.#world = world
  }

  /** Called with each search: what was added since the last one is noted then. */
  begin(): void {
    if (!this.#isTaking && !this.#isClosed) void this.#take()
  }

  close(): void {
    this.#isClosed = true
  }

  async #take(): Promise<void> {
    const { store, clock, log } = this.#world
    this.#isTaking = true
    try {
      await breath(clock)
      await inSlices(clock, (texts) => !this.#isClosed && store.noteTexts(texts))
    } catch (error) {
      log.error('what is searched could not be noted', { error: String(error) })
    } finally {
      this.#isTaking = false
    }
  }
}
