import { type ReportPage, type ReportQuery, reportAddress } from '../../../src-preload/contract/index.ts'
import { joinedPath } from '../episode-folder.ts'
import { episodeTitle } from '../names.ts'
import type { ReportFilter, ReportPlace, ReportRecord } from '../ports.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { inSlices } from '../sliced-work.ts'
import { timeText } from '../views.ts'
import type { World } from '../world.ts'
import { dayAfter, startOfDay } from './local-day.ts'

type Query = Omit<ReportQuery, 'format'>

/** A page of the report. However little a filter fits, nothing else waits longer than for a slice of it. */
export async function reportPage({ store, clock }: Pick<World, 'store' | 'clock'>, query: Query): Promise<ReportPage | Refusal> {
  const start = query.after === undefined ? null : placeOf(query.after)
  if (start === null && query.after !== undefined) {
    return refuse('INVALID_INPUT', { issues: [{ path: 'after', value: query.after, reason: 'cursor' }] })
  }
  const filter = filterOf(query)
  const records: ReportRecord[] = []
  let after: ReportPlace | null = start
  await inSlices(clock, (scan) => {
    const slice = store.reportSlice(filter, after, { scan, limit: Math.min(scan, query.limit - records.length) })
    records.push(...slice.items)
    after = slice.end
    return after !== null && records.length < query.limit
  })
  return { items: records.map(entryOf), next: after === null ? null : cursorOf(after) }
}

function filterOf({ from, to, status, host, q, jobId }: Query): ReportFilter {
  return {
    from: from === undefined ? null : isDay(from) ? startOfDay(from) : Date.parse(from),
    before: to === undefined ? null : isDay(to) ? startOfDay(dayAfter(to, 1)) : Date.parse(to),
    statuses: [...new Set(status)],
    host: host?.toLowerCase() ?? null,
    q: q ?? null,
    jobId: jobId ?? null,
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function cursorOf({ time, source, key }: ReportPlace): string {
  return `${time}.${source}.${key}`
}

function placeOf(cursor: string): ReportPlace | null {
  const [, time, source, key] = /^(\d{1,16})\.(\d)\.(\d{1,16})$/.exec(cursor) ?? []
  return time === undefined ? null : { time: Number(time), source: Number(source), key: Number(key) }
}

function entryOf(record: ReportRecord): ReportPage['items'][number] {
  const { fileName, directory, wantedName, url } = record
  const title = record.title ?? fileName ?? episodeTitle({ title: null, part: null, wantedName, url })
  return {
    id: record.id,
    jobId: record.jobId,
    jobTitle: record.jobTitle,
    title,
    fileName,
    path: fileName === null ? null : joinedPath(directory, fileName),
    url: reportAddress(url),
    host: record.host,
    status: record.status,
    bytes: record.bytes,
    checksum: record.checksum,
    endedAt: timeText(record.endedAt) ?? '',
    activeMs: record.activeMs,
    error: record.status === 'failed' ? record.error : null,
    retryAt: timeText(record.retryAt),
    removed: record.removed,
  }
}
