import type { ExportQuery, JobConditions } from '../../../src-preload/contract/index.ts'
import type { EpisodeRecord, JobRecord } from './store.ts'

/** A job with its place in the order of the list: a number that may be larger than JavaScript's, therefore a text. */
export interface PlacedJob {
  readonly job: JobRecord
  readonly place: string
}

export type ExportFilter = JobConditions & Pick<ExportQuery, 'jobIds' | 'exceptJobIds' | 'episodes'>

/** Reads the list from one place on, which stays good whatever is added or removed meanwhile. */
export interface ExportStore {
  /** Jobs in the order of the list, behind a place; null: from the first on. */
  exportedJobs(filter: ExportFilter, after: string | null, limit: number): readonly PlacedJob[]
  /** Episodes of a job behind an index. */
  exportedEpisodes(
    jobId: string,
    after: number,
    options: { readonly limit: number; readonly episodes: ExportFilter['episodes'] },
  ): readonly EpisodeRecord[]
}
