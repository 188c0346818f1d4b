import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartFile, TransferOrder, TransferOutcome } from '../protocol.ts'
import { problem } from './failure-of.ts'
import { placedName, verifyFile } from './finish.ts'
import { checkFolder } from './folder-here.ts'
import type { Integrity } from './integrity.ts'
import type { Representation } from './judge.ts'
import { createPartFile, openPartFile, standingAt } from './part-file.ts'
import { type OwnedFile, partSuffix } from './placing.ts'
import type { Reservations } from './reservations.ts'
import { SegmentMap } from './segments.ts'
import { laySignature } from './signature-file.ts'
import { strongValidator } from './validator.ts'

/** What an earlier attempt has left. */
export type PickedUp =
  /** No file is owned: a name is still to be found. */
  | { readonly kind: 'nothing' }
  /** The file was placed before a crash kept that from being told. */
  | { readonly kind: 'finished'; readonly outcome: TransferOutcome }
  /** The part file, and which of its bytes count; `known` null where none do. `isLost`: bytes were there and are gone. */
  | {
      readonly kind: 'owned'
      readonly owned: OwnedFile
      readonly known: Representation | null
      readonly map: SegmentMap
      readonly isLost: boolean
    }

/** Takes over a part file and its names. What the marks claim counts only as far as the file reaches. */
export async function pickUp(
  order: TransferOrder,
  reservations: Reservations,
  integrity: Integrity,
  signal: AbortSignal,
): Promise<PickedUp> {
  const { part, directory, attemptId } = order
  // Before a part file that is not found is taken for lost.
  if (order.mount !== null || part !== null) await checkFolder(order)
  if (part === null) return { kind: 'nothing' }
  const target = join(directory, part.fileName)
  const path = `${target}${partSuffix}`
  if (!reservations.take(attemptId, target, path)) return { kind: 'nothing' }
  const file = await openPartFile(path)
  if (file === null) return await pickUpMissing(order, part, path, integrity, signal)
  const owned: OwnedFile = { file, path, fileName: part.fileName }
  try {
    const placed = await placedName(file, directory, part.fileName)
    if (placed !== null && isFileToRepair(order)) {
      await file.close()
      await rm(path, { force: true })
      return await pickUpMissing(order, part, path, integrity, signal)
    }
    const { size } = await file.stat()
    if (placed !== null) return { kind: 'finished', outcome: await finishedAs(order, owned, placed, size, integrity, signal) }
    const map = usable(part, size, order.pieces !== null)
    return { kind: 'owned', owned, known: map.hasBytes ? representationIn(part) : null, map, isLost: false }
  } catch (error) {
    await file.close()
    throw error
  }
}

/**
 * Whether what has the part's name beside its target is the file to be repaired itself: the second link that it was
 * placed by and that nobody came to delete. Nothing of the repair was kept yet.
 */
export function isFileToRepair({ repair, part }: Pick<TransferOrder, 'repair' | 'part'>): boolean {
  return repair === 'whole' && part?.segments.length === 0
}

/** The part file is gone: renamed to its target just before a crash, or lost. */
async function pickUpMissing(
  order: TransferOrder,
  part: PartFile,
  path: string,
  integrity: Integrity,
  signal: AbortSignal,
): Promise<PickedUp> {
  const target = join(order.directory, part.fileName)
  const claimed = SegmentMap.resumed(part.segments, part.bytesTotal, Number.MAX_SAFE_INTEGER)
  const standing = await standingAt(target)
  // Of a repair, what stands there may be the damaged file as well.
  const mayBePlaced = order.repair === null
  if (standing !== null && mayBePlaced && claimed.isReceived && claimed.hasBytes && standing.size === part.bytesTotal) {
    const file = await openPartFile(target)
    if (file !== null) {
      const owned: OwnedFile = { file, path, fileName: part.fileName }
      return { kind: 'finished', outcome: await finishedAs(order, owned, part.fileName, standing.size, integrity, signal) }
    }
  }
  const file = await createPartFile(path)
  if (file === null) throw problem('FILE_EXISTS', 'The name of the part file is taken.', { transient: true })
  const owned: OwnedFile = { file, path, fileName: part.fileName }
  return { kind: 'owned', owned, known: null, map: new SegmentMap([]), isLost: claimed.hasBytes }
}

async function finishedAs(
  order: TransferOrder,
  owned: OwnedFile,
  fileName: string,
  bytesTotal: number,
  integrity: Integrity,
  signal: AbortSignal,
): Promise<TransferOutcome> {
  try {
    const actualChecksum = await verifyFile({ ...owned, bytesTotal }, integrity, signal)
    await laySignature(order, fileName)
    return { kind: 'completed', fileName, bytesTotal, skipped: false, actualChecksum }
  } finally {
    await owned.file.close()
  }
}

/** Without a strong validator, and where no pieces prove them, only bytes from the beginning on are gone on with. */
function usable(part: PartFile, fileBytes: number, hasPieces: boolean): SegmentMap {
  const map = SegmentMap.resumed(part.segments, part.bytesTotal, fileBytes)
  return strongValidator(part.validator) === null && !hasPieces && !map.isReceived ? map.prefix() : map
}

function representationIn({ bytesTotal, validator, contentType }: PartFile): Representation {
  return { bytesTotal, validator, contentType }
}
