import type { WaitReason } from '../../../src-preload/contract/index.ts'
import type { EpisodeRecord } from './store.ts'

/** What queued episodes wait for, as far as it is remembered. */
export interface WaitStore {
  /** Clears the waits that are over; returns whose they were. */
  endWaits(now: number): readonly Pick<EpisodeRecord, 'id' | 'jobId'>[]
  /** Clears the waits of one reason, of these jobs or at these hosts where some are named; returns the ids of the jobs that had such. */
  endWaitsOf(
    reason: WaitReason,
    only?: { readonly jobIds?: readonly string[]; readonly hosts?: readonly string[] },
  ): readonly string[]
  /** Hosts at which something waits for this reason. */
  waitingHosts(reason: WaitReason): readonly string[]
  /** Ids of so many episodes of listed jobs that wait for this reason. */
  episodesWaiting(reason: WaitReason, limit: number): readonly string[]
  /** When the next remembered wait ends; null where none does by itself. */
  nextWaitEnd(): number | null
  /** The clock was set: moves the ends of all remembered waits by so many milliseconds. Returns the ids of their jobs. */
  shiftWaits(byMs: number): readonly string[]
  /** Remembered waits end then at the latest. */
  capWaits(latest: number): void
}
