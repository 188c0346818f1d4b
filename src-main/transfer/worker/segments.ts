import type { SegmentMark } from '../protocol.ts'

/** The end of a file whose size nobody told. */
export const unknownEnd = Number.MAX_SAFE_INTEGER
/** No connection is opened for less. */
export const leastSegmentBytes = 1_048_576
/**
 * Segments begin at multiples of this. Servers send files in pieces whose sizes are powers of two: a connection that is
 * to stop where the next segment begins then stops between two pieces, and nothing is sent that nobody wants.
 */
const gridBytes = 65_536
/** What can be cut in two on the grid without a half below {@link leastSegmentBytes}. */
const leastDividedBytes = 2 * leastSegmentBytes + gridBytes

/**
 * A byte range that one connection at a time fetches. `start ≤ flushed ≤ written ≤ received ≤ end + 1`, all absolute
 * offsets: received from the network, written to the file, known to be on the disk.
 */
export interface Segment {
  readonly start: number
  /** Inclusive; moves down when another connection takes the rear part. */
  end: number
  received: number
  written: number
  flushed: number
  held: boolean
}

/** How an episode is cut: contiguous segments from 0 to its last byte. */
export class SegmentMap {
  readonly #segments: Segment[]

  constructor(segments: readonly Segment[]) {
    this.#segments = [...segments]
  }

  /** One segment over the whole file; `bytesTotal` null for an unknown size. */
  static whole(bytesTotal: number | null): SegmentMap {
    if (bytesTotal === 0) return new SegmentMap([])
    return new SegmentMap([makeSegment(0, bytesTotal === null ? unknownEnd : bytesTotal - 1, 0)])
  }

  /** What `marks` claim, as far as the file on disk reaches; the gaps between and behind them are still to fetch. */
  static resumed(marks: readonly SegmentMark[], bytesTotal: number | null, fileBytes: number): SegmentMap {
    const lastByte = bytesTotal === null ? unknownEnd : bytesTotal - 1
    const segments: Segment[] = []
    let next = 0
    for (const mark of marks.toSorted((one, other) => one.start - other.start)) {
      const end = Math.min(mark.end, lastByte)
      if (mark.start < next || end < mark.start) continue
      if (mark.start > next) segments.push(makeSegment(next, mark.start - 1, 0))
      const done = Math.max(0, Math.min(mark.done, end - mark.start + 1, fileBytes - mark.start))
      segments.push(makeSegment(mark.start, end, done))
      next = end + 1
    }
    if (next <= lastByte) segments.push(makeSegment(next, lastByte, 0))
    return new SegmentMap(joined(segments))
  }

  get all(): readonly Segment[] {
    return this.#segments
  }

