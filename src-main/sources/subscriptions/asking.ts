import type { Failure } from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import { endSession } from '../session-end.ts'
import { feedAnswer } from './feed-answer.ts'
import type { FeedOrder, FeedReading } from './feed-order.ts'
import { titleOf } from './subscription-view.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** The largest feeds that are known have about 20 MB. */
const mostBytes = 33_554_432
const mostMs = 120_000
const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5'

/** What a check has found out. Nothing was changed for it. */
export type Asked =
  | { readonly kind: 'unchanged'; readonly url: string }
  | {
      readonly kind: 'read'
      /** Where the feed is from now on. */
      readonly url: string
      readonly etag: string | null
      readonly lastModified: string | null
      readonly reading: Extract<FeedReading, { kind: 'read' }>
    }
  | { readonly kind: 'gone'; readonly failure: Failure }
  /** `isOffline`: this machine has no network, which is not the feed's fault. */
  | {
      readonly kind: 'failed'
      readonly failure: Failure
      readonly retryAfterMs: number | null
      readonly isOffline: boolean
    }

/** Asks for a feed and lets it be read. `most`: how many of its new episodes are taken at most; null for all that fit. */
export async function askFeed(
  { documents, reader, sessions, store, network, clock, log }: SubscriptionWorld,
  record: SubscriptionRecord,
  { most, added, signal }: { readonly most: number | null; readonly added: number; readonly signal: AbortSignal },
): Promise<Asked> {
  const session = record.sessionId === null ? null : sessions.facts(record.sessionId)
  const answer = await documents.fetch(
    {
      url: record.url,
      sessionId: session?.id ?? null,
      headers: { accept },
      wants: 'body',
      mostBytes,
      mostMs,
      validators: { etag: record.etag, lastModified: record.lastModified },
    },
    signal,
  )
  const meaning = feedAnswer(answer, clock.now())
  switch (meaning.kind) {
    case 'unchanged':
      return { kind: 'unchanged', url: newAddress(answer, record.url) }
    case 'gone':
      return meaning
    case 'failed':
      endSession({ sessions, log }, session, meaning.failure)
      return { ...meaning, isOffline: answer.kind === 'failed' && !network.isUp() && !isThisMachine(record.url) }
    case 'changed': {
      const order: FeedOrder = {
        kind: 'read',
        requestedUrl: record.url,
        answer: meaning.answer,
        rule: record.rule,
        most,
        seen: store.seenItems(record.id),
        naming: { nameTemplate: record.nameTemplate, title: record.ownTitle === null ? null : titleOf(record), added },
      }
      const reading = await unlessOver(reader.read(order), signal)
      if (reading.kind === 'failed') return { kind: 'failed', failure: reading.failure, retryAfterMs: null, isOffline: false }
      if (reading.kind !== 'read') throw new Error('the feed was not read')
      const { etag = null, 'last-modified': lastModified = null } = meaning.answer.headers
      // A page that stands where the feed was must not take its address: it has to be a feed first.
      return { kind: 'read', url: newAddress(answer, record.url), etag, lastModified, reading }
    }
  }
}

/** What is read in another thread is not waited for when the program ends. */
async function unlessOver<Outcome>(work: Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  const over = Promise.withResolvers<never>()
  const end = () => over.reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work, over.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** Only permanent redirects lead to a new one (RFC 9110 §15.4.2, §15.4.9). */
function newAddress(answer: { readonly kind: string; readonly permanentUrl?: string }, url: string): string {
  return answer.permanentUrl === undefined || URL.parse(url)?.href === answer.permanentUrl ? url : answer.permanentUrl
}

/** It needs no network to be reached. */
export function isThisMachine(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(URL.parse(url)?.hostname ?? '')
}
