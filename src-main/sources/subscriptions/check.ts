import { type EpisodeErrorCode, episodeErrorCodes, type Failure } from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import type { Refusal } from '../../queue/refusal.ts'
import { type Asked, askFeed } from './asking.ts'
import { checkNotes } from './check-notes.ts'
import type { SubscriptionList } from './subscription-list.ts'
import type { SubscriptionWorld } from './subscription-world.ts'
import { takeIn } from './taking-in.ts'

/**
 * One check of a subscription that is there: asks, adds what is new by its rule, and notes how it went. Never rejects but
 * by the signal.
 */
export async function checkSubscription(
  world: SubscriptionWorld,
  list: SubscriptionList,
  record: SubscriptionRecord,
  signal: AbortSignal,
): Promise<void> {
  const noted = checkNotes(world, list, record.id)
  const asked = await askFeed(world, record, { most: record.rule.newest ?? null, added: list.added(record.id), signal }).catch(
    (error: unknown): Asked => {
      signal.throwIfAborted()
      world.log.error('a feed could not be checked', { error: String(error) })
      const failure = { code: 'INTERNAL', message: 'The feed could not be checked.', params: {} } as const
      return { kind: 'failed', failure, retryAfterMs: null, isOffline: false }
    },
  )
  // Removed while it was asked for, or sent to another address.
  if (list.record(record.id)?.url !== record.url) return
  switch (asked.kind) {
    case 'unchanged':
      return noted.succeeded({ url: asked.url })
    case 'gone':
      return noted.ended(asked.failure)
    case 'failed':
      return asked.isOffline ? noted.postponed() : noted.failed(asked.failure, asked.retryAfterMs)
    case 'read': {
      const refusal = await takeIn(world, list, record, asked)
      if (refusal !== null) noted.failed(failureOf(refusal), null)
    }
  }
}

/** Why episodes could not be added, as the subscription shows it. */
function failureOf({ refused, params }: Refusal): Failure {
  const codes: readonly string[] = episodeErrorCodes
  const code = codes.includes(refused) ? (refused as EpisodeErrorCode) : 'INTERNAL'
  return { code, message: 'The new episodes could not be added.', params }
}
