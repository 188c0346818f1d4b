import type { Database } from 'better-sqlite3'
import type { EpisodeRecord, Store } from '../queue/ports.ts'
import { type EpisodeRow, episodeColumns, toEpisodeRecord } from './episode-rows.ts'
import type { Sealing } from './sealing.ts'

/** Which job's episodes are read, and whether their indices have no gaps. */
export interface EpisodeOwner {
  readonly pk: number
  readonly dense: 0 | 1
}

/** Reads the episodes of one job by window, in the order of their indices. */
export function createEpisodeList(
  database: Database,
  sealing: Sealing,
): {
  readonly episodes: Store['episodes']
  readonly slice: (owner: EpisodeOwner, offset: number, limit: number) => EpisodeRecord[]
} {
  const read = (which: string) =>
    `SELECT ${episodeColumns}
     FROM (SELECT pk FROM episodes WHERE job = @job AND ${which}) AS shown
     CROSS JOIN episodes AS e ON e.pk = shown.pk CROSS JOIN jobs AS j ON j.pk = e.job
     ORDER BY e.idx`
  type Window = { job: number; offset: number; limit: number }
  // Without gaps an offset is an index. With gaps it is counted, in an index that holds nothing else.
  const direct = database.prepare<[Window], EpisodeRow>(read('idx > @offset ORDER BY idx LIMIT @limit'))
  const counted = database.prepare<[Window], EpisodeRow>(read('TRUE ORDER BY idx LIMIT @limit OFFSET @offset'))
  const ofStatus = database.prepare<[Window & { status: string }], EpisodeRow>(
    read('status = @status ORDER BY idx LIMIT @limit OFFSET @offset'),
  )
  const selectOwner = database.prepare<[string], EpisodeOwner & Record<string, number>>(
    `SELECT pk, last_index = episodes_total AS dense, episodes_total AS total,
       queued, downloading, paused, verifying, completed, failed FROM jobs WHERE id = ?`,
  )

  const toRecord = (row: EpisodeRow) => toEpisodeRecord(row, sealing)
  const slice = (owner: EpisodeOwner, offset: number, limit: number) =>
    (owner.dense === 1 ? direct : counted).all({ job: owner.pk, offset, limit }).map(toRecord)

  return {
    slice,
    episodes({ jobId, status, offset, limit }) {
      const owner = selectOwner.get(jobId)
      if (owner === undefined) return { items: [], total: 0 }
      if (status === undefined) return { items: slice(owner, offset, limit), total: owner.total ?? 0 }
      const items = ofStatus.all({ job: owner.pk, status, offset, limit }).map(toRecord)
      return { items, total: owner[status] ?? 0 }
    },
  }
}
