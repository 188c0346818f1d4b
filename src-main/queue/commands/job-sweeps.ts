import type { EpisodeStatus } from '../../../src-preload/contract/index.ts'
import type { AfterStop } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { Store, Sweep } from '../ports.ts'
import type { World } from '../world.ts'

/** Episodes of one transaction: about 20 ms, in which nothing else is answered. */
const sliceSize = 1_000

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

interface Parts {
  readonly world: Pick<World, 'store' | 'clock'>
  readonly dispatcher: Dispatcher
  readonly news: News
}

/**
 * Takes all episodes of a job to another state: a usual job in one transaction, a very large one in slices, between
 * which the queue answers others. What was begun is noted, and ended by the next start where the program dies; a newer
 * wish for the same job takes the place of an older one.
 */
export class JobSweeps {
  readonly #parts: Parts
  /** By job: the wish that is being carried out. */
  readonly #underWay = new Map<string, object>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The first slice at once; null where that was all of it, else what resolves once all is durable. */
  begin(jobId: string, sweep: Sweep): Promise<void> | null {
    const { store } = this.#parts.world
    const wasUnderWay = this.#underWay.delete(jobId)
    const isOver = store.transaction(() => {
      const all = slice(store, jobId, sweep)
      if (!all) store.noteSweep(jobId, sweep)
      else if (wasUnderWay) store.endSweep(jobId)
      return all
    })
    return isOver ? null : this.#rest(jobId, sweep)
  }

  /** Takes a job out of the running; its queued episodes first, so that none starts while the others stop. */
  halt(jobId: string, then: AfterStop): Promise<unknown> {
    const { dispatcher } = this.#parts
    const stopAll = () => Promise.all(dispatcher.attempts.ofJob(jobId).map((attempt) => dispatcher.stop(attempt, then)))
    const rest = this.begin(jobId, 'pause')
    const stops = stopAll()
    if (rest === null) return stops
    // Whichever of its episodes are still queued must not take the places of those that stop.
    const letGo = dispatcher.hold()
    return Promise.all([stops, rest]).finally(letGo)
  }

  async #rest(jobId: string, sweep: Sweep): Promise<void> {
    const { world, dispatcher, news } = this.#parts
    const { store, clock } = world
    const wish = {}
    this.#underWay.set(jobId, wish)
    for (let isOver = false; !isOver; ) {
      news.job(jobId)
      dispatcher.pump()
      await new Promise<void>((resolve) => clock.schedule(0, resolve))
      if (this.#underWay.get(jobId) !== wish) return
      isOver = store.job(jobId) === null || store.transaction(() => slice(store, jobId, sweep), { durable: false })
    }
    this.#underWay.delete(jobId)
    store.endSweep(jobId)
  }
}

/** Ends what the program died in; before anything is started. */
export function endSweeps(store: Store): void {
  for (const { jobId, sweep } of store.pendingSweeps()) {
    store.transaction(() => {
      while (!slice(store, jobId, sweep));
      store.endSweep(jobId)
    })
  }
}

/** Changes some of the episodes; true where none is left to be changed. */
function slice(store: Store, jobId: string, sweep: Sweep): boolean {
  let left = sliceSize
  for (const { from, to, ...options } of stepsOf[sweep]) {
    left -= store.changeEpisodes(jobId, from, to, { ...options, limit: left })
    if (left <= 0) return false
  }
  return true
}
