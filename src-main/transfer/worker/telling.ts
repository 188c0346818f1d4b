import type { PartFile, TransferOutcome, TransferProgress, TransferReport } from '../protocol.ts'
import type { Integrity } from './integrity.ts'
import type { SegmentMap } from './segments.ts'

/** What an attempt says of itself, as far as it is news. */
export class Telling {
  readonly #attemptId: number
  readonly #report: (report: TransferReport) => void
  #bytesDone = -1
  #connections = -1
  #isVerifying = false

  constructor(attemptId: number, report: (report: TransferReport) => void) {
    this.#attemptId = attemptId
    this.#report = report
  }

  /** How far it is; null where nothing has changed since the last call. */
  progress(bytesTotal: number | null, connections: number, map: SegmentMap): TransferProgress | null {
    const bytesDone = map.bytesReceived
    if (bytesDone === this.#bytesDone && connections === this.#connections) return null
    this.#bytesDone = bytesDone
    this.#connections = connections
    return { attemptId: this.#attemptId, bytesDone, bytesTotal, connections, segments: map.receivedMarks() }
  }

  /** What stands on disk, without its block digests. */
  part(part: PartFile | null): void {
    if (part !== null) this.#report({ kind: 'checkpoint', items: [{ attemptId: this.#attemptId, part }] })
  }

  /** No connection is needed any more: the slot is for the next episode while the disk does its part. */
  verifying(): void {
    if (!this.#isVerifying) this.#report({ kind: 'verifying', attemptId: this.#attemptId })
    this.#isVerifying = true
  }

  restarted(): void {
    this.#report({ kind: 'restarted', attemptId: this.#attemptId })
  }

  /** The last word. Of a file that was left alone nothing of ours is on disk. */
  ended(outcome: TransferOutcome, onDisk: PartFile | null, integrity: Pick<Integrity, 'blocks'>): void {
    const isSkipped = outcome.kind === 'completed' && outcome.skipped
    const part = isSkipped ? null : onDisk
    const bytesTotal = outcome.kind === 'completed' ? outcome.bytesTotal : (part?.bytesTotal ?? null)
    const blockDigests = isSkipped ? null : integrity.blocks(bytesTotal)
    this.#report({ kind: 'ended', attemptId: this.#attemptId, part, blockDigests, outcome })
  }
}
