import { defaultQueueId } from '../../../src-preload/contract/index.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { Store } from '../ports.ts'
import { breath, inSlices } from '../sliced-work.ts'
import type { World } from '../world.ts'

/** Jobs of the first transaction. */
const firstJobs = 250

interface Parts {
  readonly world: Pick<World, 'store' | 'clock'>
  readonly dispatcher: Pick<Dispatcher, 'attempts'>
  readonly news: Pick<News, 'jobs'>
}

/**
 * Removes queues: their jobs go to the default queue, very many in slices, and the queue behind the last of them. Until
 * then it is there, with the jobs that it still has; what is put into it meanwhile goes along. What is begun is noted
 * with the first slice, and ended by the next start where the program dies.
 */
export class QueueRemovals {
  readonly #parts: Parts
  /** By queue: whoever asks twice gets the same answer. */
  readonly #underWay = new Map<string, Promise<number>>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resolves with how many jobs were moved, once that is durable. */
  remove(queueId: string): Promise<number> {
    const before = this.#underWay.get(queueId)
    if (before !== undefined) return before
    const removal = this.#remove(queueId).finally(() => this.#underWay.delete(queueId))
    this.#underWay.set(queueId, removal)
    return removal
  }

  async #remove(queueId: string): Promise<number> {
    const { world, dispatcher, news } = this.#parts
    const { store, clock } = world
    const moved: string[] = []
    const step = (most: number): boolean => {
      const jobIds = store.emptyQueue(queueId, most)
      const isMore = jobIds.length === most
      if (isMore) store.noteQueueRemoval(queueId)
      else store.removeQueue(queueId)
      for (const jobId of jobIds) dispatcher.attempts.putInQueue(jobId, defaultQueueId)
      moved.push(...jobIds)
      return isMore
    }
    if (store.transaction(() => step(firstJobs))) {
      await breath(clock)
      await inSlices(clock, (items) => store.transaction(() => step(items), { durable: false }))
      await store.flushed()
    }
    news.jobs(moved)
    return moved.length
  }
}

/** Ends the removals during which the program died; before anything is started. */
export function endQueueRemovals(store: Store): void {
  for (const queueId of store.pendingQueueRemovals()) {
    store.transaction(() => {
      while (store.emptyQueue(queueId, firstJobs).length === firstJobs);
      store.removeQueue(queueId)
    })
  }
}
