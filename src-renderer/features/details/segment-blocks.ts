import type { Connection, Segment } from '../../../src-preload/contract/index.ts'

/** A stretch of a file, all of the same length but for the last. */
export interface Block {
  /** How much of it is here: 0 nothing, 1 a part, 2 all. */
  readonly filled: 0 | 1 | 2
  /** Who fetches in it: its number, or null where nobody does. 0: someone whose number is not known yet. */
  readonly connection: number | null
}

/**
 * A file in blocks: what is here and where someone writes. Segments end with their last byte included; of a file of
 * unknown size the last one has no end yet.
 */
export function segmentBlocks(
  segments: readonly Segment[],
  bytesTotal: number,
  connections: readonly Pick<Connection, 'number' | 'start'>[],
  most: number,
): readonly Block[] {
  const count = Math.max(1, Math.min(most, bytesTotal))
  const length = bytesTotal / count
  const bytes = new Float64Array(count)
  const writers = new Map<number, number>()
  for (const { start, done, end, active } of segments) {
    if (done > 0) fill(bytes, start, Math.min(bytesTotal, start + done), length)
    if (!active) continue
    const place = Math.min(count - 1, Math.floor(Math.min(start + done, end) / length))
    writers.set(place, connections.find((connection) => connection.start === start)?.number ?? 0)
  }
  return Array.from(bytes, (here, place): Block => {
    // A byte less for what dividing loses.
    const filled = here <= 0 ? 0 : here >= length - 1 ? 2 : 1
    return { filled, connection: writers.get(place) ?? null }
  })
}

function fill(bytes: Float64Array, from: number, to: number, length: number): void {
  const first = Math.min(bytes.length - 1, Math.floor(from / length))
  const last = Math.min(bytes.length - 1, Math.floor((to - 1) / length))
  for (let place = first; place <= last; place += 1) {
    const begin = place === first ? from : place * length
    const end = place === last ? to : (place + 1) * length
    bytes[place] = (bytes[place] ?? 0) + end - begin
  }
}
