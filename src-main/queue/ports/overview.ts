import type { EpisodeErrorCode } from '../../../src-preload/contract/index.ts'
import type { Slice } from './report.ts'

/** Bytes that came within five minutes, or an hour; `start`: milliseconds since the epoch. */
export interface ThroughputSpan {
  readonly start: number
  readonly bytes: number
}

/** Episodes of one job at one host that wait for nothing that is remembered. */
export interface ReadyGroup {
  readonly queueId: string
  readonly sessionId: string | null
  readonly host: string
  readonly episodes: number
}

/** Where a ready episode stands among them. */
export interface ReadyPlace {
  readonly job: number
  readonly host: string
  readonly index: number
}

/** What unfinished jobs on one file system still have to bring. */
export interface UnfinishedGroup {
  /** Where the file system begins; null for the one that cannot go away. */
  readonly mount: string | null
  /** One of their folders. */
  readonly directory: string
  /** Of known sizes. */
  readonly bytesLeft: number
  readonly unknownSizes: number
  /** Sum and number of the sizes that are known, finished files of these jobs included. */
  readonly bytesKnown: number
  readonly knownSizes: number
}

export interface UnfinishedPlace {
  readonly status: 'downloading' | 'queued' | 'paused'
  readonly place: number
}

/** Why something failed most often. */
export interface FailureCause {
  readonly code: EpisodeErrorCode
  readonly httpStatus: number | null
}

/** The part of the list's store that an overview is made of. What is long is read in slices, so that nobody waits for it. */
export interface OverviewStore {
  addThroughput(spans: readonly ThroughputSpan[]): void
  /** Summed by steps that are whole minutes times five, from `from` on, which is a beginning of such a step; those without bytes are left out. */
  throughput(query: { readonly from: number; readonly stepMs: number }): readonly ThroughputSpan[]
  /** Puts what began before `hoursBefore` (a full hour) together by hours, and forgets what began before `from` or after `to`. */
  foldThroughput(limits: { readonly hoursBefore: number; readonly from: number; readonly to: number }): void
  /** At most `limit` ready episodes from behind `after` on, by job and host; of jobs that are in the list. */
  readySlice(after: ReadyPlace | null, limit: number): Slice<ReadyGroup, ReadyPlace>
  /** At most `limit` unfinished jobs from behind `after` on, by file system. */
  unfinishedSlice(after: UnfinishedPlace | null, limit: number): Slice<UnfinishedGroup, UnfinishedPlace>
  /** The most frequent reason among the newest `scan` failed episodes at a host; null where none has failed. */
  failureCause(host: string, scan: number): FailureCause | null
}
