import type { TransferCheckpoint, TransferLimits, TransferOrder, TransferProgress } from '../protocol.ts'
import type { DownloadLook } from './download-look.ts'
import type { Bucket } from './throttle.ts'

/** What the engine needs of an attempt, whichever way it goes about its order. */
export interface Runner {
  readonly order: TransferOrder
  /** Runs to the end and reports it. Never rejects. */
  run(): Promise<void>
  /** `queue`: the bucket of its queue, which may have become another. */
  limit(limits: TransferLimits, queue: Bucket): void
  stop(): void
  /** The name that was reported is kept. */
  keep(): void
  checkStalls(now: number, stallTimeoutMs: number): void
  /** Who fetches what; null while nobody does. Absent where an episode is more than one file on its server. */
  look?(): DownloadLook | null
  /** Null where nothing has changed since the last call. */
  progress(): TransferProgress | null
  /** Whether {@link checkpoint} would have something to flush. */
  readonly isDirty: boolean
  checkpoint(): Promise<TransferCheckpoint | null>
}
