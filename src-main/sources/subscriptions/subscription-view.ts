import { type Subscription, type SubscriptionItem, withoutCredentials } from '../../../src-preload/contract/index.ts'
import type { FeedItemRecord, SubscriptionRecord } from '../../queue/ports.ts'

const mostTitleCharacters = 500

/** What a subscription and its jobs are called. */
export function titleOf({ ownTitle, feedTitle, url }: Pick<SubscriptionRecord, 'ownTitle' | 'feedTitle' | 'url'>): string {
  const title = (ownTitle ?? feedTitle ?? '').trim().slice(0, mostTitleCharacters)
  return title === '' ? (URL.parse(url)?.host ?? '') : title
}

export function subscriptionView(
  record: SubscriptionRecord,
  { isChecking, seen, added }: Pick<Subscription, 'isChecking' | 'seen' | 'added'>,
): Subscription {
  return {
    id: record.id,
    url: withoutCredentials(record.url),
    title: titleOf(record),
    state: record.state,
    isChecking,
    intervalMinutes: record.intervalMinutes,
    rule: record.rule,
    directory: record.directory,
    queueId: record.queueId,
    sessionId: record.sessionId,
    nameTemplate: record.nameTemplate,
    jobId: record.jobId,
    seen,
    added,
    createdAt: isoTime(record.createdAt),
    checkedAt: isoTimeOrNull(record.checkedAt),
    addedAt: isoTimeOrNull(record.addedAt),
    addedLast: record.addedLast,
    nextCheckAt: isoTimeOrNull(record.nextCheckAt),
    error: record.error,
    failingSince: isoTimeOrNull(record.failingSince),
    failures: record.failures,
    movedFrom: record.movedFrom,
    movedAt: isoTimeOrNull(record.movedAt),
  }
}

export function itemView({ id, state, seenAt, facts }: FeedItemRecord): SubscriptionItem {
  const { mirrors: _, url, cover, ...shown } = facts
  return {
    ...shown,
    id,
    state,
    url: withoutCredentials(url),
    cover: cover === null ? null : withoutCredentials(cover),
    seenAt: isoTime(seenAt),
  }
}

function isoTime(time: number): string {
  return new Date(time).toISOString()
}

function isoTimeOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time)
}
