import type { EpisodeRecord } from './ports.ts'

/** How often episodes have waited without an attempt being counted, for as long as they are there and not through. */
export class UncountedWaits {
  readonly #byEpisode = new Map<string, { readonly jobId: string; waits: number }>()

  of(episodeId: string): number {
    return this.#byEpisode.get(episodeId)?.waits ?? 0
  }

  count({ id, jobId }: Pick<EpisodeRecord, 'id' | 'jobId'>): void {
    const before = this.#byEpisode.get(id)
    if (before === undefined) this.#byEpisode.set(id, { jobId, waits: 1 })
    else before.waits += 1
  }

  /** It is through, one way or the other. */
  settle(episodeId: string): void {
    this.#byEpisode.delete(episodeId)
  }

  /** These are off the list. */
  forget(jobIds: readonly string[], episodeIds: readonly string[]): void {
    for (const id of episodeIds) this.#byEpisode.delete(id)
    if (jobIds.length === 0) return
    const gone = new Set(jobIds)
    for (const [id, { jobId }] of this.#byEpisode) if (gone.has(jobId)) this.#byEpisode.delete(id)
  }
}
