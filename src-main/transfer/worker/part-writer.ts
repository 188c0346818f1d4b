import type { DiskFile } from './disk-file.ts'
import { diskProblem } from './failure-of.ts'
import type { Problem } from './problem.ts'
import { remainingOf, type Segment, type SegmentMap } from './segments.ts'

/** What is needed of an open file. */
export interface WritableFile extends Pick<DiskFile, 'datasync' | 'inPlaceBytes' | 'isSynchronous' | 'writeInPlace'> {
  write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>
}

/** Pieces from here on are not worth gathering where the disk takes them at once. */
const largePiece = 32_768
/** Blocks that are kept for the next bytes instead of being freed. */
const mostSpare = 8

interface Line {
  readonly segment: Segment
  /** What is gathered until there is enough to write; null where nothing is. */
  block: Buffer | null
  filledBytes: number
  /** Where the block belongs in the file. */
  position: number
  inFlightBytes: number
  /** Settles when all that was given to the file so far is written; never rejects. */
  tail: Promise<void>
  onDrained: (() => void) | undefined
}

/**
 * Writes what connections receive to its place in the part file, in large pieces, and knows what is flushed. Bytes
 * are copied into blocks that are used again and again: the memory they came in is free as soon as they are taken.
 */
export class PartWriter {
  readonly #file: WritableFile
  readonly #map: SegmentMap
  readonly #gatherBytes: () => number
  readonly #onFailed: (problem: Problem) => void
  readonly #onBytes: (position: number, bytes: Buffer) => void
  readonly #lines = new Map<Segment, Line>()
  readonly #spare: Buffer[] = []
  #failed: Problem | undefined
  #dirty = false

  /**
   * `onFailed` is told once, of the first write that did not succeed; nothing is written after it. `onBytes` sees what
   * was received, with its place in the file, before it is written.
   */
  constructor(
    file: WritableFile,
    map: SegmentMap,
    gatherBytes: () => number,
    onFailed: (problem: Problem) => void,
    onBytes: (position: number, bytes: Buffer) => void,
  ) {
    this.#file = file
    this.#map = map
    this.#gatherBytes = gatherBytes
    this.#onFailed = onFailed
    this.#onBytes = onBytes
  }

  /** Whether anything was received since the last {@link sync}. */
  get isDirty(): boolean {
    return this.#dirty
  }

  /** Takes received bytes over. False: give nothing more for this segment until `onDrained` is called. */
  push(segment: Segment, bytes: Buffer, onDrained: () => void): boolean {
    const line = this.#lineOf(segment)
    const gatherBytes = Math.min(this.#gatherBytes(), this.#file.inPlaceBytes || Infinity)
    this.#onBytes(segment.received, bytes)
    this.#dirty = true
    if (this.#writeThrough(line, bytes)) return true
    for (let taken = 0; taken < bytes.length; ) {
      const block = line.block ?? this.#begin(line, gatherBytes)
      const copied = bytes.copy(block, line.filledBytes, taken)
      taken += copied
      line.filledBytes += copied
      segment.received += copied
      if (line.filledBytes === block.length) this.#write(line)
    }
    if (line.inFlightBytes <= 2 * gatherBytes) return true
    line.onDrained = onDrained
    return false
  }

  /** Writes all of a segment in one piece, as it is. Throws the {@link Problem} of a write that did not succeed. */
  async writeWhole(segment: Segment, bytes: Buffer): Promise<void> {
    const position = segment.received
    this.#onBytes(position, bytes)
    this.#dirty = true
    segment.received += bytes.length
    try {
      await writeFully(this.#file, bytes, position)
    } catch (error) {
      throw this.#fail(error)
    }
    segment.written = segment.received
  }

  /** Writes what is gathered. Throws the {@link Problem} of a write that did not succeed. */
  async drain(): Promise<void> {
    for (const line of this.#lines.values()) this.#write(line)
    await Promise.all([...this.#lines.values()].map((line) => line.tail))
    if (this.#failed !== undefined) throw this.#failed
  }

  /** Writes what is gathered, then makes sure that it is on the disk. Throws the {@link Problem} of a write or of the flush. */
  async sync(): Promise<void> {
    this.#dirty = false
    await this.drain()
    const reached = this.#map.all.map((segment) => ({ segment, written: segment.written }))
    if (reached.every(({ segment, written }) => segment.flushed === written)) return
    try {
      if (this.#file.isSynchronous !== true) await this.#file.datasync()
    } catch (error) {
      // What the system could not flush it may have dropped: asking again would be answered with a false yes.
      throw this.#fail(error)
    }
    for (const { segment, written } of reached) segment.flushed = Math.max(segment.flushed, written)
  }

  /** The file was flushed by other means after all writes were through. */
  noteFlushed(): void {
    for (const segment of this.#map.all) segment.flushed = segment.written
  }

  #lineOf(segment: Segment): Line {
    const known = this.#lines.get(segment)
    if (known !== undefined) return known
    const line: Line = {
      segment,
      block: null,
      filledBytes: 0,
      position: segment.received,
      inFlightBytes: 0,
      tail: Promise.resolve(),
      onDrained: undefined,
    }
    this.#lines.set(segment, line)
    return line
  }

  /** A block for what comes next, no larger than what is still to come. */
  #begin(line: Line, gatherBytes: number): Buffer {
    const bytes = Math.max(1, Math.min(gatherBytes, remainingOf(line.segment)))
    const spare = this.#spare.pop()
    const block = spare?.length === bytes ? spare : Buffer.allocUnsafeSlow(bytes)
    line.block = block
    line.filledBytes = 0
    line.position = line.segment.received
    return block
  }

  /** Writes a large piece as it came, where it follows what is written and the disk takes it at once. */
  #writeThrough({ segment, block, inFlightBytes }: Line, bytes: Buffer): boolean {
    if (block !== null || inFlightBytes > 0 || this.#failed !== undefined) return false
    const { inPlaceBytes = 0 } = this.#file
    if (bytes.length < largePiece || bytes.length > inPlaceBytes || this.#file.writeInPlace === undefined) return false
    const position = segment.received
    segment.received += bytes.length
    try {
      for (let written = 0; written < bytes.length; ) written += this.#file.writeInPlace(bytes, written, position + written)
      segment.written = segment.received
    } catch (error) {
      this.#fail(error)
    }
    return true
  }

  #write(line: Line): void {
    const { block, filledBytes, position } = line
    if (block === null || filledBytes === 0) return
    line.block = null
    line.inFlightBytes += filledBytes
    line.tail = line.tail.then(async () => {
      if (this.#failed !== undefined) return
      try {
        await writeFully(this.#file, block.subarray(0, filledBytes), position)
      } catch (error) {
        this.#fail(error)
        return
      }
      if (this.#spare.length < mostSpare) this.#spare.push(block)
      line.segment.written = position + filledBytes
      line.inFlightBytes -= filledBytes
      const { onDrained } = line
      line.onDrained = undefined
      onDrained?.()
    })
  }

  #fail(error: unknown): Problem {
    if (this.#failed === undefined) {
      this.#failed = diskProblem(error)
      this.#onFailed(this.#failed)
    }
    return this.#failed
  }
}

/** A write may take less than it was given; the rest follows at its place. */
async function writeFully(file: WritableFile, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}
