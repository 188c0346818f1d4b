import { crc32 } from 'node:zlib'
import type { BlockDigests } from '../protocol.ts'
import { blockAt, blockBytes, digestAt } from './block-digests.ts'
import { remainingOf, type Segment, type SegmentMap } from './segments.ts'

/** A block as the server sends it is not the block that was downloaded. */
export class OtherBytes extends Error {}

/** A block that is what it was, ready to be written. */
export interface WholeBlock {
  readonly segment: Segment
  readonly start: number
  readonly bytes: Buffer
}

/**
 * Picks the missing blocks out of what a server sends, and hands out only those that are what they were. What has come
 * of a block is kept from one answer to the next.
 */
export class BlockGatherer {
  readonly #map: SegmentMap
  readonly #digests: BlockDigests
  readonly #bytesTotal: number
  readonly #block = Buffer.allocUnsafe(blockBytes)

  constructor(map: SegmentMap, digests: BlockDigests, bytesTotal: number) {
    this.#map = map
    this.#digests = digests
    this.#bytesTotal = bytesTotal
  }

  /**
   * The blocks that these bytes complete; each has to be dealt with before the next is asked for. Throws
   * {@link OtherBytes}. `position` is where the bytes belong in the file.
   */
  *take(position: number, bytes: Buffer): Generator<WholeBlock, void, undefined> {
    let at = position
    let rest = bytes
    for (;;) {
      const segment = this.#map.all.find((candidate) => remainingOf(candidate) > 0 && candidate.received >= at)
      if (segment === undefined || segment.received - at >= rest.length) return
      rest = rest.subarray(segment.received - at)
      at = segment.received
      const number = Math.floor(at / blockBytes)
      const { start, end } = blockAt(number, this.#bytesTotal)
      const fitting = rest.subarray(0, end - at)
      fitting.copy(this.#block, at - start)
      segment.received += fitting.length
      at += fitting.length
      rest = rest.subarray(fitting.length)
      if (at < end) return
      const whole = this.#block.subarray(0, end - start)
      if (crc32(whole) !== digestAt(this.#digests, number)) throw new OtherBytes()
      yield { segment, start, bytes: whole }
    }
  }

  /** Whether an answer that goes on from here brings anything that is missing. */
  wants(position: number): boolean {
    return this.#map.all.some((segment) => remainingOf(segment) > 0 && segment.received >= position)
  }
}
