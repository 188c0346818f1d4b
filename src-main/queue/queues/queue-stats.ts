import type { JobCounts, QueueStats, ScheduleState } from '../../../src-preload/contract/index.ts'
import type { Attempts } from '../attempts.ts'

const noJobs: JobCounts = { all: 0, queued: 0, downloading: 0, paused: 0, processing: 0, completed: 0, failed: 0 }

/** What is counted of each queue. */
export function queueStats(
  ids: readonly string[],
  counts: ReadonlyMap<string, JobCounts>,
  attempts: Pick<Attempts, 'heldIn'>,
  scheduleOf: (queueId: string) => ScheduleState | null,
): QueueStats[] {
  return ids.map((id) => ({ id, active: attempts.heldIn(id), jobs: counts.get(id) ?? noJobs, schedule: scheduleOf(id) }))
}
