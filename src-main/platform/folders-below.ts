import { mkdir, realpath, rmdir, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { contains } from './contains.ts'
import { errorCodeOf } from './error-code.ts'

/** A folder, or a link on its way, leads out of the one it was to lie in. */
export class OutsideError extends Error {
  readonly folder: string

  constructor(folder: string) {
    super('a folder leads out of the one above it')
    this.folder = folder
  }
}

/**
 * Makes folders below one that is there, each once and each only after the one above it was seen to lie inside.
 *
 * @param folders safe, with `/` between their parts
 * @param onMade told of each that was not there before
 * @throws OutsideError, or what the file system has against one
 */
export async function makeFoldersBelow(
  directory: string,
  folders: Iterable<string>,
  onMade: (folder: string) => void,
): Promise<void> {
  const root = await realpath(directory)
  const seen = new Set<string>()
  for (const wanted of folders) {
    for (const folder of ancestry(wanted)) {
      if (seen.has(folder)) continue
      seen.add(folder)
      if (await makeFolder(join(directory, ...folder.split('/')), root)) onMade(folder)
    }
  }
}

/** Removes folders that are empty, in the order given. One that is not, or is not there, is left as it is. */
export async function removeEmptyFolders(directory: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rmdir(join(directory, ...folder.split('/'))).catch(() => undefined)
}

/** The folders on the way to one, itself last. */
function ancestry(folder: string): readonly string[] {
  const parts = folder.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Whether it was not there before. */
async function makeFolder(path: string, root: string): Promise<boolean> {
  let isNew = true
  try {
    await mkdir(path)
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error
    isNew = false
    if (!(await stat(path)).isDirectory()) throw error
  }
  if (!contains(root, await realpath(path))) throw new OutsideError(path.split(sep).at(-1) ?? path)
  return isNew
}
