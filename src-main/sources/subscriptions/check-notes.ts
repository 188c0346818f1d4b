import type { Failure } from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import { followMove, movedTo } from './following-move.ts'
import { delayToNextCheck } from './next-check.ts'
import type { SubscriptionList } from './subscription-list.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** Without a network it is asked again so soon. */
const offlineMs = 60_000

/** A subscription after a check that went well. */
export function successOf(record: SubscriptionRecord, { now, fraction }: { now: number; fraction: number }): SubscriptionRecord {
  const { intervalMinutes } = record
  const delayMs = delayToNextCheck({ intervalMinutes, failures: 0, retryAfterMs: null, fraction })
  return {
    ...record,
    state: record.state === 'ended' ? 'active' : record.state,
    checkedAt: now,
    nextCheckAt: record.state === 'paused' ? null : now + delayMs,
    error: null,
    failingSince: null,
    failures: 0,
  }
}

/** How checks are noted of which nothing came. */
export function checkNotes({ store, clock, random }: SubscriptionWorld, list: SubscriptionList, id: string) {
  const put = (change: (record: SubscriptionRecord, now: number) => SubscriptionRecord) => {
    const record = list.record(id)
    if (record === null) return
    const after = change(record, clock.now())
    store.transaction(() => {
      store.putSubscription(after)
      followMove(store, after.jobId, { from: record.url, to: after.url })
    })
    list.put(after)
  }
  const failed = (record: SubscriptionRecord, { code, message, params }: Failure, now: number): SubscriptionRecord => ({
    ...record,
    checkedAt: now,
    error: { code, message, params, at: new Date(now).toISOString() },
    failingSince: record.failingSince ?? now,
    failures: record.failures + 1,
  })
  return {
    /** `url`: where the feed is now. */
    succeeded: ({ url }: { readonly url: string }) =>
      put((record, now) => ({ ...successOf(record, { now, fraction: random.fraction() }), ...movedTo(record, url, now) })),

    failed: (failure: Failure, retryAfterMs: number | null) =>
      put((record, now) => {
        const after = failed(record, failure, now)
        const { intervalMinutes, failures } = after
        const delayMs = delayToNextCheck({ intervalMinutes, failures, retryAfterMs, fraction: random.fraction() })
        return { ...after, nextCheckAt: record.state === 'active' ? now + delayMs : null }
      }),

    ended(failure: Failure) {
      put((record, now) => ({ ...failed(record, failure, now), state: 'ended', nextCheckAt: null }))
      list.ended(id)
    },

    postponed: () => put((record, now) => (record.state === 'active' ? { ...record, nextCheckAt: now + offlineMs } : record)),
  }
}
