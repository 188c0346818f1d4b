import type { StaffelEvent } from '../../src-preload/contract/index.ts'

/** The percents of the jobs that run, by id; null where a job's size is unknown. */
export type RunningJobs = ReadonlyMap<string, number | null>

export const nothingRuns: RunningJobs = new Map()

/** Follows what runs; the same map where an event says nothing about it. */
export function followRunning(running: RunningJobs, event: StaffelEvent): RunningJobs {
  switch (event.type) {
    case 'progress': {
      if (event.jobs.every(({ id, progress }) => running.get(id) === progress)) return running
      return new Map([...running, ...event.jobs.map(({ id, progress }) => [id, progress] as const)])
    }
    case 'job':
      return event.job.status === 'downloading' ? running : without(running, [event.job.id])
    case 'removed':
      return without(running, event.jobIds)
    case 'stats':
      return event.stats.slots.active === 0 && running.size > 0 ? nothingRuns : running
    default:
      return running
  }
}

/** How far all together are, in whole percent, each job counting alike; null where none says. */
export function overallPercent(running: RunningJobs): number | null {
  const known = [...running.values()].filter((percent) => percent !== null)
  if (known.length === 0) return null
  // Rounded down: 100 % is for what is finished.
  return Math.floor(known.reduce((sum, percent) => sum + percent, 0) / known.length)
}

function without(running: RunningJobs, ids: readonly string[]): RunningJobs {
  if (!ids.some((id) => running.has(id))) return running
  const rest = new Map(running)
  for (const id of ids) rest.delete(id)
  return rest
}
