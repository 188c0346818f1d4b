import type { Database } from 'better-sqlite3'
import type { EpisodeErrorCode, JobConditions } from '../../src-preload/contract/index.ts'
import type { FailureRecord, FailureSelection, ReportStore, Store } from '../queue/ports.ts'
import { filterWithStatus, type JobFilter } from './job-filter.ts'
import type { Search } from './search.ts'

interface FailureRow {
  readonly key: number
  readonly time: number
  readonly job: number
  readonly host: string
  readonly code: EpisodeErrorCode | null
  readonly http_status: number | null
  readonly retry_at: number | null
}

type Failures = Pick<
  ReportStore,
  | 'jobsWithFailures'
  | 'failureSlice'
  | 'retryFailed'
  | 'failedAtHost'
  | 'nextLaterRetry'
  | 'endLaterRetries'
  | 'shiftLaterRetries'
  | 'capLaterRetries'
  | 'dropLaterRetries'
>

const queuedAgain = `status = 'queued', wait_reason = NULL, wait_until = NULL, error = NULL, finished_at = NULL, attempts = 0, retry_at = NULL`

/** Failed episodes: which there are, and how they come back into the queue, now or later. */
export function createFailures(database: Database, transaction: Store['transaction'], search: Search): Failures {
  const columns = `e.pk AS key, e.finished_at AS time, e.job, e.host, e.error ->> '$.code' AS code,
    e.error ->> '$.params.status' AS http_status, e.retry_at`
  const behind = 'e.finished_at <= @time AND (e.finished_at, e.pk) < (@time, @key)'
  const isListed = 'EXISTS (SELECT 1 FROM jobs WHERE pk = e.job)'
  const order = 'ORDER BY e.finished_at DESC, e.pk DESC LIMIT @scan'
  type Window = { readonly time: number; readonly key: number; readonly scan: number }
  const selectAll = database.prepare<[Window], FailureRow>(
    `SELECT ${columns} FROM episodes AS e INDEXED BY episodes_by_failure WHERE e.status = 'failed' AND ${isListed} AND ${behind} ${order}`,
  )
  const selectAtHost = database.prepare<[Window & { readonly host: string }], FailureRow>(
    `SELECT ${columns} FROM episodes AS e INDEXED BY episodes_by_failure_at_host
     WHERE e.status = 'failed' AND ${isListed} AND e.host = @host AND ${behind} ${order}`,
  )
  const selectNamedJobs = database
    .prepare<[string], number>('SELECT pk FROM jobs WHERE failed > 0 AND id IN (SELECT value FROM json_each(?))')
    .pluck()
  const queueAgain = database
    .prepare<[string], number>(
      `UPDATE episodes SET ${queuedAgain}, later_retries = 0
       WHERE pk IN (SELECT value FROM json_each(?)) AND status = 'failed' RETURNING job`,
    )
    .pluck()
  const queueDue = database
    .prepare<[number, number], number>(
      `UPDATE episodes SET ${queuedAgain}, later_retries = later_retries + 1
       WHERE pk IN (SELECT e.pk FROM episodes AS e WHERE e.retry_at <= ? AND ${isListed} ORDER BY e.retry_at LIMIT ?)
         AND status = 'failed' RETURNING job`,
    )
    .pluck()
  const reopen = database.prepare<[string]>(
    'UPDATE jobs SET finished_at = NULL WHERE pk IN (SELECT value FROM json_each(?)) AND finished_at IS NOT NULL',
  )
  const selectIds = database.prepare<[string], string>('SELECT id FROM jobs WHERE pk IN (SELECT value FROM json_each(?))').pluck()
  const selectNext = database
    .prepare<[], number>(
      `SELECT e.retry_at FROM episodes AS e WHERE e.retry_at IS NOT NULL AND ${isListed} ORDER BY e.retry_at LIMIT 1`,
    )
    .pluck()
  const dropAll = database.prepare<[number]>(
    'UPDATE episodes SET retry_at = NULL WHERE pk IN (SELECT pk FROM episodes WHERE retry_at IS NOT NULL LIMIT ?)',
  )
  const dropOfJob = database.prepare<[string, number]>(
    `UPDATE episodes SET retry_at = NULL WHERE pk IN (
       SELECT pk FROM episodes WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND retry_at IS NOT NULL LIMIT ?)`,
  )
  const shift = database.prepare<[number]>('UPDATE episodes SET retry_at = retry_at + ? WHERE retry_at IS NOT NULL')
  const cap = database.prepare<[{ latest: number }]>('UPDATE episodes SET retry_at = @latest WHERE retry_at > @latest')
  const countAtHost = database
    .prepare<[string], number>(`SELECT count(*) FROM episodes WHERE host = ? AND status = 'failed'`)
    .pluck()

  /** What goes for the jobs of episodes that were queued again. */
  function reopened(jobs: readonly number[]) {
    const keys = JSON.stringify([...new Set(jobs)])
    reopen.run(keys)
    return { retried: jobs.length, jobIds: selectIds.all(keys) }
  }

  function shownJobs(query: JobConditions): ReadonlySet<number> {
    const { where, values } = filterWithStatus(query, search.find(query))
    const select = database.prepare<[JobFilter['values']], number>(`SELECT j.pk FROM jobs AS j WHERE j.failed > 0 AND ${where}`)
    return new Set(select.pluck().all(values))
  }

  return {
    jobsWithFailures({ jobIds, ...view }) {
      const { status, q, directory, queueId, sessionId, atHost, minBytes, maxBytes } = view
      const isOfView =
        (status ?? []).length > 0 ||
        (q ?? '').trim() !== '' ||
        [directory, queueId, sessionId, atHost, minBytes, maxBytes].some((part) => part !== undefined)
      const shown = isOfView ? shownJobs(view) : null
      if (jobIds === undefined) return shown
      return new Set(selectNamedJobs.all(JSON.stringify(jobIds)).filter((job) => shown?.has(job) !== false))
    },

    failureSlice(selection, after, scan) {
      const window = { time: after?.time ?? Number.MAX_SAFE_INTEGER, key: after?.key ?? Number.MAX_SAFE_INTEGER, scan }
      const { host } = selection
      const rows = host === undefined ? selectAll.all(window) : selectAtHost.all({ ...window, host: host.toLowerCase() })
      const last = rows.length === scan ? rows.at(-1) : undefined
      return {
        items: rows.filter((row) => isSelected(row, selection)).map(toFailure),
        end: last === undefined ? null : { time: last.time, key: last.key },
      }
    },

    retryFailed: (keys) => transaction(() => reopened(queueAgain.all(JSON.stringify(keys)))),
    failedAtHost: (host) => countAtHost.get(host.toLowerCase()) ?? 0,
    nextLaterRetry: () => selectNext.get() ?? null,
    endLaterRetries: (now, limit) => transaction(() => reopened(queueDue.all(now, limit))),
    shiftLaterRetries: (byMs) => transaction(() => void shift.run(byMs)),
    capLaterRetries: (latest) => transaction(() => void cap.run({ latest })),
    dropLaterRetries: (jobId, limit) =>
      transaction(() => (jobId === null ? dropAll.run(limit) : dropOfJob.run(jobId, limit)).changes),
  }
}

function isSelected(row: FailureRow, { jobs, codes, httpStatuses }: FailureSelection): boolean {
  if (jobs !== null && !jobs.has(row.job)) return false
  const { code, httpStatus } = toFailure(row)
  if (codes !== undefined && !codes.includes(code)) return false
  return httpStatuses === undefined || (httpStatus !== null && httpStatuses.includes(httpStatus))
}

function toFailure({ key, host, code, http_status, retry_at }: FailureRow): FailureRecord {
  return { key, host, code: code ?? 'INTERNAL', httpStatus: code === 'HTTP_STATUS' ? http_status : null, retryAt: retry_at }
}
