import { join } from 'node:path'
import type { TransferOrder } from '../protocol.ts'
import type { DiskAccess } from './disk-access.ts'
import type { DiskFile } from './disk-file.ts'
import { markAsDownloaded } from './download-mark.ts'
import { problem } from './failure-of.ts'
import type { FolderSync } from './folder-sync.ts'
import type { Integrity } from './integrity.ts'
import { standingAt, usualMode } from './part-file.ts'
import { placeFile } from './place-file.ts'
import { numberedName } from './safe-name.ts'
import { laySignature } from './signature-file.ts'

export interface Unfinished {
  readonly file: DiskFile
  readonly path: string
  readonly fileName: string
  readonly bytesTotal: number
}

/**
 * Throws SIZE_MISMATCH or CHECKSUM_MISMATCH; returns the digest for the expected algorithm, null where none is expected.
 * Afterwards the digests of all blocks are known.
 */
export async function verifyFile(
  { file, bytesTotal }: Pick<Unfinished, 'file' | 'bytesTotal'>,
  integrity: Integrity,
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
  const wrong = (await integrity.pieces?.wrongOnes(file, bytesTotal, signal)) ?? []
  if (wrong.length > 0) {
    throw problem('CHECKSUM_MISMATCH', 'Pieces of the file have not the digests that they should have.', {
      params: { wrong: wrong.length },
      transient: false,
    })
  }
  const actual = await integrity.digest(file, bytesTotal, signal)
  if (integrity.expected !== null && actual !== null) {
    const { algorithm } = integrity.expected
    const expected = integrity.expected.expected.toLowerCase()
    if (actual !== expected) throw checksumProblem({ algorithm, expected, actual })
  }
  await integrity.completeBlocks(file, bytesTotal, signal)
  return actual
}

export function checksumProblem(params: { readonly algorithm: string; readonly expected: string; readonly actual: string }) {
  return problem('CHECKSUM_MISMATCH', 'The digest of the file is not the expected one.', {
    params,
    transient: false,
    actualChecksum: params.actual,
  })
}

/** Gives a verified file its usual permissions, its name and its signature, and makes all of it durable. Returns the name it got. */
export async function publishFile(
  { file, path, fileName }: Unfinished,
  order: TransferOrder,
  folders: FolderSync,
  mayTake: (name: string) => boolean,
  access: DiskAccess,
): Promise<string> {
  if (file.isSynchronous !== true) {
    await file.chmod(usualMode)
    await markAsDownloaded(path, order.url)
    await file.sync()
  }
  const placed = await placeFile(path, order.directory, fileName, order.onConflict, mayTake, access)
  await laySignature(order, placed)
  await folders.sync(order.directory)
  return placed
}

/**
 * The name under which a part file was placed before a crash kept that from being told; null where it was not. Only
 * what was verified and flushed ever gets a second link.
 */
export async function placedName(file: DiskFile, directory: string, fileName: string): Promise<string | null> {
  const { nlink, ino, dev } = await file.stat()
  if (nlink < 2) return null
  for (let number = 0; ; number++) {
    const name = number === 0 ? fileName : numberedName(fileName, number)
    const standing = await standingAt(join(directory, name))
    if (standing === null) return null
    if (standing.inode === ino && standing.device === dev) return name
  }
}
