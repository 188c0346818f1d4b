import type {
  DocumentAnswer,
  DocumentOrder,
  ExchangeEnd,
  ExchangeGrant,
  ExchangeRequest,
  ExchangeVerdict,
  FileCheck,
  FileFinding,
  TransferLimits,
  TransferLook,
  TransferOrder,
  TransferReport,
  TransferSettings,
} from '../queue/ports.ts'

/** All that crosses from the main thread to a transfer worker. */
export type ToWorker =
  /** `credentialHosts`: hosts (`name[:port]`) whose requests go through exchanges though they belong to no session. */
  | { readonly kind: 'configure'; readonly settings: TransferSettings; readonly credentialHosts: readonly string[] }
  /** Where the limits of its job and of its queue stand in the common memory; null for a queue without one. */
  | { readonly kind: 'start'; readonly order: TransferOrder; readonly jobPlace: number; readonly queuePlace: number | null }
  | {
      readonly kind: 'limit'
      readonly attemptId: number
      readonly limits: TransferLimits
      readonly queuePlace: number | null
    }
  | { readonly kind: 'stop'; readonly attemptId: number }
  | { readonly kind: 'keep'; readonly attemptId: number }
  /** What is open now may be dead: nothing new goes over it. */
  | { readonly kind: 'retireConnections' }
  | { readonly kind: 'check'; readonly checkId: number; readonly check: FileCheck }
  /** Nobody waits for this check any more. */
  | { readonly kind: 'dropCheck'; readonly checkId: number }
  /** What is known here of an episode? */
  | { readonly kind: 'look'; readonly lookId: number; readonly episodeId: string }
  | { readonly kind: 'fetchDocument'; readonly documentId: number; readonly order: DocumentOrder }
  /** Nobody waits for this document any more. */
  | { readonly kind: 'dropDocument'; readonly documentId: number }
  /** The turn has come for a request that belongs to a session; null: there is no such session any more. */
  | { readonly kind: 'exchangeGranted'; readonly exchangeId: number; readonly grant: ExchangeGrant | null }
  | { readonly kind: 'exchangeJudged'; readonly exchangeId: number; readonly verdict: ExchangeVerdict }
  /** What the system says of the way to an origin; null where there is none to ask. */
  | { readonly kind: 'systemProxyFound'; readonly askId: number; readonly found: string | null }
  /** Stop everything, say the last words, then exit. */
  | { readonly kind: 'close' }

/** All that a worker says. `lost` is never said by a worker: the pool says it of one that died. */
export type FromWorker =
  | TransferReport
  | { readonly kind: 'checked'; readonly checkId: number; readonly finding: FileFinding }
  | { readonly kind: 'looked'; readonly lookId: number; readonly look: TransferLook }
  | { readonly kind: 'documentFetched'; readonly documentId: number; readonly answer: DocumentAnswer }
  /** Numbers are given by the worker, and are its own. */
  | { readonly kind: 'exchangeWanted'; readonly exchangeId: number; readonly request: ExchangeRequest }
  | { readonly kind: 'exchangeEnded'; readonly exchangeId: number; readonly end: ExchangeEnd }
  /** Numbers are given by the worker, and are its own. */
  | { readonly kind: 'systemProxyWanted'; readonly askId: number; readonly origin: string }

export type {
  ChecksumAlgorithm,
  ConflictPolicy,
  EpisodeErrorCode,
  ErrorParams,
  ExpectedChecksum,
  Failure,
  Http2Facts,
  PieceDigests,
  ProxyKind,
  ProxyUse,
  ShownCertificate,
} from '../../src-preload/contract/index.ts'
export type {
  BlockDigests,
  DocumentAnswer,
  DocumentOrder,
  ExchangeEnd,
  ExchangeGrant,
  ExchangeRequest,
  ExchangeVerdict,
  FileCheck,
  FileFinding,
  HostNews,
  NetworkRules,
  OpenedFacts,
  PartFile,
  ProxyChoice,
  ProxyPlace,
  ProxyRecord,
  SegmentMark,
  TransferCheckpoint,
  TransferLimits,
  TransferLook,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
  TransferReport,
  TransferSettings,
  Validator,
  WireExchange,
  WireFacts,
} from '../queue/ports.ts'
