import type { FileHandle } from 'node:fs/promises'
import { diskProblem } from './failure-of.ts'
import type { Problem } from './problem.ts'
import type { Segment, SegmentMap } from './segments.ts'

/** What is needed of an open file. */
export type WritableFile = Pick<FileHandle, 'writev' | 'datasync'>

/** Most buffers the system takes in one call, with room to spare. */
const mostBuffers = 512

interface Line {
  readonly segment: Segment
  gathered: Buffer[]
  gatheredBytes: number
  /** Where the gathered bytes belong. */
  position: number
  inFlightBytes: number
  /** Settles when all that was given to the file so far is written; never rejects. */
  tail: Promise<void>
  onDrained: (() => void) | undefined
}

/** Writes what connections receive to its place in the part file, in large pieces, and knows what is flushed. */
export class PartWriter {
  readonly #file: WritableFile
  readonly #map: SegmentMap
  readonly #gatherBytes: () => number
  readonly #onFailed: (problem: Problem) => void
  readonly #lines = new Map<Segment, Line>()
  #failed: Problem | undefined
  #dirty = false

  /** `onFailed` is told once, of the first write that did not succeed; nothing is written after it. */
  constructor(file: WritableFile, map: SegmentMap, gatherBytes: () => number, onFailed: (problem: Problem) => void) {
    this.#file = file
    this.#map = map
    this.#gatherBytes = gatherBytes
    this.#onFailed = onFailed
  }

  /** Whether anything was received since the last {@link sync}. */
  get isDirty(): boolean {
    return this.#dirty
  }

  /** Takes received bytes over. False: give nothing more for this segment until `onDrained` is called. */
  push(segment: Segment, bytes: Buffer, onDrained: () => void): boolean {
    const line = this.#lineOf(segment)
    line.gathered.push(bytes)
    line.gatheredBytes += bytes.length
    segment.received += bytes.length
    this.#dirty = true
    const gatherBytes = this.#gatherBytes()
    if (line.gatheredBytes >= gatherBytes || line.gathered.length >= mostBuffers) this.#writeGathered(line)
    if (line.inFlightBytes <= 2 * gatherBytes) return true
    line.onDrained = onDrained
    return false
  }

  /** Writes what is gathered. Throws the {@link Problem} of a write that did not succeed. */
  async drain(): Promise<void> {
    for (const line of this.#lines.values()) this.#writeGathered(line)
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
      await this.#file.datasync()
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
      gathered: [],
      gatheredBytes: 0,
      position: segment.received,
      inFlightBytes: 0,
      tail: Promise.resolve(),
      onDrained: undefined,
    }
    this.#lines.set(segment, line)
    return line
  }

  #writeGathered(line: Line): void {
    if (line.gatheredBytes === 0) return
    const { gathered, gatheredBytes, position } = line
    line.gathered = []
    line.gatheredBytes = 0
    line.position += gatheredBytes
    line.inFlightBytes += gatheredBytes
    line.tail = line.tail.then(async () => {
      if (this.#failed !== undefined) return
      try {
        await writeFully(this.#file, gathered, position)
      } catch (error) {
        this.#fail(error)
        return
      }
      line.segment.written = position + gatheredBytes
      line.inFlightBytes -= gatheredBytes
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
async function writeFully(file: WritableFile, buffers: readonly Buffer[], position: number): Promise<void> {
  let left = [...buffers]
  let at = position
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left, at)
    at += bytesWritten
    left = withoutFirst(left, bytesWritten)
  }
}

function withoutFirst(buffers: readonly Buffer[], bytes: number): Buffer[] {
  let skip = bytes
  const rest: Buffer[] = []
  for (const buffer of buffers) {
    if (skip >= buffer.length) skip -= buffer.length
    else {
      rest.push(skip === 0 ? buffer : buffer.subarray(skip))
      skip = 0
    }
  }
  return rest
}
