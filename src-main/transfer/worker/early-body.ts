import { Readable } from 'node:stream'
import type { TransferOrder } from '../protocol.ts'
import { giveBack } from './body-pump.ts'
import type { Opened } from './lead.ts'
import type { PartWriter } from './part-writer.ts'
import type { SegmentMap } from './segments.ts'

type Ordered = Pick<TransferOrder, 'onConflict' | 'part' | 'pieces' | 'repair'>

/** Less than this of a body lies in the system's memory anyway by the time its file is placed. */
const mostBytes = 131_072

/**
 * Reads the body of a small file of which an answer brings all, as it is, and for which nothing has to be compared or
 * counted while it comes; null for any other.
 */
export function earlyBodyOf(opened: Opened, order: Ordered): EarlyBody | null {
  const bytesTotal = smallWholeOf(opened, order)
  return bytesTotal === null ? null : new EarlyBody(opened.judged.answer.body, bytesTotal)
}

function smallWholeOf({ kind, judged: { verdict } }: Opened, { onConflict, pieces, repair, part }: Ordered): number | null {
  const isPlain = part === null && pieces === null && repair === null && onConflict !== 'skip'
  if (kind !== 'fresh' || !isPlain) return null
  if (verdict.kind !== 'whole' && verdict.kind !== 'part') return null
  const { bytesTotal } = verdict
  if (bytesTotal === null || bytesTotal === 0 || bytesTotal >= mostBytes) return null
  const isAll = verdict.kind === 'whole' ? verdict.coding === null : verdict.end + 1 === bytesTotal
  return isAll ? bytesTotal : null
}

/**
 * Reads a small body while the name of its file is being kept: with the last byte its connection, and its slot, are for
 * the next. What does not come whole in that time goes on as if nobody had read of it.
 */
export class EarlyBody {
  readonly #body: Readable
  readonly bytesTotal: number
  readonly #pieces: Buffer[] = []
  #bytesHere = 0
  #hasEnded = false
  #onWhole: (() => void) | null = null

  constructor(body: Readable, bytesTotal: number) {
    this.#body = body
    this.bytesTotal = bytesTotal
    // Whoever reads on sees for himself that it broke.
    body.on('error', () => undefined)
    body.once('end', this.#end)
    body.on('data', this.#take)
  }

  /** Acts once all of it is here, which may be now; never after {@link settle}. */
  whenWhole(act: () => void): void {
    if (this.isWhole) act()
    else this.#onWhole = act
  }

  /** All of the file's bytes; where they are not all here, the body that brings them, from the first one on. */
  settle(): Buffer | Readable {
    const body = this.#body
    body.off('data', this.#take)
    body.off('end', this.#end)
    if (this.isWhole) return joined(this.#pieces)
    if (this.#hasEnded) return Readable.from(this.#pieces, { objectMode: false })
    body.pause()
    for (const piece of this.#pieces.toReversed()) body.unshift(piece)
    return body
  }

  /** A stream that broke ends too, and one that ends may have been short (HTTP/2): only the told length proves it whole. */
  get isWhole(): boolean {
    return this.#hasEnded && this.#bytesHere === this.bytesTotal
  }

  readonly #take = (piece: Buffer): void => {
    this.#pieces.push(piece)
    this.#bytesHere += piece.length
    // Nobody asked for more (HTTP/2 does not keep a server from it).
    if (this.#bytesHere > this.bytesTotal) this.#body.pause()
  }

  readonly #end = (): void => {
    this.#hasEnded = true
    if (this.isWhole) this.#onWhole?.()
  }
}

/** Writes a file all of whose bytes are here. Throws the Problem of a write that did not succeed. */
export async function writeWhole(bytes: Buffer, map: SegmentMap, writer: PartWriter): Promise<void> {
  const segment = map.unheld()
  if (segment === null) throw new Error('nowhere to put what was fetched')
  await writer.writeWhole(segment, bytes)
  giveBack(bytes)
}

/** In one piece, which is written at once; the memory of the others is free then. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces
  if (first !== undefined && pieces.length === 1) return first
  const whole = Buffer.concat(pieces)
  for (const piece of pieces) giveBack(piece)
  return whole
}
