import type { TransferLimits, TransferOrder, TransferReport, TransferSettings } from '../queue/ports.ts'

/** All that crosses from the main thread to a transfer worker. */
export type ToWorker =
  | { readonly kind: 'configure'; readonly settings: TransferSettings }
  | { readonly kind: 'start'; readonly order: TransferOrder }
  | { readonly kind: 'limit'; readonly attemptId: number; readonly limits: TransferLimits }
  | { readonly kind: 'stop'; readonly attemptId: number }
  | { readonly kind: 'keep'; readonly attemptId: number }
  /** Stop everything, say the last words, then exit. */
  | { readonly kind: 'close' }

/** All that a worker says. `lost` is never said by a worker: the pool says it of one that died. */
export type FromWorker = TransferReport

export type {
  ChecksumAlgorithm,
  ConflictPolicy,
  EpisodeErrorCode,
  ErrorParams,
  Failure,
} from '../../src-preload/contract/index.ts'
export type {
  PartFile,
  SegmentMark,
  TransferCheckpoint,
  TransferLimits,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
  TransferReport,
  TransferSettings,
  Validator,
} from '../queue/ports.ts'
