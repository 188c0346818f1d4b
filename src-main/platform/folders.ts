import { randomUUID } from 'node:crypto'
import { open, realpath, unlink } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path'
import type { FolderProblem, Folders } from '../queue/ports.ts'
import { errorCodeOf } from './error-code.ts'
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
 */
export function createFolders({ allowed }: { readonly allowed: readonly string[] | null }): Folders {
  /** Whether a folder, there already or not, lies inside what is allowed once all links are followed. */
  async function isAllowed(directory: string): Promise<boolean> {
    if (allowed === null) return true
    const real = await realPathOf(directory)
    const roots = await Promise.all(allowed.map((root) => realPathOf(resolve(root))))
    return roots.some((root) => contains(root, real))
  }

  return {
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

function contains(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Only writing proves that writing works: permissions say little to root, and nothing of read-only mounts. */
async function tryWriting(directory: string): Promise<void> {
  const path = join(directory, `.staffel-${randomUUID()}`)
  const file = await open(path, 'wx', 0o600)
  try {
    await file.write('0')
  } finally {
    await file.close().finally(() => unlink(path))
  }
}

function problemOf(code: string): FolderProblem {
  if (['EEXIST', 'ENOTDIR'].includes(code)) return 'not-a-folder'
  if (['ENAMETOOLONG', 'EINVAL', 'ELOOP'].includes(code)) return 'invalid'
  return 'not-writable'
}
