import type { Database, Statement } from 'better-sqlite3'
import type { ChecksumAlgorithm, EpisodeError } from '../../src-preload/contract/index.ts'
import type { ReportFilter, ReportPlace, ReportRecord, ReportStore } from '../queue/ports.ts'
import { folderPath } from './file-paths.ts'
import { likePattern, searchTextFunction, searchWords } from './search-text.ts'

type Values = Readonly<Record<string, string | number>>

interface ReportRow {
  readonly key: number
  readonly id: string
  readonly job_id: string
  readonly job_title: string
  readonly title: string | null
  readonly wanted_name: string | null
  readonly file_name: string | null
  readonly directory: string
  readonly url: string
  readonly host: string
  readonly status: ReportRecord['status']
  readonly bytes: number
  readonly algorithm: ChecksumAlgorithm | null
  readonly checksum: string | null
  readonly error: string | null
  readonly active_ms: number
  readonly retry_at: number | null
  readonly is_removed: 0 | 1
  readonly finished_at: number
}

/** One of the places that entries come from, each with an index on the time of their ends. */
interface Source {
  /** The narrow read that finds how far a slice goes. */
  readonly narrow: string
  /** `FROM`, with the rows as `e`. */
  readonly from: string
  readonly columns: string
  readonly jobId: string
  readonly search: (pattern: string) => string
  readonly status: ReportRecord['status'] | null
}

const jobId = 'coalesce(j.id, r.id)'

/** In the list, or removed from it and not yet for good. */
const live = (status: ReportRecord['status'], index: string): Source => ({
  narrow: `episodes AS e INDEXED BY ${index} WHERE e.status = '${status}'`,
  from: `episodes AS e INDEXED BY ${index} LEFT JOIN jobs AS j ON j.pk = e.job
    LEFT JOIN removed_jobs AS r ON r.pk = e.job AND r.deed IS NOT NULL AND r.keep_history
    WHERE e.status = '${status}' AND (j.pk IS NOT NULL OR r.pk IS NOT NULL)`,
  columns: `e.pk AS key, e.id, ${jobId} AS job_id, coalesce(j.title, r.title) AS job_title, e.title, e.wanted_name, e.file_name,
    ${folderPath('coalesce(j.directory, r.directory)', 'e.folder')} AS directory, r.pk IS NOT NULL AS is_removed, e.url,
    e.host, e.status, coalesce(e.bytes_done, 0) AS bytes, coalesce(e.checksum_algorithm, e.told_algorithm) AS algorithm,
    e.actual_checksum AS checksum, e.error, e.active_ms, e.retry_at, e.finished_at`,
  jobId,
  search: (pattern) =>
    `EXISTS (SELECT 1 FROM texts WHERE job = e.job AND idx IN (0, e.idx) AND text LIKE ${pattern} ESCAPE '\\')`,
  status,
})

const sources: readonly Source[] = [
  live('completed', 'episodes_finished'),
  live('failed', 'episodes_by_failure'),
  {
    narrow: 'history AS e WHERE TRUE',
    from: 'history AS e WHERE TRUE',
    columns: `e.pk AS key, e.id, e.job_id, e.job_title, e.title, e.wanted_name, e.file_name, e.directory, e.url, e.host, e.status,
      e.bytes, e.checksum_algorithm AS algorithm, e.checksum, e.error, e.active_ms, NULL AS retry_at, 1 AS is_removed, e.finished_at`,
    jobId: 'e.job_id',
    search: (pattern) =>
      `${searchTextFunction}(e.job_title || char(10) || coalesce(e.title, ''), e.wanted_name, e.file_name, e.url) LIKE ${pattern} ESCAPE '\\'`,
    status: null,
  },
]

/** A part of one source: what fits, and how far it looked; `end` null: to its end. */
interface Part {
  readonly rows: readonly { readonly row: ReportRow; readonly place: ReportPlace }[]
  readonly end: ReportPlace | null
}

/**
 * The report, newest first: finished and failed episodes as they stand in the list, and what was removed from it, merged
 * by the time of their ends. Each read is a slice: a filter that fits little does not make it longer.
 */
