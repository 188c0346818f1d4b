import type { Readable } from 'node:stream'
import { diskProblem } from './failure-of.ts'
import type { Answer } from './http-client.ts'
import type { PartWriter } from './part-writer.ts'
import type { Problem } from './problem.ts'
import { remainingOf, type Segment } from './segments.ts'
import type { Tap } from './throttle.ts'

/** Why a body was read no further. */
export type PumpEnd =
  /** The segment has all its bytes. */
  | 'segment-full'
  /** The server ended the body as HTTP wants it. */
  | 'body-ended'
  | 'given-up'
  /** The segment ends within the next piece of a body that goes on after it: the rest is better asked for by itself. */
  | 'between-pieces'

/** Reads bytes that are on disk, by their place in the body that is to bring the same ones. */
export type OnDisk = (from: number, length: number) => Promise<Buffer>

export interface PumpOptions {
  readonly body: Readable
  readonly segment: Segment
  /** Bytes at the beginning of the body that are on disk already. */
  readonly skipBytes: number
  /** What those bytes have to be, or null where a validator proved it. */
  readonly onDisk: OnDisk | null
  /** The last byte of the file that this body brings, so that the connection can serve again after it; null if unknown. */
  readonly lastByte: number | null
  /** Called where the segment is full and the body may go on: whether the segment now reaches further. */
  readonly extend: () => boolean
  readonly writer: PartWriter
  readonly tapFor: (resume: () => void) => Tap
  /** See {@link Answer.broken}. */
  readonly broken: Answer['broken']
}

/** A pause this long after the last bytes means that nothing more is on its way. */
const quietMs = 5
const longestTailMs = 2_000
/** Rates over less say little. */
const leastRatedMs = 3_000
/** Below this it is not worth the call. */
const leastGivenBack = 4_096

const nothing = Buffer.alloc(0)

/** Why a body is not read on: its bytes wait for the disk, for the speed limit, for what stands there to be compared. */
type Hold = 'disk' | 'speed' | 'comparison'

/** The server's bytes are not the ones that are on disk. */
export class DiffersFromDisk extends Error {}

/** Carries one body into its segment, as fast as the disk and the limits allow. */
export class BodyPump {
  readonly #options: PumpOptions
  readonly #tap: Tap
  readonly #settled = Promise.withResolvers<PumpEnd>()
  readonly #holds = new Set<Hold>()
  #skipLeft: number
  /** What the speed limit has not let through yet. */
  #rest: Buffer | null = null
  #hasEnded = false
  #isOver = false
  #isDraining = false
  #lastBytesAt = performance.now()
  readonly #begunAt = performance.now()
  #rated = { at: performance.now(), bytes: 0, wasHeld: false }
  /** What the server sends at once. */
  #largestPiece = 0
  #quiet: NodeJS.Timeout | undefined
  /** Bytes of this body that went into the segment. */
  delivered = 0

