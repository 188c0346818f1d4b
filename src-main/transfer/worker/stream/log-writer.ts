import { PartWriter, type WritableFile } from '../part-writer.ts'
import type { Problem } from '../problem.ts'
import { SegmentMap, unknownEnd } from '../segments.ts'
import { encodeHead, type RecordHead } from './log-format.ts'

/** Adds to the log of a stream, and knows what of it is flushed. */
export class LogWriter {
  readonly #map: SegmentMap
  readonly #writer: PartWriter
  #waiting: (() => void)[] = []
  #isFull = false
  #failed: Problem | null = null

  /** `end`: behind the last record that counts. `onFailed`: see {@link PartWriter}. */
  constructor(file: WritableFile, end: number, gatherBytes: () => number, onFailed: (problem: Problem) => void) {
    this.#map = SegmentMap.resumed([{ start: 0, end: unknownEnd, done: end }], null, end)
    this.#writer = new PartWriter(
      file,
      this.#map,
      gatherBytes,
      (problem) => {
        this.#failed = problem
        this.#drained()
        onFailed(problem)
      },
      () => undefined,
    )
  }

  /** Bytes of the log, written or not. */
  get bytesReceived(): number {
    return this.#map.bytesReceived
  }

  get bytesFlushed(): number {
    return this.#map.all[0]?.flushed ?? 0
  }

  get isDirty(): boolean {
    return this.#writer.isDirty
  }

  /** Adds a record, in one piece; resolves once there is room for a next one. Throws the {@link Problem} of a write that did not succeed. */
  async add(head: Omit<RecordHead, 'length'>, bytes: readonly Buffer[] = []): Promise<void> {
    const segment = this.#map.all[0]
    if (segment === undefined) throw new Error('a log without a place')
    const length = bytes.reduce((sum, { length: more }) => sum + more, 0)
    for (const piece of [encodeHead({ ...head, length }), ...bytes]) {
      this.#isFull = !this.#writer.push(segment, piece, () => this.#drained())
    }
    if (this.#isFull && this.#failed === null) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (this.#failed !== null) throw this.#failed
  }

  /** See {@link PartWriter.sync}. */
  sync(): Promise<void> {
    return this.#writer.sync()
  }

  #drained(): void {
    this.#isFull = false
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
