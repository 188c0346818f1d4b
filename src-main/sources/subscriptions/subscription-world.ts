import type { Episode, Job, NewJob } from '../../../src-preload/contract/index.ts'
import type { Clock, Documents, Log, Network, Random, Sessions, Store } from '../../queue/ports.ts'
import type { Refusal } from '../../queue/refusal.ts'
import type { FeedReader } from './feed-order.ts'

/** What subscriptions need of the rest. */
export interface SubscriptionWorld {
  readonly store: Store
  readonly documents: Documents
  readonly reader: FeedReader
  readonly sessions: Pick<Sessions, 'facts' | 'all' | 'requireSignIn'>
  readonly network: Pick<Network, 'isUp'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** `alongside` is written in the transaction with which the episodes are there for good. */
  readonly jobs: {
    add(input: NewJob, alongside: (jobId: string) => void): Promise<Job | Refusal>
    addEpisodes(jobId: string, input: Pick<NewJob, 'episodes'>, alongside: () => void): Promise<Job | Refusal>
  }
  readonly episodes: {
    update(episodeId: string, change: { url: string }): Promise<Episode | Refusal>
    retry(episodeId: string): Promise<Episode | Refusal>
  }
}
