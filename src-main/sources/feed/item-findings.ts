import type { Finding } from '../source.ts'
import type { ReadFeed } from './feed-item.ts'
import { itemCandidates } from './item-candidates.ts'
import { itemKeys } from './item-keys.ts'

/** The files of all items of one document, in its order. `url`: where it was read; null for a text that came from nowhere. */
export function* itemFindings(feed: ReadFeed, url: string | null): Generator<Finding, void, void> {
  const keys = itemKeys(feed.items)
  for (const [index, item] of feed.items.entries()) yield* itemCandidates(item, { feed, key: keys[index], url })
}
