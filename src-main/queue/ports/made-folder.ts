import type { Slice } from './report.ts'

/** A folder that this program made below the one of a job. */
export interface MadeFolder {
  /** The job's; absolute. */
  readonly directory: string
  /** Below it, with `/` between its parts. */
  readonly folder: string
  /** Where its file system has to be mounted, as of jobs. */
  readonly mount: string | null
}

/** What is known of folders that this program made, so that it takes none away that was somebody else's. */
export interface MadeFolderStore {
  noteMadeFolders(folders: readonly MadeFolder[]): void
  /**
   * So many of them behind `after`, those that lie below another before it. `isUsed`: an episode needs it, one of a removed
   * job too until it is cleared away, or something in it is still to be deleted. `end`: where to go on; null where nothing
   * comes after it.
   */
  madeFolders(
    after: Pick<MadeFolder, 'directory' | 'folder'> | null,
    limit: number,
  ): Slice<MadeFolder & { readonly isUsed: boolean }, Pick<MadeFolder, 'directory' | 'folder'>>
  forgetMadeFolders(folders: readonly Pick<MadeFolder, 'directory' | 'folder'>[]): void
}
