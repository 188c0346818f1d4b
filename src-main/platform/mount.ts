import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCodeOf } from './error-code.ts'

/**
 * Where the file system begins that a folder lies in, links followed; null where that is the root, which is always
 * there, and where nobody may look. A drive that comes back may have another number, but it is mounted at the same place.
 */
export async function mountOf(directory: string): Promise<string | null> {
  try {
    const { dev } = await stat(directory)
    for (let path = directory; ; path = dirname(path)) {
      const parent = dirname(path)
      if (parent === path) return null
      if ((await stat(parent)).dev !== dev) return path
    }
  } catch (error) {
    if (errorCodeOf(error) === null) throw error
    return null
  }
}

/** Whether a folder is there, on the file system it was on: `mount` as {@link mountOf} told it. */
export async function isThere(directory: string, mount: string | null): Promise<boolean> {
  try {
    if (!(await stat(directory)).isDirectory()) return false
    if (mount === null) return true
    const [itself, above] = await Promise.all([stat(mount), stat(dirname(mount))])
    return itself.dev !== above.dev
  } catch (error) {
    // What cannot be asked now is asked again; nobody is let in on a guess.
    if (errorCodeOf(error) === null) throw error
    return false
  }
}
