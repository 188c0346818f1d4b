import type { EpisodeStatus } from '../../../src-preload/contract/index.ts'
import type { AfterStop } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { Store, Sweep } from '../ports.ts'
import { breath, inSlices, mostAtOnce } from '../sliced-work.ts'
import type { World } from '../world.ts'

interface Step {
  readonly from: readonly EpisodeStatus[]
  readonly to: 'queued' | 'paused'
  readonly resetAttempts?: boolean
  readonly onlyWaiting?: boolean
}

const stepsOf: Readonly<Record<Sweep, readonly Step[]>> = {
  pause: [{ from: ['queued'], to: 'paused' }],
  resume: [
    { from: ['paused'], to: 'queued' },
    { from: ['queued'], to: 'queued', onlyWaiting: true },
  ],
  // Failed ones start anew, waiting ones at once.
  retry: [
    { from: ['failed'], to: 'queued', resetAttempts: true },
    { from: ['queued'], to: 'queued', onlyWaiting: true, resetAttempts: true },
  ],
}

/** What is done with a job, and the deed that remembers how its episodes were; null where nothing does. */
interface Part {
  readonly jobId: string
  readonly sweep: Sweep
  readonly deed: number | null
}

interface Parts {
  readonly world: Pick<World, 'store' | 'clock'>
  readonly dispatcher: Dispatcher
  readonly news: News
}

/**
 * Takes all episodes of a job to another state: a usual job in one transaction, a very large one in slices, between
 * which the queue answers others. What is begun is noted until it is done, the stop of what runs included, and ended by
 * the next start where the program dies: a change is there as a whole, or not at all. A newer wish for the same job
 * takes the place of an older one.
 */
export class JobSweeps {
  readonly #parts: Parts
  /** By job: the wish that is being carried out. */
  readonly #wishes = new Map<string, object>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The first slice at once; null where that was all of it, else what resolves once all is durable. */
  begin(jobId: string, sweep: Sweep, deed: number | null = null): Promise<void> | null {
    this.#wishes.delete(jobId)
    const part = { jobId, sweep, deed }
    return this.#first(part, false) ? null : this.#rest(part, this.#wish(jobId))
  }

  /** Takes a job out of the running; its queued episodes first, so that none starts while the others stop. */
  async halt(jobId: string, then: AfterStop, deed: number | null = null): Promise<void> {
    const { world, dispatcher } = this.#parts
    const running = dispatcher.attempts.ofJob(jobId)
    const wish = this.#wish(jobId)
    const part = { jobId, sweep: 'pause', deed } as const
    if (deed !== null && running.length > 0)
      world.store.keepEpisodes(
        deed,
        running.map(({ episodeId }) => episodeId),
      )
    const isSwept = this.#first(part, running.length > 0)
    const stops = running.map((attempt) => dispatcher.stop(attempt, then))
    // Whichever of its episodes are still queued must not take the places of those that stop.
    const letGo = isSwept ? null : dispatcher.hold()
    try {
      await Promise.all(isSwept ? stops : [...stops, this.#rest(part, wish)])
    } finally {
      letGo?.()
    }
    if (stops.length > 0) this.#end(jobId, wish)
  }

  /** The same for one episode. */
  async haltEpisode(episodeId: string, then: AfterStop, deed: number | null = null): Promise<void> {
    const { world, dispatcher } = this.#parts
    const { store } = world
    const attempt = dispatcher.attempts.ofEpisode(episodeId)
    if (deed !== null) store.keepEpisodes(deed, [episodeId])
    if (attempt === undefined) {
      if (store.episode(episodeId)?.status === 'queued') store.changeEpisode(episodeId, { status: 'paused' })
      return
    }
    const wish = this.#wish(episodeId)
    store.noteSweep(episodeId, 'pause')
    await dispatcher.stop(attempt, then)
    this.#end(episodeId, wish)
  }

  #wish(id: string): object {
    const wish = {}
    this.#wishes.set(id, wish)
    return wish
  }

  /** Whether that was all of it; noted where it was not, or where more than the list has to follow. */
  #first(part: Part, isNoted: boolean): boolean {
    const { store } = this.#parts.world
    const { jobId, sweep } = part
    return store.transaction(() => {
      const isAll = slice(store, part, mostAtOnce)
      if (isAll && !isNoted) store.endSweep(jobId)
      else store.noteSweep(jobId, sweep)
      return isAll
    })
  }

  async #rest(part: Part, wish: object): Promise<void> {
    const { world, dispatcher, news } = this.#parts
    const { jobId } = part
    const { store, clock } = world
    const tell = () => {
      news.job(jobId)
      dispatcher.pump()
    }
    tell()
    await breath(clock)
    await inSlices(clock, (items) => {
      if (this.#wishes.get(jobId) !== wish || store.job(jobId) === null) return false
      const isAll = store.transaction(() => slice(store, part, items), { durable: false })
      tell()
      return !isAll
    })
    if (this.#wishes.get(jobId) === wish) store.transaction(() => store.endSweep(jobId))
  }

  /** Done once too often does no harm; a newer wish has a note of its own. */
  #end(id: string, wish: object): void {
    const { store } = this.#parts.world
    if (this.#wishes.get(id) !== wish) return
    this.#wishes.delete(id)
    store.transaction(() => store.endSweep(id), { durable: false })
  }
}

/** Ends what the program died in; before anything is started. */
export function endSweeps(store: Store): void {
  for (const { id, sweep } of store.pendingSweeps()) {
    store.transaction(() => {
      const episode = store.episode(id)
      if (episode?.status === 'queued') store.changeEpisode(id, { status: 'paused' })
      while (!slice(store, { jobId: id, sweep, deed: null }, mostAtOnce));
      store.endSweep(id)
    })
  }
}

/** Changes at most so many of the episodes; true where none is left to be changed. */
function slice(store: Store, { jobId, sweep, deed }: Part, items: number): boolean {
  let left = items
  for (const { from, to, ...options } of stepsOf[sweep]) {
    left -= store.changeEpisodes(jobId, from, to, { ...options, limit: left, deed })
    if (left <= 0) return false
  }
  return true
}
