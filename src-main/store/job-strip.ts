import type { Database } from 'better-sqlite3'
import { type EpisodeStatus, episodeStatuses, type StripBin } from '../../src-preload/contract/index.ts'
import type { Store } from '../queue/ports.ts'

interface JobRow extends Readonly<Record<EpisodeStatus, number>> {
  readonly pk: number
  readonly last_index: number
  readonly episodes_total: number
}

/**
 * The states of a job's episodes in stretches. Each stretch is counted by itself along an index that holds nothing else,
 * while grouping would sort all of them first. Of what most are in nothing is counted where no episode was removed: it is
 * the rest. The worst of 250,000 episodes takes about 15 ms.
 */
export function createJobStrip(database: Database): Pick<Store, 'jobStrip'> {
  const selectJob = database.prepare<[string], JobRow>(
    `SELECT pk, last_index, episodes_total, ${episodeStatuses.join(', ')} FROM jobs WHERE id = ?`,
  )
  const count = database
    .prepare<[number, EpisodeStatus, number, number], number>(
      'SELECT count(*) FROM episodes INDEXED BY episodes_by_status WHERE job = ? AND status = ? AND idx >= ? AND idx < ?',
    )
    .pluck()

  return {
    jobStrip(jobId, wanted) {
      const job = selectJob.get(jobId)
      if (job === undefined) return null
      const episodesPerBin = Math.max(1, Math.ceil(job.last_index / wanted))
      const bins: StripBin[] = []
      const present = episodeStatuses.filter((status) => job[status] > 0).sort((one, other) => job[other] - job[one])
      const rest = job.episodes_total === job.last_index ? present.shift() : undefined
      for (let first = 1; first <= job.last_index; first += episodesPerBin) {
        const bin: StripBin = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }
        let left = Math.min(episodesPerBin, job.last_index + 1 - first)
        for (const status of present) {
          bin[status] = count.get(job.pk, status, first, first + episodesPerBin) ?? 0
          left -= bin[status]
        }
        if (rest !== undefined) bin[rest] = left
        bins.push(bin)
      }
      return { bins, episodesPerBin }
    },
  }
}
