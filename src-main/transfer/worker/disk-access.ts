import { constants, linkSync, lstatSync, openSync, type Stats } from 'node:fs'
import { type FileHandle, link, lstat, open } from 'node:fs/promises'
import { type DiskFile, type InPlace, LocalFile } from './disk-file.ts'
import { hasCode } from './has-code.ts'

/** How new files come onto a disk. The calls throw or reject as those of `node:fs` do. */
export interface DiskAccess {
  /** Null where nothing stands there. */
  lstat(path: string): Promise<Stats | null> | Stats | null
  /** `flags` may have `O_SYNC` where {@link mayBeSynchronous}. */
  open(path: string, flags: number, mode: number): Promise<DiskFile> | DiskFile
  /** Whether a file can be opened so that each write is on the disk once it is done. */
  readonly mayBeSynchronous: boolean
  link(from: string, to: string): Promise<void> | void
}

/** By Node's threads: a network drive may take its time, or never answer. */
export const pooledAccess: DiskAccess = {
  async lstat(path) {
    try {
      return await lstat(path)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  },
  open: (path, flags, mode): Promise<FileHandle> => open(path, flags, mode),
  mayBeSynchronous: false,
  link,
}

/** A call that took longer kept everything else waiting. */
const slowMs = 30
/** For so many times as long the calls are then left to Node's threads: all else waits for a tenth of the time at most. */
const patience = 10

/**
 * In place: a local file system answers from memory, in a fraction of the time that the way to another thread and back
 * takes. A disk that keeps a call waiting all the same is left to the threads for a while.
 */
export class LocalAccess implements DiskAccess, InPlace {
  readonly mayBeSynchronous = true
  readonly #now: () => number
  #pooledUntil = Number.NEGATIVE_INFINITY

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Whether calls are made in place now. */
  get isDirect(): boolean {
    return this.#now() >= this.#pooledUntil
  }

  lstat(path: string): Promise<Stats | null> | Stats | null {
    if (!this.isDirect) return pooledAccess.lstat(path)
    // An error has a stack, which costs more than the call.
    return this.timed(() => lstatSync(path, { throwIfNoEntry: false })) ?? null
  }

  open(path: string, flags: number, mode: number): Promise<DiskFile> | DiskFile {
    return this.isDirect
      ? this.timed(() => new LocalFile(openSync(path, flags, mode), this, (flags & constants.O_SYNC) === constants.O_SYNC))
      : pooledAccess.open(path, flags, mode)
  }

  link(from: string, to: string): Promise<void> | void {
    return this.isDirect ? this.timed(() => linkSync(from, to)) : pooledAccess.link(from, to)
  }

  /** Makes a call in place, and leaves the next ones to Node's threads where it took long. */
  timed<Result>(call: () => Result): Result {
    const begunAt = this.#now()
    try {
      return call()
    } finally {
      const endedAt = this.#now()
      if (endedAt - begunAt > slowMs) this.#pooledUntil = endedAt + patience * (endedAt - begunAt)
    }
  }
}

/** `f_type` of the usual local file systems on Linux, statfs(2); the other systems do not tell it reliably. */
const localTypes: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
  0x2fc12fc1, // ZFS
  0x794c7630, // overlayfs
  0x01021994, // tmpfs
])

/** The access to a file system of this type, as statfs(2) numbers it. */
export function accessTo(type: number): DiskAccess {
  return process.platform === 'linux' && localTypes.has(type) ? new LocalAccess() : pooledAccess
}
