import { type EpisodeStatus, mayTransition } from '../../src-preload/contract/index.ts'
import type { EpisodeChange } from '../queue/ports.ts'
import type { ColumnValue } from './change-statements.ts'
import { writeSegments } from './episode-rows.ts'
import type { Sealing } from './sealing.ts'

/** What must be known of an episode before it changes. */
export interface EpisodeBefore {
  readonly status: EpisodeStatus
  readonly file_name: string | null
}

const json = (value: object | null) => (value === null ? null : JSON.stringify(value))

/**
 * The columns that a change writes.
 *
 * A part brings its bytes with it, and none leaves none, unless the change names them itself. A wait ends when the
 * episode leaves `queued`, and its end goes with its reason. Throws where the table of states has no such transition.
 */
export function columnsOfChange(before: EpisodeBefore, change: EpisodeChange, sealing: Sealing): Record<string, ColumnValue> {
  assertTransition(before.status, change.status ?? before.status)
  const columns: Record<string, ColumnValue | undefined> = {
    status: change.status,
    wait_reason: change.waitReason,
    wait_until: change.waitUntil,
    attempts: change.attempts,
    ...partColumns(before, change.part),
    block_digests: change.blockDigests,
    repair: change.repair,
    actual_checksum: change.actualChecksum,
    error: change.error === undefined ? undefined : json(change.error),
    finished_at: change.finishedAt,
    ...addressColumns(change.url, sealing),
    host: change.host,
    speed_limit: change.speedLimit,
    retry_at: change.retryAt,
    later_retries: change.laterRetries,
    active_ms: change.activeMs,
  }
  if (change.bytesDone !== undefined) columns.bytes_done = change.bytesDone
  if (change.bytesTotal !== undefined) columns.bytes_total = change.bytesTotal
  const leavesQueue = before.status === 'queued' && change.status !== undefined && change.status !== 'queued'
  if (leavesQueue) columns.wait_reason ??= null
  // What is no longer failed is not tried again for having been.
  if (before.status === 'failed' && change.status !== undefined && change.status !== 'failed') columns.retry_at ??= null
  if (columns.wait_reason === null) columns.wait_until ??= null
  return defined(columns)
}

/** Throws an error that names both states where an episode may not go from one to the other; staying is allowed. */
export function assertTransition(from: EpisodeStatus, to: EpisodeStatus): void {
  if (from !== to && !mayTransition(from, to)) throw new Error(`An episode cannot go from ${from} to ${to}.`)
}

function addressColumns(url: string | undefined, sealing: Sealing): Record<string, ColumnValue> {
  if (url === undefined) return {}
  const { bare, sealed } = sealing.address(url)
  return { url: bare, sealed_url: sealed }
}

/** The name is left out where it stays, so that a checkpoint does not touch the search. */
function partColumns(before: EpisodeBefore, part: EpisodeChange['part']): Record<string, ColumnValue | undefined> {
  if (part === undefined) return {}
  if (part === null) {
    const untold = { told_algorithm: null, told_expected: null }
    return { file_name: null, validator: null, content_type: null, ...untold, segments: null, bytes_done: 0, bytes_total: null }
  }
  return {
    file_name: part.fileName === before.file_name ? undefined : part.fileName,
    validator: json(part.validator),
    content_type: part.contentType,
    told_algorithm: part.toldChecksum?.algorithm ?? null,
    told_expected: part.toldChecksum?.expected ?? null,
    segments: writeSegments(part.segments),
    bytes_done: part.segments.reduce((sum, segment) => sum + segment.done, 0),
    bytes_total: part.bytesTotal,
  }
}

function defined(columns: Readonly<Record<string, ColumnValue | undefined>>): Record<string, ColumnValue> {
  const entries = Object.entries(columns).filter((entry): entry is [string, ColumnValue] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
