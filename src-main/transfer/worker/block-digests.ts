import { crc32 } from 'node:zlib'
import type { BlockDigests, SegmentMark } from '../protocol.ts'
import { combineCrc32 } from './crc32-combine.ts'
import type { DiskFile } from './disk-file.ts'
import { readPieces } from './read-pieces.ts'

export const blockBytes = 4_194_304
const digestBytes = 4

/** Neighbouring bytes of one block, from `start` to before `end`, and their CRC-32. */
interface Run {
  start: number
  end: number
  crc: number
}

/**
 * The digest of each block of a file, worked out from the bytes as they pass, whatever order they come in: each
 * connection extends the run that it writes, and runs that meet are joined by arithmetic, not by reading. What passed
 * while nobody looked (before a crash) is read back once, at the end.
 */
export class BlockLedger {
  /** By number of the block; runs of a block are apart from each other and in no order. */
  readonly #blocks = new Map<number, Run[]>()
  /** Blocks of which bytes came twice: which of them stayed is for the disk to say. */
  readonly #doubtful = new Set<number>()
  #added = 0

  /** Blocks that became known since the last {@link encode}. */
  get news(): number {
    return this.#added
  }

  /** Takes over what was kept of the blocks that lie wholly within these bytes. */
  adopt(kept: BlockDigests, marks: readonly SegmentMark[], bytesTotal: number): void {
    const view = viewOf(kept)
    for (let number = 0; (number + 1) * digestBytes <= kept.length; number++) {
      const { start, end } = blockAt(number, bytesTotal)
      const crc = view.getUint32(number * digestBytes, true)
      const isThere = end > start && marks.some((mark) => mark.start <= start && end <= mark.start + mark.done)
      if (crc !== 0 && isThere) this.#blocks.set(number, [{ start, end, crc }])
    }
  }

  /** Forgets all but what lies within these bytes. */
  keepWithin(spans: readonly { readonly start: number; readonly end: number }[]): void {
    for (const [number, runs] of this.#blocks) {
      const kept = runs.filter((run) => spans.some((span) => span.start <= run.start && run.end <= span.end))
      if (kept.length === 0) this.#blocks.delete(number)
      else if (kept.length < runs.length) this.#blocks.set(number, kept)
    }
  }

  /** Bytes on their way to this place in the file. */
  add(position: number, bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length; ) {
      const at = position + taken
      const number = Math.floor(at / blockBytes)
      const end = Math.min(bytes.length, taken + (number + 1) * blockBytes - at)
      this.#extend(number, at, end - taken === bytes.length ? bytes : bytes.subarray(taken, end))
      taken = end
    }
  }

  /** The digests of the whole file; blocks that are not known are read from it. Ends with the signal's reason. */
  async complete(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<BlockDigests> {
    for (let number = 0; number * blockBytes < bytesTotal; number++) {
      if (this.#crcOf(number, bytesTotal) !== null) continue
      const { start, end } = blockAt(number, bytesTotal)
      let crc = 0
      for await (const piece of readPieces(file, start, end, signal)) crc = crc32(piece, crc)
      this.#doubtful.delete(number)
      this.#blocks.set(number, [{ start, end, crc }])
    }
    return this.encode(bytesTotal)
  }

  /** What is known so far, in the form that is kept. */
  encode(bytesTotal: number): BlockDigests {
    this.#added = 0
    const digests = new Uint8Array(Math.ceil(bytesTotal / blockBytes) * digestBytes)
    const view = viewOf(digests)
    for (const number of this.#blocks.keys()) {
      if (number * blockBytes < bytesTotal) view.setUint32(number * digestBytes, this.#crcOf(number, bytesTotal) ?? 0, true)
    }
    return digests
  }

  /** Null where not all of the block has passed. */
  #crcOf(number: number, bytesTotal: number): number | null {
    const { start, end } = blockAt(number, bytesTotal)
    const [run, another] = this.#blocks.get(number) ?? []
    return run !== undefined && another === undefined && run.start === start && run.end === end ? run.crc : null
  }

  #extend(number: number, start: number, bytes: Uint8Array): void {
    if (this.#doubtful.has(number)) return
    const end = start + bytes.length
    const runs = this.#blocks.get(number) ?? []
    const [only, another] = runs
    // Nearly always one connection goes on where it was: with each TLS record, sixty thousand times a GiB.
    if (only?.end === start && another === undefined) {
      lengthen(only, end, bytes)
      if (only.end - only.start === blockBytes) this.#added++
      return
    }
    if (runs.some((run) => run.start < end && start < run.end)) {
      this.#doubtful.add(number)
      this.#blocks.delete(number)
      return
    }
    const known = runs.find((run) => run.end === start)
    const run = known ?? { start, end: start, crc: 0 }
    lengthen(run, end, bytes)
    if (known === undefined) this.#blocks.set(number, [...runs, run])
    const next = runs.find((other) => other.start === end)
    if (next !== undefined) {
      run.crc = combineCrc32(run.crc, next.crc, next.end - next.start)
      run.end = next.end
      this.#blocks.set(
        number,
        (this.#blocks.get(number) ?? []).filter((other) => other !== next),
      )
    }
    if (run.end - run.start === blockBytes) this.#added++
  }
}

function lengthen(run: Run, end: number, bytes: Uint8Array): void {
  run.crc = crc32(bytes, run.crc)
  run.end = end
}

/** First byte of a block and the one behind its last. */
export function blockAt(number: number, bytesTotal: number): { readonly start: number; readonly end: number } {
  return { start: number * blockBytes, end: Math.min((number + 1) * blockBytes, bytesTotal) }
}

/** The kept digest of a block. */
export function digestAt(digests: BlockDigests, number: number): number {
  return viewOf(digests).getUint32(number * digestBytes, true)
}

/** Whether these are the digests of a finished file of this size. */
export function isComplete(digests: BlockDigests, bytesTotal: number): boolean {
  return digests.length === Math.ceil(bytesTotal / blockBytes) * digestBytes
}

function viewOf(digests: BlockDigests): DataView {
  return new DataView(digests.buffer, digests.byteOffset, digests.byteLength)
}
