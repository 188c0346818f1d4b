import { constants } from 'node:fs'
import { dirname } from 'node:path'
import { type DiskAccess, pooledAccess } from './disk-access.ts'
import type { DiskFile } from './disk-file.ts'
import { folderMissing, isGone } from './folder-here.ts'
import { hasCode } from './has-code.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR, O_SYNC } = constants
/** Nobody else reads what is not finished. */
const privateMode = 0o600

/** What the person's own programs give a new file. */
export const usualMode = 0o666 & ~process.umask()

/**
 * A new part file, or null where something of this name is there already. Its folder was made when its job was added:
 * one that is gone by now is not made again, because its drive may be gone with it. Throws FOLDER_MISSING then. One that
 * is to be written in one piece (`isWhole`) is flushed by that where the disk can, and has its last permissions at once.
 */
export async function createPartFile(path: string, access: DiskAccess = pooledAccess, isWhole = false): Promise<DiskFile | null> {
  const isSynchronous = isWhole && access.mayBeSynchronous
  const flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
  try {
    return await (isSynchronous ? access.open(path, flags | O_SYNC, usualMode) : access.open(path, flags, privateMode))
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return null
    throw isGone(error) ? folderMissing(dirname(path)) : error
  }
}

/** The part file that is there, or null where there is none. A symbolic link or anything but a file throws. */
export async function openPartFile(path: string): Promise<DiskFile | null> {
  let file: DiskFile
  try {
    file = await pooledAccess.open(path, O_RDWR | O_NOFOLLOW, privateMode)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
}

export interface Standing {
  readonly device: number
  readonly inode: number
  readonly size: number
  readonly isFolder: boolean
}

/** What stands under a path, itself and not what a link points to; null for nothing. */
export async function standingAt(path: string, access: DiskAccess = pooledAccess): Promise<Standing | null> {
  const standing = await access.lstat(path)
  if (standing === null) return null
  return { device: standing.dev, inode: standing.ino, size: standing.size, isFolder: standing.isDirectory() }
}

/** Reads a file by offsets from a place in it; fewer bytes than asked for where it ends. */
export function bytesIn(file: Pick<DiskFile, 'read'>, start: number): (from: number, length: number) => Promise<Buffer> {
  return async (from, length) => {
    const bytes = Buffer.allocUnsafe(length)
    const { bytesRead } = await file.read(bytes, 0, length, start + from)
    return bytes.subarray(0, bytesRead)
  }
}
