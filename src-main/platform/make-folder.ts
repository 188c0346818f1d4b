import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCodeOf } from './error-code.ts'

/**
 * Makes a folder and the ones above it that are missing. Node's own `recursive` never ends where a file system takes
 * no folders though the one above is there, as `/proc` does.
 */
export async function makeFolder(directory: string, mode = 0o777, mayMakeParent = true): Promise<void> {
  try {
    await mkdir(directory, { mode })
  } catch (error) {
    const parent = dirname(directory)
    if (errorCodeOf(error) === 'ENOENT' && mayMakeParent && parent !== directory) {
      await makeFolder(parent, mode)
      await makeFolder(directory, mode, false)
    } else if (!(await isFolder(directory))) {
      throw error
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false // The error of making it says more than this one.
  }
}