  constructor(options: PumpOptions) {
    this.#options = options
    this.#skipLeft = options.skipBytes
    this.#tap = options.tapFor(() => this.#release('speed'))
    const { body } = options
    body.on('data', (bytes: Buffer) => this.#take(bytes))
    body.once('end', () => {
      this.#hasEnded = true
      if (this.#rest === null && !this.#holds.has('comparison')) this.#end('body-ended')
    })
    body.once('error', (error: unknown) => this.fail(options.broken(error)))
    body.once('close', () => {
      if (!this.#hasEnded) this.fail(options.broken(null))
    })
    // It was read of before, and paused.
    if (body.isPaused()) body.resume()
    // What ended or broke while the name of the file was being decided was told to nobody.
    if (body.readableEnded) this.#end('body-ended')
    else if (body.errored !== null) this.fail(options.broken(body.errored))
    else if (body.destroyed) this.fail(options.broken(null))
  }

  /** Resolves when nothing more is read; rejects with the {@link Problem} that ended it. */
  get ended(): Promise<PumpEnd> {
    return this.#settled.promise
  }

  /** Bytes per second since the body began. */
  get meanRate(): number {
    return (this.delivered / Math.max(1, performance.now() - this.#begunAt)) * 1_000
  }

  /** Bytes per second since the last call; null where too little time has passed, or where bytes were held back. */
  rate(now: number): number | null {
    const { at, bytes, wasHeld } = this.#rated
    if (now - at < leastRatedMs) return null
    this.#rated = { at: now, bytes: this.delivered, wasHeld: this.#holds.size > 0 }
    return wasHeld ? null : ((this.delivered - bytes) / (now - at)) * 1_000
  }

  /** Milliseconds without a byte while bytes were wanted. */
  silentMs(now: number): number {
    return this.#holds.size > 0 ? 0 : now - this.#lastBytesAt
  }

  /**
   * Takes what has arrived already, and then closes the connection. Behind a speed limit nothing more is taken: a
   * fast server would fill up again whatever is read, past the limit and perhaps to the file's end. After
   * `longestMs` it closes however fast the server sends, and where it sends nothing at all. Where it still sends what
   * is on disk already there is nothing to wait for.
   */
  giveUp(longestMs: number): void {
    if (this.#isOver || this.#isDraining) return
    this.#isDraining = true
    clearTimeout(this.#quiet)
    if (this.#holds.has('speed') || this.#rest !== null || this.#skipLeft > 0 || this.#holds.has('comparison')) {
      setImmediate(() => this.#end('given-up'))
      return
    }
    this.#holds.clear()
    this.#options.body.resume()
    // Right after bytes have come a steady server pauses: closed then, the connection loses none that are on their way.
    setTimeout(() => setImmediate(() => this.#end('given-up')), longestMs)
  }

  fail(reason: Problem | DiffersFromDisk): void {
    if (this.#isOver) return
    this.#close()
    this.#options.body.destroy()
    this.#settled.reject(reason)
  }

  #take(bytes: Buffer): void {
    if (this.#isOver || (this.#isDraining && this.#skipLeft > 0)) return
    this.#lastBytesAt = performance.now()
    this.#largestPiece = Math.max(this.#largestPiece, bytes.length)
    const allowed = this.#tap.take(bytes.length)
    if (allowed === bytes.length) {
      this.#consume(bytes)
      if (!this.#holds.has('comparison')) giveBack(bytes)
      return
    }
    this.#rest = bytes.subarray(allowed)
    if (allowed > 0) this.#consume(bytes.subarray(0, allowed))
    if (this.#isOver) return
    if (this.#isDraining) this.#end('given-up')
    else this.#hold('speed')
  }

  #consume(bytes: Buffer): void {
    // Pieces may be as small as a TLS record: each view of one that is not made saves time.
    if (this.#skipLeft === 0) return this.#use(bytes)
    const { onDisk, skipBytes } = this.#options
    const skipped = Math.min(this.#skipLeft, bytes.length)
    const from = skipBytes - this.#skipLeft
    this.#skipLeft -= skipped
    if (skipped > 0 && onDisk !== null)
      void this.#compare(onDisk(from, skipped), bytes.subarray(0, skipped), bytes.subarray(skipped))
    else this.#use(bytes.subarray(skipped))
  }

  /** Nothing is read on until it is known whether these bytes are the ones on disk; only then those behind them are used. */
  async #compare(reading: Promise<Buffer>, bytes: Buffer, behind: Buffer): Promise<void> {
    this.#hold('comparison')
    try {
      const there = await reading
      if (!there.equals(bytes)) this.fail(new DiffersFromDisk())
    } catch (error) {
      this.fail(diskProblem(error))
    }
    if (this.#isOver) return
    this.#use(behind)
    this.#release('comparison')
  }

  #use(bytes: Buffer): void {
    const { segment, extend } = this.#options
    let fresh = bytes
    while (!this.#isOver && fresh.length > 0) {
      const room = remainingOf(segment)
      const fitting = fresh.length <= room ? fresh : fresh.subarray(0, room)
      fresh = fresh.length <= room ? nothing : fresh.subarray(room)
      this.#write(fitting)
      if (remainingOf(segment) === 0 && (this.#isDraining || !extend())) this.#end('segment-full')
    }
    if (this.#isOver || this.#rest !== null) return
    if (this.#isDraining) this.#awaitQuiet('given-up')
    else if (this.#holds.size === 0 && this.#endsInNextPiece) this.#awaitQuiet('between-pieces')
  }

  /** Another connection has begun where the segment ends, and the next piece would bring some of its bytes again. */
  get #endsInNextPiece(): boolean {
    const { segment, lastByte } = this.#options
    return lastByte !== null && lastByte > segment.end && remainingOf(segment) < this.#largestPiece
  }

  #write(bytes: Buffer): void {
    const { segment, writer } = this.#options
    this.delivered += bytes.length
    if (!writer.push(segment, bytes, () => this.#release('disk'))) this.#hold('disk')
  }

  #hold(reason: Hold): void {
    if (this.#isDraining) return
    this.#holds.add(reason)
    this.#rated.wasHeld = true
    this.#options.body.pause()
  }

  #release(reason: Hold): void {
    if (!this.#holds.delete(reason) || this.#holds.size > 0 || this.#isOver) return
    this.#lastBytesAt = performance.now()
    const rest = this.#rest
    this.#rest = null
    if (rest !== null) this.#take(rest)
    if (this.#holds.size > 0 || this.#isOver) return
    if (this.#hasEnded) this.#end('body-ended')
    else this.#options.body.resume()
  }

  /** Ends here once the server pauses: then nothing is on its way that would be lost. */
  #awaitQuiet(how: PumpEnd): void {
    clearTimeout(this.#quiet)
    const since = this.#lastBytesAt
    const begun = performance.now()
    this.#quiet = setTimeout(() => {
      // A busy loop fires timers late and before it reads sockets: then the next piece may be here already.
      const isLate = performance.now() - begun > 2 * quietMs
      if (isLate) this.#awaitQuiet(how)
      else {
        setImmediate(() => {
          if (this.#lastBytesAt === since) this.#end(how)
        })
      }
    }, quietMs)
  }

  #end(how: PumpEnd): void {
    if (this.#isOver) return
    this.#close()
    const { body, segment, lastByte } = this.#options
    if (how === 'segment-full' && lastByte === segment.end) finishQuietly(body)
    else if (how !== 'body-ended') body.destroy()
    this.#settled.resolve(how)
  }

  #close(): void {
    this.#isOver = true
    clearTimeout(this.#quiet)
    this.#tap.close()
  }
}

/**
 * Frees the memory of a piece that was taken now and not at the next collection, where nothing else lies in it: Node
 * hands over each piece of a body in memory of its own. Fast transfers would fill the heap with what is long written.
 */
export function giveBack(piece: Buffer): void {
  const { buffer: memory, byteLength } = piece
  if (byteLength >= leastGivenBack && memory.byteLength === byteLength && memory instanceof ArrayBuffer) memory.transfer(0)
}

/** Reads the end of a body that carries nothing more, which frees its connection; one that never ends is closed. */
function finishQuietly(body: Readable): void {
  const timer = setTimeout(() => body.destroy(), longestTailMs)
  body.once('close', () => clearTimeout(timer))
  body.once('end', () => clearTimeout(timer))
  body.resume()
}
