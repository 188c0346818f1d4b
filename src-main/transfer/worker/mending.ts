import { createHash } from 'node:crypto'
import type { SegmentMark, TransferOrder, TransferReport } from '../protocol.ts'
import { hostOf, otherFileProblem, otherSizeProblem, wrongPiecesProblem } from './answer-problems.ts'
import { Deliveries, type Delivery } from './deliveries.ts'
import type { DiskFile } from './disk-file.ts'
import { duplicatesIn, leastDuplicatedBytes } from './duplicates.ts'
import type { Head, Representation } from './judge.ts'
import type { Opening } from './opening.ts'
import { fitsPieces, PieceLedger, type Span } from './piece-ledger.ts'
import { Places } from './places.ts'
import { Problem } from './problem.ts'
import { readPieces } from './read-pieces.ts'
import { type Judged, representationOf } from './requester.ts'
import type { SegmentMap } from './segments.ts'
import { type OpeningWish, overlapOf } from './source-opening.ts'
import { strongValidator } from './validator.ts'

/** More stretches to fetch again are joined: each costs a request, and a mark at every checkpoint. */
const mostStretches = 256
/** Of so many wrong pieces that came from several places it is looked up which of them lied. */
const mostDoubts = 64

type Ordered = Pick<TransferOrder, 'attemptId' | 'url' | 'mirrors' | 'pieces' | 'isAlone'>

/** What a place brought of a wrong piece, by its digest. */
interface Doubt extends Delivery {
  readonly piece: number
  readonly digest: string
}

/** What is to be fetched again: marks with nothing in its place. `failed`: it was fetched again often enough. */
export interface Wrong {
  readonly marks: readonly SegmentMark[]
  readonly failed: Problem | null
}

/**
 * Finds the pieces of an episode that are not what its source says, has them alone fetched again, and finds out who
 * brought them. A piece proves its bytes by itself, whoever sends them: no validator has to agree between places, and
 * nothing that is right is ever fetched twice. After a first look each wrong piece comes from one place alone, so that
 * it is certain whose it is.
 */
export class Mending {
  readonly places: Places
  readonly ledger: PieceLedger | null
  readonly deliveries = new Deliveries()
  readonly #order: Ordered
  readonly #report: (report: TransferReport) => void
  readonly #onLiar: (url: string) => void
  #rounds = 0
  #doubts: Doubt[] = []

