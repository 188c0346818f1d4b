import type { JobRecord } from './store.ts'

/** A file that nobody owns any more and that is still to be deleted; survives a crash in between. */
export interface DoomedFile {
  readonly path: string
  /** Where its file system has to be mounted, see {@link JobRecord}. */
  readonly mount: string | null
  /** It goes only where it holds exactly this; null whatever it holds. */
  readonly content: string | null
}

/** Files that are to be deleted: noted with the change that makes them superfluous, and forgotten once they are gone. */
export interface DoomStore {
  /** Dooms the part file of a name in a folder. */
  doomPart(folder: Pick<JobRecord, 'directory' | 'mount'>, fileName: string): void
  /** So many of them in the order of their paths, from behind `after` on. */
  doomed(limit: number, after?: string): readonly DoomedFile[]
  forgetDoomed(files: readonly DoomedFile[]): void
  /** The drive of these is away: they stay doomed, and {@link doomed} leaves them out. */
  setDoomedAside(files: readonly DoomedFile[]): void
  /** The drive that belongs at `mount` is back, or null: any may be. What was set aside of it is told again. */
  takeDoomedUp(mount: string | null): void
}
