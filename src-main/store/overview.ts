import type { Database } from 'better-sqlite3'
import type { EpisodeErrorCode } from '../../src-preload/contract/index.ts'
import type { OverviewStore, ReadyPlace, UnfinishedGroup, UnfinishedPlace } from '../queue/ports.ts'

type Overview = Pick<OverviewStore, 'readySlice' | 'unfinishedSlice' | 'failureCause'>

interface ReadyRow {
  readonly job: number
  readonly host: string
  readonly episodes: number
  readonly last: number
  /** Null for an episode whose job has left the list. */
  readonly queueId: string | null
  readonly sessionId: string | null
}

const unfinished: readonly UnfinishedPlace['status'][] = ['downloading', 'queued', 'paused']

/** What waits, and what is still to come: sums that nothing keeps, read slice by slice from narrow indexes. */
export function createOverview(database: Database): Overview {
  const selectReady = database.prepare<[ReadyPlace & { readonly limit: number }], ReadyRow>(
    `SELECT ready.job, ready.host, ready.episodes, ready.last, j.queue_id AS queueId, j.session_id AS sessionId
     FROM (
       SELECT job, host, count(*) AS episodes, max(idx) AS last FROM (
         SELECT job, host, idx FROM episodes INDEXED BY episodes_ready
         WHERE status = 'queued' AND wait_reason IS NULL AND (job, host, idx) > (@job, @host, @index)
         ORDER BY job, host, idx LIMIT @limit)
       GROUP BY job, host) AS ready
     LEFT JOIN jobs AS j ON j.pk = ready.job ORDER BY ready.job, ready.host`,
  )
  const selectUnfinished = database.prepare<
    [UnfinishedPlace & { readonly limit: number }],
    UnfinishedGroup & { readonly jobs: number; readonly last: number }
  >(
    `SELECT mount, min(directory) AS directory, sum(max(0, bytes_known - bytes_done)) AS bytesLeft, sum(min(unknown_sizes, open)) AS unknownSizes,
       sum(bytes_known) AS bytesKnown, sum(episodes_total - unknown_sizes) AS knownSizes, count(*) AS jobs, max(place) AS last
     FROM (
       SELECT place, mount, directory, bytes_done, bytes_known, unknown_sizes, episodes_total,
         queued + downloading + paused AS open FROM jobs INDEXED BY jobs_by_status
       WHERE status = @status AND place > @place ORDER BY place LIMIT @limit)
     GROUP BY mount`,
  )
  const selectCause = database.prepare<[string, number], { code: EpisodeErrorCode | null; httpStatus: number | null }>(
    `SELECT code, CASE WHEN code = 'HTTP_STATUS' THEN http_status END AS httpStatus FROM (
       SELECT error ->> '$.code' AS code, error ->> '$.params.status' AS http_status
       FROM episodes INDEXED BY episodes_by_failure_at_host WHERE host = ? AND status = 'failed'
       ORDER BY finished_at DESC LIMIT ?)
     GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 1`,
  )

  return {
    readySlice(after, limit) {
      const rows = selectReady.all({ ...(after ?? { job: -1, host: '', index: 0 }), limit })
      const last = rows.at(-1)
      const count = rows.reduce((sum, { episodes }) => sum + episodes, 0)
      return {
        items: rows.flatMap(({ queueId, sessionId, host, episodes }) =>
          queueId === null ? [] : [{ queueId, sessionId, host, episodes }],
        ),
        end: last === undefined || count < limit ? null : { job: last.job, host: last.host, index: last.last },
      }
    },
    unfinishedSlice(after, limit) {
      const status = after?.status ?? 'downloading'
      const rows = selectUnfinished.all({ status, place: after?.place ?? Number.MIN_SAFE_INTEGER, limit })
      const jobs = rows.reduce((sum, row) => sum + row.jobs, 0)
      const next = unfinished[unfinished.indexOf(status) + 1]
      const start = Number.MIN_SAFE_INTEGER
      const rest = next === undefined ? null : { status: next, place: start }
      return {
        items: rows.map(({ jobs: _, last: __, ...group }) => group),
        end: jobs < limit ? rest : { status, place: Math.max(...rows.map(({ last }) => last)) },
      }
    },
    failureCause(host, scan) {
      const row = selectCause.get(host, scan)
      return row === undefined ? null : { code: row.code ?? 'INTERNAL', httpStatus: row.httpStatus }
    },
  }
}
