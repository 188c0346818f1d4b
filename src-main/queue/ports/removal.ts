export interface RemovalOptions {
  readonly deleteFiles: boolean
  readonly keepHistory?: boolean
  /** Until this is forgotten it may come back. Null for good. */
  readonly deed?: number | null
}

/** A job or an episode that is to be removed once it has come to a stop. */
export interface PendingRemoval {
  readonly id: string
  readonly kind: 'job' | 'episode'
  readonly deleteFiles: boolean
}

/** Taking rows off the list, with what they leave on disk. */
export interface RemovalStore {
  /** Takes a job off the list; its episodes are gone with it, and their rows go with {@link clearRemoved}. */
  removeJob(id: string, options: RemovalOptions): void
  /** Clears away at most so many rows that removed jobs have left; returns whether there may be more. Their files are doomed as in {@link removeEpisode}. */
  clearRemoved(limit: number): boolean
  /** Removes a row. Its part file, and the finished one if asked, is doomed in the same transaction; the report keeps it if asked. */
  removeEpisode(id: string, options: RemovalOptions): void
  /** Remembers that these are to be removed; removing one forgets its note. */
  noteRemovals(
    items: { readonly jobIds: readonly string[]; readonly episodeIds: readonly string[] },
    options: { readonly deleteFiles: boolean },
  ): void
  pendingRemovals(): readonly PendingRemoval[]
  forgetRemovals(ids: readonly string[]): void
}
