import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { BlockDigests, FileCheck, FileFinding, SegmentMark } from '../protocol.ts'
import { BlockLedger, blockAt, blockBytes, digestAt, isComplete } from './block-digests.ts'
import { RunningDigest } from './digest.ts'
import type { DiskFile } from './disk-file.ts'
import { diskProblem } from './failure-of.ts'
import { hasCode } from './has-code.ts'
import { readPieces } from './read-pieces.ts'

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/** Compares a finished file with what is known of it: one pass, whatever is compared. Never rejects. */
export async function checkFile(check: FileCheck, signal: AbortSignal): Promise<FileFinding> {
  let file: DiskFile | null = null
  try {
    // What is no file, as a pipe, must not keep this waiting for somebody at its other end.
    file = await open(check.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    const standing = await file.stat()
    if (!standing.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    return await compareFile(file, standing.size, check, signal)
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' }
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return { kind: 'missing' }
    return { kind: 'unreadable', failure: diskProblem(error).failure }
  } finally {
    await file?.close().catch(() => undefined)
  }
}

/** The same for a file that is open. */
export async function compareFile(file: DiskFile, size: number, check: FileCheck, signal: AbortSignal): Promise<FileFinding> {
  const { bytesTotal, checksum } = check
  const kept = check.blockDigests !== null && isComplete(check.blockDigests, bytesTotal) ? check.blockDigests : null
  const isRightSize = size === bytesTotal
  if (!isRightSize && kept === null) return { kind: 'damaged', bytesOnDisk: size, segments: null, actualChecksum: null }
  if (kept === null && checksum === null) return { kind: 'unknown' }
  // A file of another size has another digest, whichever it is.
  const running = checksum === null || !isRightSize ? null : new RunningDigest(checksum.algorithm)
  const ledger = new BlockLedger()
  const take = (position: number, piece: Buffer) => {
    ledger.add(position, piece)
    running?.add(position, piece)
  }
  const { reached, hasHoles } = await readAll(file, Math.min(size, bytesTotal), kept !== null, signal, take)
  const found = ledger.encode(bytesTotal)
  const actualChecksum = hasHoles ? null : (running?.finish() ?? null)
  const isProved = checksum !== null && actualChecksum === checksum.expected.toLowerCase()
  const segments = kept === null ? null : compared(kept, found, bytesTotal, reached)
  const isWhole = segments === null || segments.every((mark) => mark.done > 0)
  if (isRightSize && isWhole && (running === null || isProved)) {
    return { kind: 'ok', actualChecksum, blockDigests: kept === null ? found : null }
  }
  // Where the blocks see no difference but the digest does, all of it is suspect.
  return { kind: 'damaged', bytesOnDisk: size, segments: isRightSize && isWhole ? null : segments, actualChecksum }
}

/**
 * Reads a file up to `end`. A sector that the disk cannot read any more is damage like any other where the blocks tell
 * its place (`mayHaveHoles`): the rest of its block is left out.
 */
async function readAll(
  file: DiskFile,
  end: number,
  mayHaveHoles: boolean,
  signal: AbortSignal,
  take: (position: number, piece: Buffer) => void,
): Promise<{ readonly reached: number; readonly hasHoles: boolean }> {
  let position = 0
  let hasHoles = false
  while (position < end) {
    try {
      for await (const piece of readPieces(file, position, end, signal)) {
        take(position, piece)
        position += piece.length
      }
      break
    } catch (error) {
      if (!mayHaveHoles || !hasCode(error, 'EIO')) throw error
      position = Math.min(end, (Math.floor(position / blockBytes) + 1) * blockBytes)
      hasHoles = true
    }
  }
  return { reached: position, hasHoles }
}

/** The file in marks: blocks that differ, or lie beyond what is there, hold nothing. Neighbours that are alike are one. */
function compared(kept: BlockDigests, found: BlockDigests, bytesTotal: number, bytesThere: number): SegmentMark[] {
  const marks: { start: number; end: number; done: number }[] = []
  for (let number = 0; number * blockBytes < bytesTotal; number++) {
    const { start, end } = blockAt(number, bytesTotal)
    const isRight = end <= bytesThere && digestAt(kept, number) === digestAt(found, number)
    const last = marks.at(-1)
    if (last === undefined || last.done > 0 !== isRight) marks.push({ start, end: end - 1, done: isRight ? end - start : 0 })
    else {
      last.end = end - 1
      if (isRight) last.done = end - last.start
    }
  }
  return marks
}