export function createReportList(database: Database): Pick<ReportStore, 'reportSlice'> {
  const prepared = new Map<string, Statement<[Values]>>()
  function read<Row>(sql: string, values: Values): Row[] {
    let statement = prepared.get(sql)
    if (statement === undefined) {
      statement = database.prepare<[Values]>(sql)
      prepared.set(sql, statement)
    }
    return (statement as Statement<[Values], Row>).all(values)
  }

  function partOf(at: number, filter: ReportFilter, after: ReportPlace | null, scan: number, limit: number): Part {
    const source = sources[at]
    if (source === undefined || !mayHold(source, filter)) return { rows: [], end: null }
    const window = windowOf(at, filter, after)
    const within = 'AND e.finished_at <= @time AND (e.finished_at, e.pk) < (@time, @key) AND e.finished_at >= @from'
    const order = 'ORDER BY e.finished_at DESC, e.pk DESC'
    const [edge] = read<{ time: number; key: number }>(
      `SELECT e.finished_at AS time, e.pk AS key FROM ${source.narrow} ${within} ${order} LIMIT 1 OFFSET @scan`,
      { ...window, scan: scan - 1 },
    )
    const { where, values } = conditionsOf(source, filter)
    const rows = read<ReportRow>(
      `SELECT ${source.columns} FROM ${source.from} ${within}
         ${edge === undefined ? '' : 'AND (e.finished_at, e.pk) >= (@edgeTime, @edgeKey)'} ${where} ${order} LIMIT @limit`,
      // The index is read down to a time, not to a pair.
      { ...window, ...values, limit, ...(edge === undefined ? {} : { from: edge.time, edgeTime: edge.time, edgeKey: edge.key }) },
    ).map((row) => ({ row, place: { time: row.finished_at, source: at, key: row.key } }))
    // Cut off by the limit: it has looked no further than to its last row.
    const last = rows.length === limit ? rows.at(-1)?.place : undefined
    return { rows, end: last ?? (edge === undefined ? null : { ...edge, source: at }) }
  }

  return {
    reportSlice(filter, after, { scan, limit }) {
      const parts = sources.map((_, at) => partOf(at, filter, after, scan, limit))
      const ends = parts.flatMap(({ end }) => end ?? [])
      // What lies behind the nearest end may have newer neighbours that were not looked at yet.
      const edge = ends.toSorted(byPlace)[0] ?? null
      const found = parts
        .flatMap(({ rows }) => rows)
        .filter(({ place }) => edge === null || byPlace(place, edge) <= 0)
        .toSorted((one, other) => byPlace(one.place, other.place))
      const shown = found.slice(0, limit)
      const end = found.length > limit ? (shown.at(-1)?.place ?? null) : edge
      return { items: shown.map(({ row }) => toRecord(row)), end }
    },
  }
}

/** Newest first. */
function byPlace(one: ReportPlace, other: ReportPlace): number {
  return other.time - one.time || one.source - other.source || other.key - one.key
}

function mayHold(source: Source, { statuses }: ReportFilter): boolean {
  return source.status === null || statuses.length === 0 || statuses.includes(source.status)
}

/** What of a source comes behind a place of the whole. */
function windowOf(at: number, { from, before }: ReportFilter, after: ReportPlace | null) {
  const start = { from: from ?? 0 }
  if (after === null)
    return { ...start, time: before === null ? Number.MAX_SAFE_INTEGER : before - 1, key: Number.MAX_SAFE_INTEGER }
  if (at === after.source) return { ...start, time: after.time, key: after.key }
  return { ...start, time: after.time, key: at > after.source ? Number.MAX_SAFE_INTEGER : -1 }
}

function conditionsOf(source: Source, { statuses, host, q, jobId }: ReportFilter): { where: string; values: Values } {
  const conditions: string[] = []
  const values: Record<string, string | number> = {}
  const [status, ...others] = statuses
  if (source.status === null && status !== undefined && others.length === 0) {
    conditions.push('e.status = @status')
    values.status = status
  }
  if (host !== null) {
    conditions.push('e.host = @host')
    values.host = host
  }
  if (jobId !== null) {
    conditions.push(`${source.jobId} = @jobId`)
    values.jobId = jobId
  }
  for (const [at, word] of searchWords(q ?? '').entries()) {
    conditions.push(source.search(`@word${at}`))
    values[`word${at}`] = likePattern(word)
  }
  return { where: conditions.map((condition) => `AND ${condition}`).join(' '), values }
}

function toRecord(row: ReportRow): ReportRecord {
  const error: EpisodeError | null = row.error === null ? null : JSON.parse(row.error)
  return {
    id: row.id,
    jobId: row.job_id,
    jobTitle: row.job_title,
    title: row.title,
    wantedName: row.wanted_name,
    fileName: row.file_name,
    directory: row.directory,
    url: row.url,
    host: row.host,
    status: row.status,
    bytes: row.bytes,
    checksum: row.algorithm === null || row.checksum === null ? null : { algorithm: row.algorithm, value: row.checksum },
    endedAt: row.finished_at,
    activeMs: row.active_ms,
    error,
    retryAt: row.retry_at,
    removed: row.is_removed === 1,
  }
}
