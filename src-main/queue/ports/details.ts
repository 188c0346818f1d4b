import type { ErrorParams, LogCode, StripBin } from '../../../src-preload/contract/index.ts'

/** Something that happened to an episode. */
export interface LogRecord {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly code: LogCode
  readonly params: ErrorParams
}

export interface DetailsStore {
  /** Adds to what is kept of these episodes; those that are not in the list any more are left out. */
  appendLogs(logs: readonly { readonly episodeId: string; readonly entries: readonly LogRecord[] }[]): void
  /** Oldest first. */
  episodeLog(episodeId: string): readonly LogRecord[]
  /** The states of a job's episodes in so many stretches of the same length; null where there is no such job. */
  jobStrip(jobId: string, bins: number): { readonly bins: readonly StripBin[]; readonly episodesPerBin: number } | null
}
