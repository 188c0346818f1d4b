import { piecesOf, type StreamPlan } from '../../../streams/plan.ts'
import type { LogContents } from './log-format.ts'
import type { PieceAt } from './piece-fetch.ts'

/** So much of a rendition has to be here before it says more than what its playlist claims. */
const tellingShare = 0.05

interface Measure {
  readonly seconds: number
  readonly bitsPerSecond: number | null
  /** Where each piece says which bytes it is of a file. */
  readonly bytesTold: number | null
  secondsDone: number
  bytesDone: number
  piecesDone: number
  readonly pieces: number
}

/** How large the log of a stream will be: told by its pieces, measured on those that are here, or by its bit rate. */
export class Estimate {
  readonly #measures: readonly Measure[]

  constructor({ renditions }: StreamPlan) {
    this.#measures = renditions.map((rendition) => {
      const pieces = piecesOf(rendition)
      const told = pieces.every(({ range }) => range !== null)
      return {
        seconds: pieces.reduce((sum, { seconds }) => sum + seconds, 0),
        bitsPerSecond: rendition.bitsPerSecond,
        bytesTold: told ? pieces.reduce((sum, { range }) => sum + (range?.length ?? 0), 0) : null,
        secondsDone: 0,
        bytesDone: 0,
        piecesDone: 0,
        pieces: pieces.length,
      }
    })
  }

  /** What a log holds already. */
  adopt(plan: StreamPlan, log: LogContents): void {
    for (const [rendition, of] of plan.renditions.entries()) {
      for (const [index, piece] of piecesOf(of).entries()) {
        const extents = log.pieces[rendition]?.[index]
        if (extents != null)
          this.add(
            { rendition, index, piece },
            extents.reduce((sum, { length }) => sum + length, 0),
          )
      }
    }
  }

  add({ rendition, piece }: PieceAt, bytes: number): void {
    const measure = this.#measures[rendition]
    if (measure === undefined) return
    measure.secondsDone += piece.seconds
    measure.bytesDone += bytes
    measure.piecesDone++
  }

  /** Null where nothing says anything yet. */
  get bytes(): number | null {
    let sum = 0
    for (const measure of this.#measures) {
      const bytes = bytesOf(measure)
      if (bytes === null) return null
      sum += bytes
    }
    return Math.round(sum)
  }
}

function bytesOf({ seconds, bitsPerSecond, bytesTold, secondsDone, bytesDone, piecesDone, pieces }: Measure): number | null {
  if (bytesTold !== null) return bytesTold
  const claimed = bitsPerSecond === null || seconds === 0 ? null : (bitsPerSecond / 8) * seconds
  const isTelling = piecesDone >= pieces * tellingShare || claimed === null
  if (!isTelling) return claimed
  if (secondsDone > 0) return (bytesDone / secondsDone) * seconds
  return piecesDone > 0 && seconds === 0 ? (bytesDone / piecesDone) * pieces : claimed
}
