import { expect } from 'vitest'
import type { EpisodeRecord, JobRecord, Store } from '../../../src-main/queue/ports.ts'
import { idsOf, jobQuery } from './support.ts'

export interface ListFacts {
  readonly jobs: readonly JobRecord[]
  readonly episodes: readonly EpisodeRecord[]
  readonly isFair: boolean
}

export const hosts = ['a.example', 'b.example', 'c.example']
export const sessions = ['one', 'other']
/** Hosts and sessions at which nothing may start. */
const exclusions: readonly (readonly [readonly string[], readonly string[]])[] = [
  [[], []],
  [['a.example'], ['one']],
  [['a.example', 'b.example'], []],
  [[], ['other']],
  [['c.example'], sessions],
]

/** The whole list as the store tells it, episodes and all. */
export function readAll(store: Store): { jobs: readonly JobRecord[]; episodes: readonly EpisodeRecord[] } {
  const jobs = store.jobs(jobQuery()).items
  return { jobs, episodes: jobs.flatMap(({ id }) => store.episodes({ jobId: id, offset: 0, limit: 1_000 }).items) }
}

/** The plain meaning of a pick, over all episodes. */
export function expectPicksToTell(store: Store, { jobs, episodes, isFair }: ListFacts): void {
  const jobOf = new Map(jobs.map((job) => [job.id, job]))
  const rank = ({ jobId, index }: EpisodeRecord): number[] => {
    const job = jobOf.get(jobId)
    return job === undefined ? [] : [-job.priority, isFair ? job.counts.downloading : 0, job.position, index]
  }
  const ready = episodes
    .filter(({ status, waitReason }) => status === 'queued' && waitReason === null)
    .filter(({ jobId }) => jobOf.get(jobId)?.sequential !== true || jobOf.get(jobId)?.counts.downloading === 0)
    .sort((one, other) => rank(one).reduce((sign, value, at) => sign || value - (rank(other)[at] ?? 0), 0))
  expect(store.hasEligible()).toBe(ready.length > 0)
  const all = idsOf(store.queues())
  for (const queues of [all, ...all.map((id) => [id]), all.slice(1), []]) {
    for (const [excludedHosts, excludedSessions] of exclusions) {
      const expected = ready.find(({ host, jobId }) => {
        const { queueId = '', sessionId = null } = jobOf.get(jobId) ?? {}
        const isOut = excludedHosts.includes(host) || (sessionId !== null && excludedSessions.includes(sessionId))
        return !isOut && queues.includes(queueId)
      })
      expect(store.nextEligible({ queues, excludedHosts, excludedSessions })?.id).toBe(expected?.id)
    }
  }
}
