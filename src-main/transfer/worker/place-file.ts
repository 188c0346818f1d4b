import { createHash } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ConflictPolicy } from '../protocol.ts'
import type { DiskAccess } from './disk-access.ts'
import { hasCode } from './has-code.ts'
import { numberedName } from './safe-name.ts'

const mostNumbers = 10_000

/**
 * Gives a finished part file its name in the folder and returns the name. `rename` and `skip` never replace anything:
 * where the name was taken in the meantime, a number is added. `overwrite` replaces in one step. The part stays as a
 * second link wherever the file system has links; whoever keeps the list deletes it.
 */
export async function placeFile(
  part: string,
  directory: string,
  fileName: string,
  policy: ConflictPolicy,
  mayTake: (name: string) => boolean,
  access: DiskAccess,
): Promise<string> {
  if (policy === 'overwrite') {
    await replaceWith(part, join(directory, fileName))
    return fileName
  }
  for (let number = 0; number < mostNumbers; number++) {
    const name = number === 0 ? fileName : numberedName(fileName, number)
    if (!mayTake(name)) continue
    try {
      await linkNew(part, join(directory, name), access)
      return name
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' })
}

async function linkNew(part: string, target: string, access: DiskAccess): Promise<void> {
  try {
    await access.link(part, target)
  } catch (error) {
    if (!isWithoutLinks(error)) throw error
    // An empty file of our own holds the name, so that the rename replaces nothing else.
    await (await open(target, 'wx')).close()
    try {
      await rename(part, target)
    } catch (renameError) {
      await rm(target, { force: true })
      throw renameError
    }
  }
}

/** The name under which a part file goes over its target: always the same one, so that a crash leaves nothing for good. */
export function interimOf(part: string): string {
  return join(dirname(part), `.${createHash('sha256').update(basename(part)).digest('hex').slice(0, 32)}.part`)
}

async function replaceWith(part: string, target: string): Promise<void> {
  const interim = interimOf(part)
  try {
    // What a crash in just this moment has left of an earlier try.
    await rm(interim, { force: true })
    await link(part, interim)
  } catch (error) {
    if (!isWithoutLinks(error)) throw error
    return rename(part, target)
  }
  try {
    await rename(interim, target)
  } finally {
    // Where both were links of the same file, a rename does nothing and leaves the interim name.
    await rm(interim, { force: true })
  }
}

/** FAT, exFAT and some network file systems have no hard links. */
function isWithoutLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'].some((code) => hasCode(error, code))
}
