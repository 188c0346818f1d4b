import type { Database } from 'better-sqlite3'
import type { FinishedEpisode, FinishedPlace, Store } from '../queue/ports.ts'
import { type EpisodeRow, episodeColumns, toEpisodeRecord } from './episode-rows.ts'
import type { Sealing } from './sealing.ts'

interface FinishedRow extends EpisodeRow {
  readonly directory: string
  readonly mount: string | null
  readonly job_pk: number
}

interface Window {
  readonly job: number
  readonly index: number
  readonly limit: number
}

/** Reads what is needed to compare finished files with the disk, by jobs as they were added and by index within them. */
export function createFinished(database: Database, sealing: Sealing): Pick<Store, 'blockDigests' | 'proofs' | 'finished'> {
  const selectDigests = database.prepare<[string], Buffer | null>('SELECT block_digests FROM episodes WHERE id = ?').pluck()
  const selectProofs = database.prepare<[string], { pieces: string | null; signature: string | null }>(
    'SELECT pieces, signature FROM episodes WHERE id = ?',
  )
  const read = (which: string) =>
    database.prepare<[Window], FinishedRow>(
      `SELECT ${episodeColumns}, j.directory, j.mount, e.job AS job_pk
       FROM episodes AS e CROSS JOIN jobs AS j ON j.pk = e.job
       WHERE e.status = 'completed' AND ${which} ORDER BY e.job, e.idx LIMIT @limit`,
    )
  const selectAll = read('(e.job, e.idx) > (@job, @index)')
  const selectOfJob = read('e.job = @job AND e.idx > @index')
  const selectJobs = database
    .prepare<[{ ids: string; from: number }], number>(
      'SELECT pk FROM jobs WHERE id IN (SELECT value FROM json_each(@ids)) AND pk >= @from ORDER BY pk',
    )
    .pluck()

  function ofJobs(jobIds: readonly string[], after: FinishedPlace, limit: number): FinishedRow[] {
    const rows: FinishedRow[] = []
    for (const job of selectJobs.iterate({ ids: JSON.stringify(jobIds), from: after.job })) {
      const index = job === after.job ? after.index : 0
      rows.push(...selectOfJob.all({ job, index, limit: limit - rows.length }))
      if (rows.length === limit) break
    }
    return rows
  }

  return {
    blockDigests(episodeId) {
      const digests = selectDigests.get(episodeId)
      // A copy of its own, because it may cross to another thread.
      return digests == null ? null : new Uint8Array(digests)
    },

    proofs(episodeId) {
      const { pieces = null, signature = null } = selectProofs.get(episodeId) ?? {}
      return { pieces: pieces === null ? null : JSON.parse(pieces), signature }
    },

    finished({ jobIds, after, limit }) {
      const from = after ?? { job: 0, index: 0 }
      const rows = jobIds === null ? selectAll.all({ ...from, limit }) : ofJobs(jobIds, from, limit)
      return rows.map((row) => toFinished(row, sealing))
    },
  }
}

function toFinished(row: FinishedRow, sealing: Sealing): FinishedEpisode {
  const { directory, mount } = row
  return { episode: toEpisodeRecord(row, sealing), folder: { directory, mount }, place: { job: row.job_pk, index: row.idx } }
}
