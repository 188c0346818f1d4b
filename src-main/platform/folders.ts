import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, realpath, unlink } from 'node:fs/promises'
import { basename, dirname, join, parse, resolve, sep } from 'node:path'
import type { FolderProblem, Folders } from '../queue/ports.ts'
import { contains } from './contains.ts'
import { errorCodeOf } from './error-code.ts'
import { makeFoldersBelow, OutsideError, removeEmptyFolders } from './folders-below.ts'
import { makeFolder } from './make-folder.ts'
import { mountOf } from './mount.ts'

/** What file systems in use take for one name and for a whole path, in bytes. */
const longestNameBytes = 255
const longestPathBytes = 4_095

type Answer = Awaited<ReturnType<Folders['prepare']>>

/**
 * The folders that downloads may go to.
 *
 * @param allowed absolute folders that everything must lie in, symbolic links followed; null allows every folder
 * @param safeFolder what is kept of the name of a folder below another
 */
export function createFolders({
  allowed,
  safeFolder,
}: {
  readonly allowed: readonly string[] | null
  readonly safeFolder: Folders['safe']
}): Folders {
  const isAllowed = (directory: string) => (allowed === null ? true : liesWithin(directory, allowed))

  return {
    safe: safeFolder,
    async makeBelow(directory, folders) {
      const made: string[] = []
      const refuse = (problem: FolderProblem, reason: string, folder?: string) => ({
        made,
        fault: { problem, params: { directory, reason, ...(folder !== undefined && { folder }) } },
      })
      const tooLong = folders.find((folder) => Buffer.byteLength(join(directory, folder)) > longestPathBytes - longestNameBytes)
      if (tooLong !== undefined) return refuse('invalid', 'ENAMETOOLONG', tooLong)
      try {
        await makeFoldersBelow(directory, folders, (folder) => made.push(folder))
        return { made, fault: null }
      } catch (error) {
        if (error instanceof OutsideError) return refuse('outside', 'OUTSIDE', error.folder)
        const reason = errorCodeOf(error)
        if (reason === null) throw error
        return refuse(problemOf(reason), reason)
      }
    },
    removeEmpty: removeEmptyFolders,
    async prepare(wanted, base): Promise<Answer> {
      const directory = resolve(base, wanted)
      const refuse = (problem: FolderProblem, reason: string): Answer => ({ problem, params: { directory, reason } })
      const fault = faultOf(directory)
      if (fault !== null) return refuse('invalid', fault)
      try {
        if (!(await isAllowed(directory))) return refuse('outside', 'OUTSIDE')
        await makeFolder(directory)
        // Asked again of what is there now: a link may have appeared on the way.
        if (!(await isAllowed(directory))) return refuse('outside', 'OUTSIDE')
        await tryWriting(directory)
        return { directory, mount: await mountOf(directory) }
      } catch (error) {
        const reason = errorCodeOf(error)
        if (reason === null) throw error
        return refuse(problemOf(reason), reason)
      }
    },
  }
}

/** Whether a folder, there already or not, lies inside one of these once all links are followed. */
export async function liesWithin(directory: string, roots: readonly string[]): Promise<boolean> {
  const real = await realPathOf(directory)
  const realRoots = await Promise.all(roots.map((root) => realPathOf(resolve(root))))
  return realRoots.some((root) => contains(root, real))
}

/** What is wrong with a path before any disk is asked. */
function faultOf(directory: string): string | null {
  if (directory.includes('\0')) return 'NUL'
  if (Buffer.byteLength(directory) > longestPathBytes) return 'ENAMETOOLONG'
  const names = directory.slice(parse(directory).root.length).split(sep)
  return names.some((name) => Buffer.byteLength(name) > longestNameBytes) ? 'ENAMETOOLONG' : null
}

/** The path with all links followed, as far as it exists; what is still to be made is appended. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    if (errorCodeOf(error) !== 'ENOENT' || parent === path) throw error
    return join(await realPathOf(parent), basename(path))
  }
}

/** Only writing proves that writing works: permissions say little to root, and nothing of read-only mounts. */
async function tryWriting(directory: string): Promise<void> {
  const file = (await openUnnamed(directory)) ?? (await openNamed(directory))
  try {
    await file.write('0')
  } finally {
    await file.close()
  }
}

/** open(2) O_TMPFILE, which Node does not name; the same number on every machine that Node runs on. */
const withoutName = constants.O_DIRECTORY | 0o20000000

/** A file in a folder that has no name there, so that not even a crash leaves it behind; null where there is no such thing. */
async function openUnnamed(directory: string): Promise<FileHandle | null> {
  if (process.platform !== 'linux') return null
  try {
    return await open(directory, constants.O_RDWR | withoutName, 0o600)
  } catch {
    // A file under a name tells what is wrong, if anything is.
    return null
  }
}

async function openNamed(directory: string): Promise<FileHandle> {
  const path = join(directory, `.staffel-${randomUUID()}`)
  const file = await open(path, 'wx', 0o600)
  try {
    await unlink(path)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

function problemOf(code: string): FolderProblem {
  if (['EEXIST', 'ENOTDIR'].includes(code)) return 'not-a-folder'
  if (['ENAMETOOLONG', 'EINVAL', 'ELOOP'].includes(code)) return 'invalid'
  return 'not-writable'
}
