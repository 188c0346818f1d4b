import type { UndoAction } from '../../../src-preload/contract/index.ts'

/** Something that was done to the list and is still remembered; `key` is what the rows that belong to it name. */
export interface Deed {
  readonly key: number
  readonly id: string
  readonly action: UndoAction
}

/** How far an undoing has come in looking for files that others have taken: a removed job's number, and an index in it. */
export interface ClaimPlace {
  readonly job: number
  readonly index: number
}

/** What a step has brought back. Rows are jobs where jobs were removed, moved or changed, else episodes. */
export interface TakenBack {
  readonly restored: number
  /** Have gone on by themselves since, or were taken in hand by somebody. */
  readonly movedOn: number
  /** Are not in the list any more. */
  readonly gone: number
  /** Jobs that changed. */
  readonly jobIds: readonly string[]
  readonly isMore: boolean
}

/** How rows were before they were changed or removed, so that they can be so again. Nothing of it needs to be durable but that an undoing has begun. */
export interface UndoStore {
  /** `columns`: what a change of jobs is about to set. */
  beginDeed(deed: Omit<Deed, 'key'>, columns?: readonly UndoColumn[]): number
  /** Remembers these episodes as they are, and which of their jobs are done; of one that is remembered already, the first time counts. */
  keepEpisodes(deed: number, episodeIds: readonly string[]): void
  /** The same by the numbers that {@link Store.failureSlice} gives. */
  keepFailed(deed: number, keys: readonly number[]): void
  /** The failed episodes of a job that are tried again by themselves. */
  keepLaterRetries(deed: number, jobId: string): void
  keepJobs(deed: number, jobIds: readonly string[]): void
  /** How many rows are remembered of it, those that were removed included. */
  deedSize(deed: number): number
  /** Of these episodes those that the deed has set going. */
  setGoingBy(deed: number, episodeIds: readonly string[]): readonly string[]

  /** From here on the next start brings it back to the end. */
  beginUndoing(deed: number): void
  /**
   * Takes the files from what was removed that somebody else has claimed since, looking at so many episodes: it starts
   * anew. Before {@link takeBack}, from null on until it returns null as `after`.
   */
  yieldClaimed(
    deed: number,
    after: ClaimPlace | null,
    limit: number,
  ): { readonly anew: number; readonly after: ClaimPlace | null }
  /** Brings so many rows back. */
  takeBack(deed: number, limit: number): TakenBack
  /** Forgets so many rows of a deed, and in the end the deed; what it removed is then removed for good. True where there is more. */
  forgetDeed(deed: number, limit: number): boolean
  /** Deeds that are being undone. */
  pendingUndoings(): readonly Deed[]
  /** What nobody wants undone stays done: the program begins or ends. */
  forgetDeeds(): void
}

/** What a change of many jobs may set. */
export type UndoColumn = 'priority' | 'queueId' | 'sequential' | 'sessionId' | 'proxy'
