import type { EpisodeError } from '../../src-preload/contract/index.ts'
import type { JobRecord } from '../queue/ports.ts'
import { placeBlockBits } from './schema/places.ts'
import type { Sealing } from './sealing.ts'

/** A job as {@link jobColumns} selects it. */
export interface JobRow {
  readonly pk: number
  readonly id: string
  readonly position: number
  readonly title: string
  readonly source_kind: JobRecord['sourceKind']
  readonly source_url: string | null
  readonly queue_id: string
  readonly directory: string
  readonly priority: number
  readonly sequential: 0 | 1
  readonly created_at: number
  readonly started_at: number | null
  readonly finished_at: number | null
  readonly connections: number | null
  readonly speed_limit: number
  readonly on_conflict: JobRecord['onConflict']
  readonly sealed_headers: Uint8Array | null
  readonly session_id: string | null
  readonly proxy: string | null
  readonly mount: string | null
  readonly last_index: number
  readonly queued: number
  readonly downloading: number
  readonly paused: number
  readonly verifying: number
  readonly completed: number
  readonly failed: number
  readonly episodes_total: number
  readonly status: JobRecord['status']
  readonly bytes_done: number
  readonly bytes_known: number
  readonly unknown_sizes: number
  readonly parts_done: number
  readonly error: string | null
  readonly retry_at: number | null
}

const jobBlock = `(j.place >> ${placeBlockBits})`

/** Rank of the job `j` among all jobs, from 1: whole blocks before its own, then its own up to it. */
export const positionOfJob = `(
  (SELECT coalesce(sum(jobs), 0) FROM place_blocks WHERE block < ${jobBlock})
  + (SELECT count(*) FROM jobs AS before WHERE before.place BETWEEN ${jobBlock} << ${placeBlockBits} AND j.place)
)`

/** What is read of a job, selected from `jobs AS j`; the error costs one index lookup, and only where one failed. */
export const jobColumns = `
  j.pk, j.id, ${positionOfJob} AS position, j.title, j.source_kind, j.source_url, j.queue_id, j.directory, j.priority, j.sequential,
  j.created_at, j.started_at, j.finished_at, j.connections, j.speed_limit, j.on_conflict, j.sealed_headers, j.session_id, j.proxy, j.mount,
  j.last_index,
  j.queued, j.downloading, j.paused, j.verifying, j.completed, j.failed, j.episodes_total, j.status,
  j.bytes_done, j.bytes_known, j.unknown_sizes, j.parts_done,
  CASE WHEN j.failed > 0 THEN (
    SELECT error FROM episodes
    WHERE job = j.pk AND status = 'failed' AND error IS NOT NULL ORDER BY error_at DESC LIMIT 1
  ) END AS error,
  CASE WHEN j.failed > 0 THEN (SELECT min(retry_at) FROM episodes WHERE job = j.pk AND retry_at IS NOT NULL) END AS retry_at`

export function toJobRecord(row: JobRow, sealing: Sealing): JobRecord {
  const error: EpisodeError | null = row.error === null ? null : JSON.parse(row.error)
  return {
    id: row.id,
    title: row.title,
    sourceKind: row.source_kind,
    sourceUrl: row.source_url,
    queueId: row.queue_id,
    directory: row.directory,
    status: row.status,
    priority: row.priority,
    sequential: row.sequential === 1,
    position: row.position,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    counts: {
      queued: row.queued,
      downloading: row.downloading,
      paused: row.paused,
      verifying: row.verifying,
      completed: row.completed,
      failed: row.failed,
    },
    episodesTotal: row.episodes_total,
    bytesDone: sizeOf(row.bytes_done),
    bytesKnown: sizeOf(row.bytes_known),
    unknownSizes: row.unknown_sizes,
    partsDone: row.parts_done,
    connections: row.connections,
    speedLimit: row.speed_limit,
    onConflict: row.on_conflict,
    headers: sealing.openHeaders(row.sealed_headers),
    sessionId: row.session_id,
    proxy: row.proxy,
    mount: row.mount,
    error,
    retryAt: row.retry_at,
  }
}

/** Sums beyond 2^53 come from servers that lie; what they leave behind by rounding is no size either. */
function sizeOf(sum: number): number {
  return Math.min(Math.max(0, sum), Number.MAX_SAFE_INTEGER)
}
