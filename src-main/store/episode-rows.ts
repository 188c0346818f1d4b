import type { ChecksumAlgorithm, EpisodeError, ExpectedChecksum } from '../../src-preload/contract/index.ts'
import type { EpisodeRecord, PartFile, SegmentMark, Validator } from '../queue/ports.ts'
import type { Sealing } from './sealing.ts'

/** An episode as {@link episodeColumns} selects it. */
export interface EpisodeRow {
  readonly id: string
  readonly job_id: string
  readonly idx: number
  readonly title: string | null
  readonly url: string
  readonly sealed_url: Uint8Array | null
  readonly host: string
  readonly mirrors: string | null
  readonly sealed_mirrors: Uint8Array | null
  readonly wanted_name: string | null
  readonly folder: string | null
  readonly source_key: string | null
  readonly stream: string | null
  readonly checksum_algorithm: ChecksumAlgorithm | null
  readonly checksum_expected: string | null
  readonly actual_checksum: string | null
  readonly status: EpisodeRecord['status']
  readonly wait_reason: EpisodeRecord['waitReason']
  readonly wait_until: number | null
  readonly attempts: number
  readonly bytes_done: number
  readonly bytes_total: number | null
  readonly speed_limit: number
  readonly file_name: string | null
  readonly validator: string | null
  readonly content_type: string | null
  readonly segments: string | null
  readonly told_algorithm: ChecksumAlgorithm | null
  readonly told_expected: string | null
  readonly repair: EpisodeRecord['repair']
  readonly error: string | null
  readonly finished_at: number | null
  readonly retry_at: number | null
  readonly later_retries: number
  readonly active_ms: number
}

/** What is read of an episode, selected from `episodes AS e JOIN jobs AS j`. */
export const episodeColumns = `
  e.id, j.id AS job_id, e.idx, e.title, e.url, e.sealed_url, e.host, e.mirrors, e.sealed_mirrors, e.wanted_name, e.folder, e.source_key, e.stream, e.checksum_algorithm, e.checksum_expected,
  e.actual_checksum, e.status, e.wait_reason, e.wait_until, e.attempts, e.bytes_done, e.bytes_total, e.speed_limit,
  e.file_name, e.validator, e.content_type, e.segments, e.told_algorithm, e.told_expected, e.repair, e.error, e.finished_at,
  e.retry_at, e.later_retries, e.active_ms`

export function toEpisodeRecord(row: EpisodeRow, sealing: Sealing): EpisodeRecord {
  const mirrorsText = sealing.openText(row.mirrors, row.sealed_mirrors)
  const mirrors: string[] = mirrorsText === null ? [] : JSON.parse(mirrorsText)
  const error: EpisodeError | null = row.error === null ? null : JSON.parse(row.error)
  return {
    id: row.id,
    jobId: row.job_id,
    index: row.idx,
    title: row.title,
    url: sealing.openText(row.url, row.sealed_url),
    host: row.host,
    mirrors,
    wantedName: row.wanted_name,
    folder: row.folder,
    sourceKey: row.source_key,
    stream: row.stream === null ? null : JSON.parse(row.stream),
    status: row.status,
    waitReason: row.wait_reason,
    waitUntil: row.wait_until,
    attempts: row.attempts,
    bytesDone: row.bytes_done,
    bytesTotal: row.bytes_total,
    speedLimit: row.speed_limit,
    checksum: toChecksum(row.checksum_algorithm, row.checksum_expected),
    actualChecksum: row.actual_checksum,
    part: toPart(row),
    repair: row.repair,
    error,
    finishedAt: row.finished_at,
    retryAt: row.retry_at,
    laterRetries: row.later_retries,
    activeMs: row.active_ms,
  }
}

function toPart(row: EpisodeRow): PartFile | null {
  if (row.file_name === null) return null
  const validator: Validator | null = row.validator === null ? null : JSON.parse(row.validator)
  return {
    fileName: row.file_name,
    bytesTotal: row.bytes_total,
    validator,
    contentType: row.content_type,
    toldChecksum: toChecksum(row.told_algorithm, row.told_expected),
    segments: row.segments === null ? [] : readSegments(row.segments),
  }
}

function toChecksum(algorithm: ChecksumAlgorithm | null, expected: string | null): ExpectedChecksum | null {
  return algorithm === null || expected === null ? null : { algorithm, expected }
}

/** Segments are kept as `[start, end, done, start, end, done, …]`: they are written once a second. */
export function writeSegments(segments: readonly SegmentMark[]): string {
  return JSON.stringify(segments.flatMap(({ start, end, done }) => [start, end, done]))
}

function readSegments(text: string): SegmentMark[] {
  const numbers: number[] = JSON.parse(text)
  const segments: SegmentMark[] = []
  for (let at = 0; at < numbers.length; at += 3) {
    const [start, end, done] = numbers.slice(at, at + 3)
    if (start === undefined || end === undefined || done === undefined) throw new Error('A segment map is damaged.')
    segments.push({ start, end, done })
  }
  return segments
}
