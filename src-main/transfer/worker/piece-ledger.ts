import { createHash, type Hash } from 'node:crypto'
import type { PieceDigests } from '../protocol.ts'
import { nodeNames } from './digest.ts'
import type { DiskFile } from './disk-file.ts'
import { readPieces } from './read-pieces.ts'

const unknown = 0
const right = 1
const wrong = 2

/** Bytes from `start` to before `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Whether a file of this size has as many pieces as digests are known. */
export function fitsPieces({ length, digests }: PieceDigests, bytesTotal: number): boolean {
  return Math.ceil(bytesTotal / length) === digests.length
}

/**
 * Which pieces of a file have the digests that its source knows. They are worked out of the bytes as they pass, in any
 * order of pieces, as long as one piece comes in order; what came otherwise is read from the file in the end.
 */
export class PieceLedger {
  readonly #pieces: PieceDigests
  readonly #onWrong: (piece: number) => void
  readonly #states: Uint8Array
  /** By number of the piece: what has come of it, from its first byte on. */
  readonly #running = new Map<number, { readonly hash: Hash; next: number }>()
  #bytesTotal = Infinity

  /** `onWrong` is told of each piece that came in order and is not what it should be, while its bytes pass. */
  constructor(pieces: PieceDigests, onWrong: (piece: number) => void) {
    this.#pieces = pieces
    this.#onWrong = onWrong
    this.#states = new Uint8Array(pieces.digests.length)
  }

  /** Nothing that passed so far counts. */
  begin(): void {
    this.#states.fill(unknown)
    this.#running.clear()
    this.#bytesTotal = Infinity
  }

  spanOf(piece: number): Span {
    const { length } = this.#pieces
    return { start: piece * length, end: Math.min((piece + 1) * length, this.#bytesTotal) }
  }

  /** Forgets all but what lies within these bytes; they are in order and apart from each other. */
  keepWithin(spans: readonly Span[]): void {
    for (const [piece, { next }] of this.#running) {
      const { start } = this.spanOf(piece)
      if (!spans.some((span) => span.start <= start && next <= span.end)) this.#running.delete(piece)
    }
    let reached = 0
    for (const { start, end } of spans) {
      this.#forget(reached, start)
      reached = end
    }
    this.#forget(reached, Math.min(this.#bytesTotal, this.#states.length * this.#pieces.length))
  }

  /** Bytes on their way to this place in the file. */
  add(position: number, bytes: Uint8Array): void {
    const { length } = this.#pieces
    let at = position
    let rest = bytes
    while (rest.length > 0) {
      const piece = Math.floor(at / length)
      const fitting = rest.subarray(0, (piece + 1) * length - at)
      this.#extend(piece, at, fitting)
      at += fitting.length
      rest = rest.subarray(fitting.length)
    }
  }

  /** The pieces that are not what they should be, in order; those that are not known yet are read. Ends with the signal's reason. */
  async wrongOnes(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<readonly number[]> {
    this.#bytesTotal = bytesTotal
    const last = this.#states.length - 1
    this.#settle(last)
    for (let piece = 0; piece <= last; piece++) {
      if (this.#states[piece] !== unknown) continue
      const { start } = this.spanOf(piece)
      while (piece < last && this.#states[piece + 1] === unknown) piece++
      await this.#read(file, { start, end: this.spanOf(piece).end }, signal)
    }
    this.#settle(last)
    const found: number[] = []
    // What could not be read to its end is not there.
    for (const [piece, state] of this.#states.entries()) if (state !== right) found.push(piece)
    return found
  }

  async #read(file: DiskFile, { start, end }: Span, signal: AbortSignal): Promise<void> {
    for (const piece of this.#running.keys()) {
      if (this.spanOf(piece).start >= start && this.spanOf(piece).start < end) this.#running.delete(piece)
    }
    let position = start
    for await (const bytes of readPieces(file, start, end, signal)) {
      this.add(position, bytes)
      position += bytes.length
    }
  }

  #forget(from: number, to: number): void {
    if (to <= from) return
    const { length } = this.#pieces
    this.#states.fill(unknown, Math.floor(from / length), Math.ceil(to / length))
  }

  #extend(piece: number, position: number, bytes: Uint8Array): void {
    if (piece >= this.#states.length) return
    const { start } = this.spanOf(piece)
    const known = this.#running.get(piece)
    if (position === start && known === undefined) {
      this.#running.set(piece, { hash: createHash(nodeNames[this.#pieces.algorithm]), next: start })
      this.#states[piece] = unknown
    } else if (known?.next !== position) {
      // Its beginning passed before, or bytes of it came twice: what is there now is for the disk to say.
      if (known === undefined || position < known.next) this.#running.delete(piece)
      this.#states[piece] = unknown
      return
    }
    const run = this.#running.get(piece)
    if (run === undefined) return
    run.hash.update(bytes)
    run.next += bytes.length
    this.#settle(piece)
  }

  /** Compares a piece of which all has come. */
  #settle(piece: number): void {
    const run = this.#running.get(piece)
    if (run === undefined || run.next !== this.spanOf(piece).end) return
    this.#running.delete(piece)
    const isRight = run.hash.digest('hex') === this.#pieces.digests[piece]?.toLowerCase()
    this.#states[piece] = isRight ? right : wrong
    if (!isRight) this.#onWrong(piece)
  }
}
