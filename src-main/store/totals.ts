import type { Database } from 'better-sqlite3'
import { type EpisodeCounts, type JobCounts, jobStatuses, type WaitReason } from '../../src-preload/contract/index.ts'
import type { Store } from '../queue/ports.ts'

interface Tally {
  readonly name: string
  readonly count: number
}

/** Counts of jobs by status as the interface shows them, from those that are there. */
export function toJobCounts(tallies: readonly Tally[]): JobCounts {
  const counts: JobCounts = { all: 0, queued: 0, downloading: 0, paused: 0, processing: 0, completed: 0, failed: 0 }
  for (const status of jobStatuses) {
    counts[status] = tallies.find(({ name }) => name === status)?.count ?? 0
    counts.all += counts[status]
  }
  return counts
}

/** Figures of the whole list; all but the finished files of the last while are kept, never counted. */
export function createTotals(
  database: Database,
): Pick<Store, 'jobCounts' | 'episodeCounts' | 'waitCounts' | 'finishedSince' | 'finishedLatest' | 'directories'> {
  const select = database.prepare<[string], Tally>('SELECT name, count FROM tallies WHERE kind = ? AND count > 0')
  const countFinished = database
    .prepare<[number], number>(`SELECT count(*) FROM episodes WHERE status = 'completed' AND finished_at >= ?`)
    .pluck()
  const selectLatest = database
    .prepare<[number], string>(
      `SELECT id FROM episodes WHERE status = 'completed'
         AND finished_at >= (SELECT max(finished_at) FROM episodes WHERE status = 'completed') - ?
         AND EXISTS (SELECT 1 FROM jobs WHERE pk = episodes.job)`,
    )
    .pluck()
  const selectDirectories = database.prepare<[number], { directory: string; jobs: number }>(
    'SELECT directory, jobs FROM directories ORDER BY jobs DESC, directory LIMIT ?',
  )

  return {
    jobCounts: () => toJobCounts(select.all('job')),
    episodeCounts() {
      const counts: EpisodeCounts = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }
      return { ...counts, ...Object.fromEntries(select.all('episode').map(({ name, count }) => [name, count])) }
    },
    waitCounts(): Partial<Record<WaitReason, number>> {
      return Object.fromEntries(select.all('wait').map(({ name, count }) => [name, count]))
    },
    finishedSince: (time) => countFinished.get(time) ?? 0,
    finishedLatest: (beforeMs) => selectLatest.all(beforeMs),
    directories: (limit) => selectDirectories.all(limit),
  }
}
