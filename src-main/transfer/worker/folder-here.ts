import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { problem } from './failure-of.ts'
import type { Problem } from './problem.ts'

/** The folder of a job, and where its file system has to be mounted; null where nobody knows of such a place. */
export interface JobFolder {
  readonly directory: string
  readonly mount: string | null
}

/**
 * Throws FOLDER_MISSING where a folder, or the drive it is on, is not there. Under an empty mount point there is room
 * to write too: on the disk of the system, where nobody would look for the file.
 */
export async function checkFolder(folder: JobFolder): Promise<void> {
  if (!(await isHere(folder))) throw folderMissing(folder.directory)
}

async function isHere({ directory, mount }: JobFolder): Promise<boolean> {
  try {
    const [{ dev }, above] = await Promise.all([stat(mount ?? directory), mount === null ? null : stat(dirname(mount))])
    if (mount !== directory && mount !== null) await stat(directory)
    return above === null || above.dev !== dev
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

/** Whether the file system says by an error that a path, or the drive under it, is gone. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return ['ENOENT', 'ENODEV', 'ENOTCONN', 'ESTALE'].includes(String(error.code))
}

export function folderMissing(directory: string): Problem {
  return problem('FOLDER_MISSING', 'The folder, or the disk it is on, is not there.', { params: { directory }, transient: true })
}