  /** `onLiar` is told of each place that brought what it should not, while there are others. */
  constructor(order: Ordered, report: (report: TransferReport) => void, onLiar: (url: string) => void) {
    const { url, mirrors, pieces } = order
    this.#order = order
    this.#report = report
    this.#onLiar = onLiar
    this.places = new Places([url, ...mirrors])
    this.ledger = pieces === null ? null : new PieceLedger(pieces, (piece) => this.#blameFor(piece))
  }

  /** The places that share the segments with the one that opened the episode; `urls`: that one, and those that could not. */
  besides(urls: readonly string[]): readonly string[] {
    return this.#rounds > 0 ? [] : this.places.besides(urls)
  }

  /** What to ask for; bytes that prove themselves need no validator for that. */
  wish(known: Representation | null, map: SegmentMap, isRanged: boolean): OpeningWish {
    const places = this.places.toAsk
    if (this.#provesItself(map)) return { known: known && { ...known, validator: null }, map, overlap: 0, isRanged, places }
    const overlap = overlapOf(map, strongValidator(known?.validator ?? null) !== null)
    return { known, map, overlap, isRanged, places }
  }

  /** Under which representation the answers of a place go on: its own, where it need not be the one known so far. */
  representation(known: Representation, head: Head, map: SegmentMap): Representation {
    return this.#provesItself(map) ? representationOf(head, known.bytesTotal, false) : known
  }

  /**
   * A place seems to have another file than the one of which bytes are here. True where it is to be left for another
   * that may have it.
   */
  leaves(url: string, map: SegmentMap): boolean {
    if (!this.#provesItself(map) || !this.places.blame(url)) return false
    this.dropped(url, null)
    return true
  }

  /** The same where that shows with the first answer already. */
  leavesAt(opening: Opening, url: string, map: SegmentMap): boolean {
    if ((opening.kind !== 'anew' && opening.kind !== 'complete') || !this.leaves(url, map)) return false
    if (opening.kind === 'anew') opening.judged.answer.body.destroy()
    return true
  }

  /**
   * Learns from the first answer where else its server says that the file is. Only of what is expected by a digest
   * anything of it is believed (RFC 6249 §6), and only where parts can be shared and there is much to share.
   */
  learn({ answer, verdict, head }: Judged, isExpected: boolean): void {
    const isWorthIt = verdict.kind === 'part' && verdict.bytesTotal >= leastDuplicatedBytes
    const isUsable = isWorthIt && isExpected && strongValidator(head.validator) !== null && !this.#order.isAlone
    this.places.tell(isUsable ? duplicatesIn([...(answer.linking ?? []), answer]) : [])
  }

  /**
   * A place is asked for nothing more for now: said with the reason, which is that it has another file where there is
   * none. One that nobody named but its server is missed by nobody.
   */
  dropped(url: string, reason: unknown): void {
    if (!this.places.isTold(url)) this.#sayDropped(url, reason)
  }

  #sayDropped(url: string, reason: unknown): void {
    const failure = reason instanceof Problem ? reason.failure : otherFileProblem(url).failure
    this.#report({ kind: 'mirrorDropped', attemptId: this.#order.attemptId, host: hostOf(url), failure })
  }

  /**
   * What is wrong of a file whose bytes have all come and are written; null for nothing, or where no pieces are known.
   * Throws SIZE_MISMATCH where the file has another number of pieces.
   */
  async look(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<Wrong | null> {
    const { ledger } = this
    const { pieces, url } = this.#order
    if (ledger === null || pieces === null) return null
    if (!fitsPieces(pieces, bytesTotal)) throw otherSizeProblem(url, bytesTotal, pieces.digests.length)
    const wrong = await ledger.wrongOnes(file, bytesTotal, signal)
    await this.#settleDoubts(file, new Set(wrong), signal)
    if (wrong.length === 0) return null
    for (const piece of wrong) await this.#suspect(piece, file, signal)
    this.deliveries.clear()
    const failed = this.#rounds++ > this.places.count ? wrongPiecesProblem(url, wrong.length) : null
    const spans = stretchesOf(wrong.map((piece) => ledger.spanOf(piece)))
    return { marks: marksWithout(spans, bytesTotal), failed }
  }

  #provesItself(map: SegmentMap): boolean {
    return this.ledger !== null && map.hasBytes
  }

  /** Where one place brought all of a wrong piece, the fault is its own. */
  #blameFor(piece: number): void {
    const [url, another] = this.#bringersOf(piece)
    if (url !== undefined && another === undefined) this.#blame(url)
  }

  /** Of what several brought, what each of them did is kept in mind until the piece is right. */
  async #suspect(piece: number, file: DiskFile, signal: AbortSignal): Promise<void> {
    if (this.ledger === null || this.#bringersOf(piece).length < 2 || this.#doubts.length >= mostDoubts) return
    for (const delivery of this.deliveries.within(this.ledger.spanOf(piece))) {
      this.#doubts.push({ ...delivery, piece, digest: await digestOf(file, delivery, signal) })
    }
  }

  /** A piece that several places brought and that is right now tells by its bytes who of them lied. */
  async #settleDoubts(file: DiskFile, wrong: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
    const doubts = this.#doubts
    this.#doubts = []
    for (const doubt of doubts) {
      if (wrong.has(doubt.piece)) this.#doubts.push(doubt)
      else if (doubt.digest !== (await digestOf(file, doubt, signal))) this.#blame(doubt.url)
    }
  }

  #bringersOf(piece: number): readonly string[] {
    if (this.ledger === null) return []
    return [...new Set(this.deliveries.within(this.ledger.spanOf(piece)).map(({ url }) => url))]
  }

  #blame(url: string): void {
    if (!this.places.blame(url)) return
    this.#sayDropped(url, wrongPiecesProblem(url, 1))
    this.#onLiar(url)
  }
}

async function digestOf(file: DiskFile, { start, end }: Span, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha1')
  for await (const bytes of readPieces(file, start, end, signal)) hash.update(bytes)
  return hash.digest('hex')
}

/** Spans in order; those that meet are one, and where they are too many, so are neighbours with the least between them. */
export function stretchesOf(spans: readonly Span[]): readonly Span[] {
  const joined = joinedWithin(spans, 0)
  if (joined.length <= mostStretches) return joined
  const gaps = joined.slice(1).map(({ start }, index) => start - (joined[index]?.end ?? 0))
  const widest = gaps.toSorted((one, other) => other - one)[mostStretches - 1] ?? 0
  return joinedWithin(joined, widest)
}

function joinedWithin(spans: readonly Span[], gap: number): readonly Span[] {
  const found: { start: number; end: number }[] = []
  for (const { start, end } of spans) {
    const last = found.at(-1)
    if (last !== undefined && start - last.end <= gap) last.end = end
    else found.push({ start, end })
  }
  return found
}

/** A whole file in marks, with nothing in these spans. */
export function marksWithout(spans: readonly Span[], bytesTotal: number): readonly SegmentMark[] {
  const marks: SegmentMark[] = []
  let reached = 0
  for (const { start, end } of spans) {
    if (start > reached) marks.push({ start: reached, end: start - 1, done: start - reached })
    marks.push({ start, end: end - 1, done: 0 })
    reached = end
  }
  if (reached < bytesTotal) marks.push({ start: reached, end: bytesTotal - 1, done: bytesTotal - reached })
  return marks
}