  get bytesReceived(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.received - segment.start, 0)
  }

  get bytesWritten(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.written - segment.start, 0)
  }

  /** Of no meaning where the size is unknown. */
  get bytesRemaining(): number {
    return this.#segments.reduce((sum, segment) => sum + remainingOf(segment), 0)
  }

  get isReceived(): boolean {
    return this.#segments.every((segment) => remainingOf(segment) === 0)
  }

  get hasBytes(): boolean {
    return this.#segments.some((segment) => segment.written > segment.start)
  }

  /** The first segment that nobody fetches and that lacks bytes. */
  unheld(): Segment | null {
    return this.#segments.find((segment) => !segment.held && remainingOf(segment) > 0) ?? null
  }

  /**
   * Takes the rear half of the largest remaining part, where both halves keep at least {@link leastSegmentBytes}.
   * Null where nothing is worth another connection.
   */
  split(): Segment | null {
    const index = this.#largest()
    const largest = this.#segments[index]
    if (largest === undefined) return null
    const middle = onGrid(largest.received + remainingOf(largest) / 2)
    const rear = makeSegment(middle, largest.end, 0)
    largest.end = middle - 1
    this.#segments.splice(index + 1, 0, rear)
    return rear
  }

  /** Whether one connection more would find something to do. */
  get hasWork(): boolean {
    return this.unheld() !== null || this.#largest() >= 0
  }

  /** Index of the segment with most to receive that can be split; -1 where none can. */
  #largest(): number {
    let index = -1
    let most = leastDividedBytes - 1
    for (const [position, segment] of this.#segments.entries()) {
      if (segment.end === unknownEnd || remainingOf(segment) <= most) continue
      most = remainingOf(segment)
      index = position
    }
    return index
  }

  /** The same file with nothing but the bytes from its beginning up to the first gap. */
  prefix(): SegmentMap {
    const last = this.#segments.at(-1)
    const first = joined(this.#segments)[0]
    if (last === undefined || first === undefined) return new SegmentMap([])
    return new SegmentMap([makeSegment(0, last.end, first.flushed - first.start)])
  }

  /** Cuts a segment into equal ones for so many connections, none below {@link leastSegmentBytes}. */
  divide(segment: Segment, connections: number): void {
    const index = this.#segments.indexOf(segment)
    if (index < 0 || segment.end === unknownEnd) return
    const remaining = remainingOf(segment)
    const parts = Math.min(connections, Math.floor(remaining / (leastSegmentBytes + gridBytes)))
    if (parts < 2) return
    const from = segment.received
    const last = segment.end
    const cuts = Array.from({ length: parts }, (_, part) => (part === 0 ? from : onGrid(from + (remaining / parts) * part)))
    segment.end = (cuts[1] ?? last + 1) - 1
    const rear = cuts.slice(1).map((start, part) => makeSegment(start, (cuts[part + 2] ?? last + 1) - 1, 0))
    this.#segments.splice(index + 1, 0, ...rear)
  }

  /**
   * Lets a segment take over the next one, as long as nobody has begun it and `lastByte` is not before its end: the
   * connection that reads on needs no further request. False where there is no such segment.
   */
  absorb(segment: Segment, lastByte: number): boolean {
    const index = this.#segments.indexOf(segment) + 1
    const next = this.#segments[index]
    if (next === undefined || next.held || next.received > next.start || next.end > lastByte) return false
    segment.end = next.end
    this.#segments.splice(index, 1)
    return true
  }

  /** The size is known only now, because the body of the last segment ended. */
  endAt(bytesTotal: number): void {
    const last = this.#segments.at(-1)
    if (last === undefined) return
    if (bytesTotal === last.start) this.#segments.pop()
    else last.end = bytesTotal - 1
  }

  /** What is flushed, neighbours joined: the marks of a checkpoint. */
  flushedMarks(): SegmentMark[] {
    return marksOf(this.#segments, (segment) => segment.flushed).map(({ start, end, done }) => ({ start, end, done }))
  }

  /** What is received, with who is at work: the picture of a progress report. */
  receivedMarks(): (SegmentMark & { active: boolean })[] {
    return marksOf(this.#segments, (segment) => segment.received)
  }
}

function onGrid(offset: number): number {
  return Math.round(offset / gridBytes) * gridBytes
}

/** Bytes that a segment still has to receive. */
export function remainingOf(segment: Segment): number {
  return segment.end + 1 - segment.received
}

function makeSegment(start: number, end: number, done: number): Segment {
  const next = start + done
  return { start, end, received: next, written: next, flushed: next, held: false }
}

/** Joins each complete segment with the one behind it: less to keep, the same truth. */
function marksOf(segments: readonly Segment[], reached: (segment: Segment) => number) {
  const marks: { start: number; end: number; done: number; active: boolean }[] = []
  for (const segment of segments) {
    const done = reached(segment) - segment.start
    const before = marks.at(-1)
    if (before !== undefined && before.done === before.end - before.start + 1) {
      before.end = segment.end
      before.done += done
      before.active ||= segment.held
    } else marks.push({ start: segment.start, end: segment.end, done, active: segment.held })
  }
  return marks
}

function joined(segments: readonly Segment[]): Segment[] {
  return marksOf(segments, (segment) => segment.flushed).map((mark) => makeSegment(mark.start, mark.end, mark.done))
}
