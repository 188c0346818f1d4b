import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartFile, TransferOrder } from '../../protocol.ts'
import type { DiskFile } from '../disk-file.ts'
import { problem } from '../failure-of.ts'
import { placedName } from '../finish.ts'
import { checkFolder } from '../folder-here.ts'
import { bytesIn, createPartFile, openPartFile, standingAt } from '../part-file.ts'
import { isFileToRepair } from '../pick-up.ts'
import { type OwnedFile, partSuffix } from '../placing.ts'
import type { Reservations } from '../reservations.ts'
import type { Container } from './join-log.ts'
import { isVtt } from './join-vtt.ts'
import { type LogContents, readLog } from './log-format.ts'
import { joinSuffix, possibleNames } from './stream-name.ts'

/** What an earlier attempt at a stream has left. */
export type StreamPickedUp =
  /** No file is owned: a name is still to be found. */
  | { readonly kind: 'nothing' }
  /** The file stands under its name already; `file` is it, open. */
  | { readonly kind: 'finished'; readonly file: DiskFile; readonly fileName: string; readonly placed: string }
  /** Put together and flushed, and still without its name. */
  | { readonly kind: 'joined'; readonly owned: OwnedFile; readonly container: Container }
  /** The log, cut behind its last whole record; `log` null where it has none. `isLost`: bytes were there and are gone. */
  | { readonly kind: 'log'; readonly owned: OwnedFile; readonly log: LogContents | null; readonly isLost: boolean }

const signatureBytes = 12

/** Takes over the part file of a stream and its names. What the marks claim counts only as far as the file reaches. */
export async function pickUpStream(
  order: Pick<TransferOrder, 'part' | 'directory' | 'mount' | 'attemptId' | 'repair'>,
  reservations: Reservations,
): Promise<StreamPickedUp> {
  const { part, directory, attemptId } = order
  if (order.mount !== null || part !== null) await checkFolder(order)
  if (part === null) return { kind: 'nothing' }
  const target = join(directory, part.fileName)
  const path = `${target}${partSuffix}`
  if (!reservations.take(attemptId, target, path, `${target}${joinSuffix}`)) return { kind: 'nothing' }
  const file = await openPartFile(path)
  if (file === null) return await pickUpMissing(order, part, path)
  const owned: OwnedFile = { file, path, fileName: part.fileName }
  try {
    for (const name of possibleNames(part.fileName)) {
      const placed = await placedName(file, directory, name)
      if (placed === null) continue
      if (!isFileToRepair(order)) return { kind: 'finished', file, fileName: part.fileName, placed }
      await file.close()
      await rm(path, { force: true })
      return await pickUpMissing(order, part, path)
    }
    return await openLog(owned, claimedBytes(part))
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openLog(owned: OwnedFile, claimed: number): Promise<StreamPickedUp> {
  const { file } = owned
  const { size } = await file.stat()
  const limit = Math.min(claimed, size)
  const readAt = bytesIn(file, 0)
  const container = claimed > 0 && size > 0 ? containerOf(await readAt(0, signatureBytes)) : null
  // A log takes its file's place only once it is put together and flushed.
  if (container !== null) return { kind: 'joined', owned, container }
  const log = await readLog(readAt, limit)
  await file.truncate(log?.end ?? 0)
  return { kind: 'log', owned, log, isLost: log === null && claimed > 0 }
}

/** The part file is gone: renamed to its target just before a crash, or lost. */
async function pickUpMissing(
  { directory, repair }: Pick<TransferOrder, 'directory' | 'repair'>,
  part: PartFile,
  path: string,
): Promise<StreamPickedUp> {
  const { fileName, bytesTotal } = part
  const claimed = claimedBytes(part)
  for (const placed of repair === null && claimed > 0 && claimed === bytesTotal ? possibleNames(fileName) : []) {
    const standing = await standingAt(join(directory, placed))
    const file = standing?.size === bytesTotal ? await openPartFile(join(directory, placed)) : null
    if (file !== null) return { kind: 'finished', file, fileName, placed }
  }
  const file = await createPartFile(path)
  if (file === null) throw problem('FILE_EXISTS', 'The name of the part file is taken.', { transient: true })
  return { kind: 'log', owned: { file, path, fileName }, log: null, isLost: claimed > 0 }
}

function claimedBytes({ segments }: PartFile): number {
  return segments[0]?.start === 0 ? segments[0].done : 0
}

/** What a file that was put together begins with; null for anything else, and so for a log. */
function containerOf(start: Buffer): Container | null {
  if (start.toString('latin1', 4, 8) === 'ftyp') return 'mp4'
  if (isVtt(start)) return 'vtt'
  return start[0] === 0x47 ? 'ts' : null
}
