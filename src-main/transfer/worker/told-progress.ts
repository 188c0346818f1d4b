import type { TransferProgress } from '../protocol.ts'
import type { SegmentMap } from './segments.ts'

/** How far an attempt is, said only where that is news. */
export class ToldProgress {
  #bytesDone = -1
  #connections = -1

  /** Null where nothing has changed since the last call. */
  next(attemptId: number, bytesTotal: number | null, connections: number, map: SegmentMap): TransferProgress | null {
    const bytesDone = map.bytesReceived
    if (bytesDone === this.#bytesDone && connections === this.#connections) return null
    this.#bytesDone = bytesDone
    this.#connections = connections
    return { attemptId, bytesDone, bytesTotal, connections, segments: map.receivedMarks() }
  }
}
