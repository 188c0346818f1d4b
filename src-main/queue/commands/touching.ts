import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import type { Attempt } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { Store } from '../ports.ts'
import type { QueueReader } from '../reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { WaitKeeper } from '../wait-keeper.ts'

export interface TouchingParts {
  readonly store: Store
  readonly waits: WaitKeeper
  readonly news: News
  readonly dispatcher: Dispatcher
  readonly reader: QueueReader
}

/** What follows each change of a job or an episode: its own times, the news, the pump, and how it looks now. */
export class Touching {
  readonly #parts: TouchingParts

  constructor(parts: TouchingParts) {
    this.#parts = parts
  }

  job(jobId: string): Job | Refusal {
    const { store, waits, news, dispatcher, reader } = this.#parts
    const record = store.job(jobId)
    const isOpen = record !== null && record.status !== 'completed' && record.status !== 'failed'
    if (isOpen && record.finishedAt !== null) store.changeJob(jobId, { finishedAt: null })
    waits.plan()
    news.job(jobId)
    dispatcher.pump()
    return reader.job(jobId) ?? refuse('NOT_FOUND', { jobId })
  }

  episode(episodeId: string): Episode | Refusal {
    const { store, news, reader } = this.#parts
    const record = store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    news.episode(episodeId)
    const job = this.job(record.jobId)
    return isRefusal(job) ? job : (reader.episode(episodeId) ?? refuse('NOT_FOUND', { episodeId }))
  }
}

/**
 * A resume right after a pause must not be lost on episodes that are still on their way to the stop. Null where none
 * is: then nothing is waited for, and the command stays one with others.
 */
export function stopsOver(attempts: readonly (Attempt | undefined)[]): Promise<unknown> | null {
  const stopping = attempts.filter((attempt) => attempt !== undefined && attempt.stopping !== null)
  return stopping.length === 0 ? null : Promise.all(stopping.map((attempt) => attempt?.untilOver()))
}
