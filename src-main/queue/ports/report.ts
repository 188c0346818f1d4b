import type {
  ChecksumAlgorithm,
  EpisodeError,
  EpisodeErrorCode,
  ExpectedChecksum,
  FailureFilter,
  JobConditions,
  ReportStatus,
} from '../../../src-preload/contract/index.ts'
import type { BlockDigests } from './part-file.ts'

/** Where an entry stands in the report: newest first; good even after the entry is gone. */
export interface ReportPlace {
  readonly time: number
  /** Which of the store's sources it came from, and its number there. */
  readonly source: number
  readonly key: number
}

export interface ReportFilter {
  /** Milliseconds since the epoch, inclusive. */
  readonly from: number | null
  /** Exclusive. */
  readonly before: number | null
  /** Empty: all. */
  readonly statuses: readonly ReportStatus[]
  readonly host: string | null
  readonly q: string | null
  readonly jobId: string | null
}

/** A finished or failed episode, in the list or removed from it. */
export interface ReportRecord {
  readonly id: string
  readonly jobId: string
  readonly jobTitle: string
  readonly title: string | null
  readonly wantedName: string | null
  readonly fileName: string | null
  readonly directory: string
  readonly url: string
  readonly host: string
  readonly status: ReportStatus
  readonly bytes: number
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | null
  readonly endedAt: number
  readonly activeMs: number
  readonly error: EpisodeError | null
  readonly retryAt: number | null
  readonly removed: boolean
}

/** A finished file that stayed on disk when its episode was removed from the list. */
export interface LeftFile {
  /** Where it stands among them: in the order of their removal. */
  readonly key: number
  /** The episode's. */
  readonly id: string
  readonly jobId: string
  readonly index: number
  readonly title: string | null
  readonly fileName: string
  readonly directory: string
  /** Where its file system has to be mounted, as of jobs. */
  readonly mount: string | null
  readonly bytesTotal: number
  /** The digest it had; null where none was asked for. */
  readonly checksum: ExpectedChecksum | null
}

/** What a look at a part of something long has found. `end`: where to go on; null where nothing comes after it. */
export interface Slice<Item, Place> {
  readonly items: readonly Item[]
  readonly end: Place | null
}

/** Where a failed episode stands among them: newest failure first. */
export interface FailurePlace {
  readonly time: number
  readonly key: number
}

/** A failed episode, with what failures are told apart by. */
export interface FailureRecord {
  readonly key: number
  readonly code: EpisodeErrorCode
  readonly httpStatus: number | null
  readonly host: string
  readonly retryAt: number | null
}

/** Which failed episodes to look through, and of them which; `jobs` by {@link ReportStore.jobsWithFailures}. */
export interface FailureSelection extends Pick<FailureFilter, 'host' | 'codes' | 'httpStatuses'> {
  /** Null for all. */
  readonly jobs: ReadonlySet<number> | null
}

/** What came of some work at one host on one day. */
export interface StatisticsTally {
  /** `YYYY-MM-DD`; `YYYY-MM` where days were folded. */
  readonly period: string
  /** Empty for those that are not kept by name. */
  readonly host: string
  readonly files: number
  readonly failed: number
  readonly retries: number
  readonly bytes: number
  readonly activeMs: number
}

/** The part of the list's store that remembers. What is long is read and changed in slices, so that nobody waits for it. */
export interface ReportStore {
  /** At most `limit` entries from behind `after` on; looks at about `scan` of each kind. */
  reportSlice(
    filter: ReportFilter,
    after: ReportPlace | null,
    limits: { readonly scan: number; readonly limit: number },
  ): Slice<ReportRecord, ReportPlace>
  /** Forgets at most `limit` removed entries that ended before this time; returns how many. */
  forgetHistory(before: number, limit: number): number
  /** How much was removed from the list and is remembered, and how many files of it were left on disk. */
  historyCounts(): { readonly entries: number; readonly files: number }
  /** From behind a key on, so many of them. */
  leftFiles(after: number, limit: number): readonly LeftFile[]
  /** What is kept of the blocks of such a file. */
  leftDigests(key: number): BlockDigests | null
  /**
   * Of these those that are still as they were left: not deleted or forgotten since, and no finished episode of the list
   * has its file in their place. Reads what the list has in their folders.
   */
  stillLeft(keys: readonly number[]): ReadonlySet<number>

  /** The jobs that a list with this filter shows and that hold failed episodes; null where it shows all. */
  jobsWithFailures(filter: JobConditions & Pick<FailureFilter, 'jobIds'>): ReadonlySet<number> | null
  /** Looks at `scan` failed episodes from behind `after` on. */
  failureSlice(selection: FailureSelection, after: FailurePlace | null, scan: number): Slice<FailureRecord, FailurePlace>
  /** Queues these again, with all their attempts; returns how many and the ids of their jobs. */
  retryFailed(keys: readonly number[]): { readonly retried: number; readonly jobIds: readonly string[] }
  failedAtHost(host: string): number

  /** When the next failed episode is to be tried again by itself; null where none is. */
  nextLaterRetry(): number | null
  /** Queues at most `limit` of those that are due again and counts that; returns how many and the ids of their jobs. */
  endLaterRetries(now: number, limit: number): { readonly retried: number; readonly jobIds: readonly string[] }
  /** The clock was set: all due times with it. */
  shiftLaterRetries(byMs: number): void
  /** None is due later than then. */
  capLaterRetries(latest: number): void
  /** At most `limit` failed episodes, of a job or of all, are no longer tried again by themselves; returns how many. */
  dropLaterRetries(jobId: string | null, limit: number): number

  addStatistics(tallies: readonly StatisticsTally[]): void
  /** Summed by period (in order) or by host (most bytes first); `from` and `to` are days, both included. */
  statistics(query: {
    readonly by: 'day' | 'host'
    readonly from: string | null
    readonly to: string | null
    readonly host: string | null
  }): readonly StatisticsTally[]
  /** The hosts that a day's figures are kept of by name. */
  statisticsHosts(period: string): readonly string[]
  /** Days before `monthsBefore` become parts of their months; of each period before `today` the largest `hosts` keep their names. */
  foldStatistics(options: { readonly today: string; readonly monthsBefore: string; readonly hosts: number }): void
}
