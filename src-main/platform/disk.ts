import { lstat, readdir, statfs, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Disk } from '../queue/ports.ts'
import { errorCodeOf } from './error-code.ts'
import { isThere } from './mount.ts'

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '')

/** The disks of this machine. */
export function createDisk(): Disk {
  return {
    async remove(paths) {
      const left: string[] = []
      for (const path of paths) {
        if (!(await removeFile(path))) left.push(path)
      }
      return left
    },
    async names(directory) {
      try {
        return await readdir(directory)
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    },
    async facts(path) {
      try {
        const facts = await lstat(path)
        return facts.isFile() ? { bytes: facts.size, changedAt: facts.mtimeMs } : null
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    freeBytes,
    isThere,
  }
}

/** Removes a file, or a symbolic link itself and never what it points to; unlink(2) leaves folders alone. */
async function removeFile(path: string): Promise<boolean> {
  try {
    await unlink(path)
    return true
  } catch (error) {
    return isMissing(error)
  }
}

async function freeBytes(directory: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(directory)
    return Math.min(bavail * bsize, Number.MAX_SAFE_INTEGER)
  } catch (error) {
    const parent = dirname(directory)
    return isMissing(error) && parent !== directory ? freeBytes(parent) : null
  }
}
