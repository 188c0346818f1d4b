import { generateOpml } from 'feedsmith'
import type { OpmlList, Subscription } from '../../../src-preload/contract/index.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import { refuseUnreadable } from './feed-answer.ts'
import type { FeedReader } from './feed-order.ts'

/** The subscriptions as OPML 2.0, the list that other programs read. */
export function opmlOf(subscriptions: readonly Pick<Subscription, 'title' | 'url'>[]): string {
  const outlines = subscriptions.map(({ title, url }) => ({ type: 'rss', text: title, title, xmlUrl: url }))
  return generateOpml({ head: { title: 'Staffel' }, body: { outlines } })
}

/** What an OPML list names, and which of it is subscribed to. `subscribed`: by its address. */
export async function readList(
  reader: FeedReader,
  opml: string,
  subscribed: ReadonlyMap<string, string>,
): Promise<OpmlList | Refusal> {
  const reading = await reader.read({ kind: 'opml', text: opml })
  if (reading.kind === 'failed') return refuseUnreadable(reading.failure)
  if (reading.kind !== 'listed') return refuse('CONFLICT', { reading: reading.kind })
  const feeds = reading.feeds.map((feed) => ({ ...feed, subscriptionId: subscribed.get(feed.url) ?? null }))
  return { feeds, skipped: reading.skipped }
}
