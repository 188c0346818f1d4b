import type { Span } from './piece-ledger.ts'
import type { Segment } from './segments.ts'

/** Bytes and who brought them. */
export interface Delivery extends Span {
  readonly url: string
}

interface Stretch {
  readonly url: string
  readonly segment: Segment
  readonly start: number
  /** Null while it still brings some. */
  end: number | null
}

/** Which place has brought which bytes of an episode. */
export class Deliveries {
  readonly #all: Stretch[] = []

  /** From where a segment is now on, its bytes come from this place; until what is returned is called. */
  begin(url: string, segment: Segment): () => void {
    const stretch: Stretch = { url, segment, start: segment.received, end: null }
    this.#all.push(stretch)
    return () => {
      stretch.end = segment.received
    }
  }

  /** Who brought these bytes, or is about to. */
  within({ start, end }: Span): readonly Delivery[] {
    return this.#all.flatMap((stretch) => {
      const from = Math.max(start, stretch.start)
      const to = Math.min(end, stretch.end ?? stretch.segment.end + 1)
      return from < to ? [{ url: stretch.url, start: from, end: to }] : []
    })
  }

  clear(): void {
    this.#all.length = 0
  }
}
