import type { SubscriptionRecord } from '../queue/ports.ts'

/** A subscription as it lies on the disk. */
export interface SubscriptionRow {
  readonly id: string
  readonly url: string
  readonly sealed_url: Uint8Array | null
  readonly own_title: string | null
  readonly feed_title: string | null
  readonly state: SubscriptionRecord['state']
  readonly interval_minutes: number
  readonly rule: string
  readonly directory: string | null
  readonly queue_id: string | null
  readonly session_id: string | null
  readonly name_template: string | null
  readonly job_id: string | null
  readonly etag: string | null
  readonly last_modified: string | null
  readonly created_at: number
  readonly checked_at: number | null
  readonly added_at: number | null
  readonly added_last: number
  readonly next_check_at: number | null
  readonly error: string | null
  readonly failing_since: number | null
  readonly failures: number
  readonly moved_from: string | null
  readonly moved_at: number | null
}

export const subscriptionColumns = [
  'id',
  'url',
  'sealed_url',
  'own_title',
  'feed_title',
  'state',
  'interval_minutes',
  'rule',
  'directory',
  'queue_id',
  'session_id',
  'name_template',
  'job_id',
  'etag',
  'last_modified',
  'created_at',
  'checked_at',
  'added_at',
  'added_last',
  'next_check_at',
  'error',
  'failing_since',
  'failures',
  'moved_from',
  'moved_at',
] as const satisfies readonly (keyof SubscriptionRow)[]

/** With the bare address. */
export function toRecord(row: SubscriptionRow): SubscriptionRecord {
  return {
    id: row.id,
    url: row.url,
    ownTitle: row.own_title,
    feedTitle: row.feed_title,
    state: row.state,
    intervalMinutes: row.interval_minutes,
    rule: JSON.parse(row.rule),
    directory: row.directory,
    queueId: row.queue_id,
    sessionId: row.session_id,
    nameTemplate: row.name_template,
    jobId: row.job_id,
    etag: row.etag,
    lastModified: row.last_modified,
    createdAt: row.created_at,
    checkedAt: row.checked_at,
    addedAt: row.added_at,
    addedLast: row.added_last,
    nextCheckAt: row.next_check_at,
    error: row.error === null ? null : JSON.parse(row.error),
    failingSince: row.failing_since,
    failures: row.failures,
    movedFrom: row.moved_from,
    movedAt: row.moved_at,
  }
}

/** Without the address, which is sealed. */
export function toRow(record: SubscriptionRecord): Omit<SubscriptionRow, 'url' | 'sealed_url'> {
  return {
    id: record.id,
    own_title: record.ownTitle,
    feed_title: record.feedTitle,
    state: record.state,
    interval_minutes: record.intervalMinutes,
    rule: JSON.stringify(record.rule),
    directory: record.directory,
    queue_id: record.queueId,
    session_id: record.sessionId,
    name_template: record.nameTemplate,
    job_id: record.jobId,
    etag: record.etag,
    last_modified: record.lastModified,
    created_at: record.createdAt,
    checked_at: record.checkedAt,
    added_at: record.addedAt,
    added_last: record.addedLast,
    next_check_at: record.nextCheckAt,
    error: record.error === null ? null : JSON.stringify(record.error),
    failing_since: record.failingSince,
    failures: record.failures,
    moved_from: record.movedFrom,
    moved_at: record.movedAt,
  }
}
