import type { Failure, NewEpisode, SubscriptionRule } from '../../../src-preload/contract/index.ts'
import type { DocumentAnswer, FeedItemFacts, SeenItem } from '../../queue/ports.ts'
import type { ListedFeed } from '../opml.ts'
import type { ItemIdentity } from './known-items.ts'

/** How episodes that are taken are named. */
export interface EpisodeNaming {
  readonly nameTemplate: string | null
  /** What `{job}` stands for; null for the feed's title. */
  readonly title: string | null
  /** How many were added before: `{index}` counts on. */
  readonly added: number
}

/** What the thread of the sources does for a subscription, so that no feed keeps the queue waiting. */
export type FeedOrder =
  /** Reads a feed and says what is new in it. */
  | {
      readonly kind: 'read'
      readonly requestedUrl: string
      readonly answer: Extract<DocumentAnswer, { kind: 'answered' }>
      readonly rule: SubscriptionRule
      /** How many of those that fit the rule are taken, the newest; null for all. */
      readonly most: number | null
      readonly seen: readonly SeenItem[]
      readonly naming: EpisodeNaming
    }
  /** Makes episodes of items that were seen before. */
  | { readonly kind: 'name'; readonly items: readonly FeedEntry[]; readonly naming: EpisodeNaming }
  /** Reads a list of feeds. */
  | { readonly kind: 'opml'; readonly text: string }

export type FeedReading =
  | {
      readonly kind: 'read'
      readonly title: string | null
      /** As they stand in the feed. */
      readonly fresh: readonly FeedEntry[]
      /** The episodes of those that are taken, the oldest first. */
      readonly taken: readonly TakenEntry[]
      /** Items seen before that are in the feed now. `now`: as they stand there, where that is another way. */
      readonly met: readonly { readonly id: string; readonly now: FeedEntry | null }[]
    }
  | { readonly kind: 'named'; readonly episodes: readonly NewEpisode[] }
  | { readonly kind: 'listed'; readonly feeds: readonly ListedFeed[]; readonly skipped: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface FeedEntry extends ItemIdentity {
  readonly facts: FeedItemFacts
}

/** `fresh`: its place among those. */
export interface TakenEntry {
  readonly fresh: number
  readonly episode: NewEpisode
}

/** Runs an order in a thread of its own; rejects where that ends in its midst. */
export interface FeedReader {
  read(order: FeedOrder): Promise<FeedReading>
}
