import { lstat, readdir, readFile, stat, statfs, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Disk } from '../queue/ports.ts'
import { errorCodeOf } from './error-code.ts'
import { isThere } from './mount.ts'

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '')

/** The disks of this machine. */
export function createDisk(): Disk {
  return {
    async remove(files) {
      const left: string[] = []
      for (const { path, content } of files) {
        if (!(await removeFile(path, content))) left.push(path)
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
    room,
    isThere,
  }
}

/** Removes a file, or a symbolic link itself and never what it points to; unlink(2) leaves folders alone. */
async function removeFile(path: string, content: string | null): Promise<boolean> {
  try {
    if (content !== null && !(await holds(path, content))) return true
    await unlink(path)
    return true
  } catch (error) {
    return isMissing(error)
  }
}

async function holds(path: string, content: string): Promise<boolean> {
  const facts = await lstat(path)
  return facts.isFile() && facts.size === Buffer.byteLength(content) && (await readFile(path, 'utf8')) === content
}

async function freeBytes(directory: string): Promise<number | null> {
  return (await room(directory))?.freeBytes ?? null
}

async function room(directory: string): ReturnType<Disk['room']> {
  try {
    const [{ bavail, blocks, bsize }, { dev }] = await Promise.all([statfs(directory), stat(directory)])
    const bytes = (count: number) => Math.min(count * bsize, Number.MAX_SAFE_INTEGER)
    return { device: String(dev), freeBytes: bytes(bavail), totalBytes: bytes(blocks) }
  } catch (error) {
    const parent = dirname(directory)
    return isMissing(error) && parent !== directory ? room(parent) : null
  }
}
