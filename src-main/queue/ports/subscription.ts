import type {
  Candidate,
  EpisodeError,
  EpisodeStatus,
  Subscription,
  SubscriptionItem,
} from '../../../src-preload/contract/index.ts'

/** A subscription as it is kept. Times are milliseconds since the epoch. */
export interface SubscriptionRecord
  extends Pick<
    Subscription,
    | 'id'
    | 'state'
    | 'intervalMinutes'
    | 'rule'
    | 'directory'
    | 'queueId'
    | 'sessionId'
    | 'nameTemplate'
    | 'jobId'
    | 'addedLast'
    | 'failures'
    | 'movedFrom'
  > {
  /** With what it may hold as user name and password. */
  readonly url: string
  /** The person's own title for it; null for the feed's. */
  readonly ownTitle: string | null
  readonly feedTitle: string | null
  /** Of the feed as it was last read: a 304 says that it still holds. */
  readonly etag: string | null
  readonly lastModified: string | null
  readonly createdAt: number
  readonly checkedAt: number | null
  readonly addedAt: number | null
  /** Null while it is not checked by itself. */
  readonly nextCheckAt: number | null
  readonly error: EpisodeError | null
  readonly failingSince: number | null
  readonly movedAt: number | null
}

/** What an episode of a feed is known by. */
export interface SeenItem {
  readonly id: string
  /** Null where the feed gives it none of its own. */
  readonly key: string | null
  /** Its title with its date; null where it lacks one of them. */
  readonly label: string | null
  readonly url: string
}

/** An episode of a feed, as it was last seen there. */
export interface FeedItemRecord extends SeenItem, Pick<SubscriptionItem, 'state'> {
  readonly facts: FeedItemFacts
  readonly seenAt: number
}

export type FeedItemFacts = Omit<Candidate, 'index' | 'isKnown' | 'directory'>

export interface SubscriptionStore {
  /** In the order of their making. */
  subscriptions(): readonly SubscriptionRecord[]
  /** Adds it or takes its place. */
  putSubscription(subscription: SubscriptionRecord): void
  /** With what it has seen. */
  removeSubscription(id: string): void
  /** How many items each has seen, and how many of these were added. */
  subscriptionCounts(): ReadonlyMap<string, { readonly seen: number; readonly added: number }>
  seenItems(subscriptionId: string): readonly SeenItem[]
  /** Adds items or takes their places. */
  putFeedItems(subscriptionId: string, items: readonly FeedItemRecord[]): void
  feedItem(subscriptionId: string, itemId: string): FeedItemRecord | null
  /** Newest first. */
  feedItems(query: {
    readonly subscriptionId: string
    readonly state?: SubscriptionItem['state'] | undefined
    /** Words that all stand in the title, whatever their case. */
    readonly text?: string | undefined
    readonly offset: number
    readonly limit: number
  }): { readonly items: readonly FeedItemRecord[]; readonly total: number }
  /** Forgets those beyond `most` that were first seen, but for `except`, which are in the feed. */
  forgetFeedItems(subscriptionId: string, limit: { readonly most: number; readonly except: readonly string[] }): void
  /** Episodes of a job by what their source calls them. */
  episodesByKey(
    jobId: string,
    keys: readonly string[],
  ): readonly { readonly id: string; readonly key: string; readonly url: string; readonly status: EpisodeStatus }[]
}
