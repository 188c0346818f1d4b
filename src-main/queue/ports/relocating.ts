import type { JobRecord } from './store.ts'

/** Jobs that go to another folder. */
export interface RelocatingStore {
  /** The folders below the job's that its episodes lie in, with `/` between their parts. */
  foldersBelow(jobId: string): readonly string[]
  /**
   * Gives a job another folder. Its episodes begin anew there: what they had in the old one is doomed. Returns whether it
   * did: a job of which a file is finished keeps its folder, for that file would be lost from sight.
   */
  relocateJob(jobId: string, folder: Pick<JobRecord, 'directory' | 'mount'>): boolean
}
