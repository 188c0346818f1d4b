import type { NewEpisode } from '../../../src-preload/contract/index.ts'

/** Episodes that are read bit by bit while they are added: all of them or none. */
export interface ComingEpisodes {
  /** How many there are in all, at least 1. */
  readonly count: number
  /** All folders that they name. */
  readonly folders: readonly string[]
  /** Ends the addition, and takes back what was added, where it throws. */
  readonly chunks: AsyncIterable<readonly NewEpisode[]>
}

/** One of several jobs of which all are added or none, also where the program dies between them. */
export interface JobOfSeries {
  /** Those before it; only the last one needs them. */
  readonly earlier: readonly string[]
  readonly isLast: boolean
}
