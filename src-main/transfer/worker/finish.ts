import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { TransferOrder } from '../protocol.ts'
import { digestOf } from './digest.ts'
import { problem } from './failure-of.ts'
import type { FolderSync } from './folder-sync.ts'
import { standingAt } from './part-file.ts'
import { placeFile } from './place-file.ts'
import { numberedName } from './safe-name.ts'

export interface Unfinished {
  readonly file: FileHandle
  readonly path: string
  readonly fileName: string
  readonly bytesTotal: number
}

/** Throws SIZE_MISMATCH or CHECKSUM_MISMATCH; returns the digest for the expected algorithm, null where none is expected. */
export async function verifyFile(
  { file, bytesTotal }: Unfinished,
  checksum: TransferOrder['checksum'],
  signal: AbortSignal,
): Promise<string | null> {
  const { size } = await file.stat()
  if (size > bytesTotal) await file.truncate(bytesTotal)
  if (size < bytesTotal) {
    throw problem('SIZE_MISMATCH', 'The file on disk is shorter than it should be.', {
      params: { expected: bytesTotal, actual: size },
      transient: true,
    })
  }
  if (checksum === null) return null
  const actual = await digestOf(file, checksum.algorithm, signal)
  const expected = checksum.expected.toLowerCase()
  if (actual === expected) return actual
  throw problem('CHECKSUM_MISMATCH', 'The digest of the file is not the expected one.', {
    params: { algorithm: checksum.algorithm, expected, actual },
    transient: false,
    actualChecksum: actual,
  })
}

/** Gives a verified file its usual permissions and its name, and makes both durable. Returns the name it got. */
export async function publishFile(
  { file, path, fileName }: Unfinished,
  order: TransferOrder,
  folders: FolderSync,
  mayTake: (name: string) => boolean,
): Promise<string> {
  await file.chmod(0o666 & ~process.umask())
  await file.sync()
  const placed = await placeFile(path, order.directory, fileName, order.onConflict, mayTake)
  await folders.sync(order.directory)
  return placed
}

/**
 * The name under which a part file was placed before a crash kept that from being told; null where it was not. Only
 * what was verified and flushed ever gets a second link.
 */
export async function placedName(file: FileHandle, directory: string, fileName: string): Promise<string | null> {
  const { nlink, ino, dev } = await file.stat()
  if (nlink < 2) return null
  for (let number = 0; ; number++) {
    const name = number === 0 ? fileName : numberedName(fileName, number)
    const standing = await standingAt(join(directory, name))
    if (standing === null) return null
    if (standing.inode === ino && standing.device === dev) return name
  }
}
