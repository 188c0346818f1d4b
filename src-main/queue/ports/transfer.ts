import type {
  ConflictPolicy,
  ExpectedChecksum,
  Failure,
  HostProfile,
  Http2Facts,
  PieceDigests,
  ProxyUse,
  Settings,
  Stream,
} from '../../../src-preload/contract/index.ts'
import type { TransferLook } from './look.ts'
import type { BlockDigests, PartFile, Repair, SegmentMark } from './part-file.ts'
import type { NetworkRules } from './proxy.ts'

/** Settings that the transfer engine follows; sent again whenever one changes. */
export interface TransferSettings
  extends Pick<
    Settings,
    'stallTimeoutMs' | 'hostRequestIntervalMs' | 'speedLimit' | 'minFreeBytes' | 'allowPrivateAddresses' | 'maxConnectionsPerHost'
  > {
  /** `address:port` on which this program itself listens; never fetched. */
  readonly ownAddresses: readonly string[]
  readonly network: NetworkRules
}

/** What an attempt may use; can change while it runs. Speeds: 0 means no limit of its own. */
export interface TransferLimits {
  /** Connections granted, at least 1. When it falls, the surplus is given up at once. */
  readonly connections: number
  readonly episodeSpeedLimit: number
  readonly jobSpeedLimit: number
  /** What its queue sets for all of its episodes together; absent where that sets none. Never 0. */
  readonly queueLimit?: { readonly queueId: string; readonly bytesPerSecond: number }
  /** The job's own way to the servers, from the next request on; absent where the settings' holds. */
  readonly proxy?: ProxyUse
}

/** One attempt at one episode. */
export interface TransferOrder {
  /** Never used twice while the program runs. */
  readonly attemptId: number
  readonly episodeId: string
  readonly jobId: string
  readonly index: number
  readonly title: string | null
  readonly jobTitle: string
  readonly url: string
  readonly mirrors: readonly string[]
  /** Whether no other place is asked either, whatever a server says: parts of several did not fit together. */
  readonly isAlone: boolean
  readonly headers: Readonly<Record<string, string>>
  /** The session its requests belong to; null for none. */
  readonly sessionId: string | null
  /** Absolute. */
  readonly directory: string
  /** The folder at which its file system has to be mounted; null where there is nothing to look for. */
  readonly mount: string | null
  /** The name the user gave; otherwise the head, the URL and the template decide. */
  readonly wantedName: string | null
  readonly fileNameTemplate: string
  readonly onConflict: ConflictPolicy
  readonly checksum: ExpectedChecksum | null
  /** Null for a file that is one answer. */
  readonly stream: Stream | null
  /** Digests of its pieces that its source knows; null for none. */
  readonly pieces: PieceDigests | null
  /** Laid beside the finished file; null for none. */
  readonly signature: string | null
  /** The part file this episode owns already; of a repair, what is known of the finished file. */
  readonly part: PartFile | null
  /** What is known of its blocks; those count whose bytes `part` claims. */
  readonly blockDigests: BlockDigests | null
  readonly repair: Repair | null
  readonly limits: TransferLimits
  /** What was learnt of the host of `url`: a reason to begin with more than one connection, and never a promise. */
  readonly hostProfile: HostProfile
}

/** How an attempt ended. `stopped` only after `stop`. */
export type TransferOutcome =
  /**
   * The file stands under its final name, synced. `skipped`: it was there before and was left alone.
   * `bytesTotal` is its true size, `actualChecksum` the digest computed for the expected algorithm, hex.
   */
  | {
      readonly kind: 'completed'
      readonly fileName: string
      readonly bytesTotal: number
      readonly skipped: boolean
      readonly actualChecksum: string | null
    }
  | { readonly kind: 'stopped' }
  /** `retryAfterMs`: the server's own wish (RFC 9110 §10.2.3). `transient`: whether the same request may succeed later. */
  | {
      readonly kind: 'failed'
      readonly failure: Failure
      readonly transient: boolean
      readonly retryAfterMs: number | null
      readonly actualChecksum: string | null
    }

/** Progress of one attempt: all bytes received and written, flushed or not. */
export interface TransferProgress {
  readonly attemptId: number
  readonly bytesDone: number
  readonly bytesTotal: number | null
  readonly connections: number
  readonly segments: readonly (SegmentMark & { readonly active: boolean })[]
}

/** What is flushed to disk, and nothing more. */
export interface TransferCheckpoint {
  readonly attemptId: number
  readonly part: PartFile
  /** Where enough has been added to what is known of the blocks to keep it. */
  readonly blockDigests?: BlockDigests
}

/** How an attempt begins to fetch; told once for each answer that opens or reopens it. */
export interface OpenedFacts {
  readonly host: string
  /** Null where it is complete already. */
  readonly httpVersion: string | null
  /** `resumed`: goes on behind what is on disk; `repeated`: the whole comes again; `anew`: it is another file now. */
  readonly how: 'fresh' | 'resumed' | 'repeated' | 'anew' | 'complete'
  /** Bytes on disk that count. */
  readonly position: number
  readonly bytesTotal: number | null
  /** What shows that it is still the same file; null where nothing has to. */
  readonly proof: 'etag' | 'lastModified' | 'sample' | 'pieces' | null
}

/** `refused`: 429 or 503, each time. `learnt`, `http2`: only where it is news; null for what an answer says nothing about. */
export type HostNews =
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'learnt'; readonly servesRanges: boolean | null; readonly strongValidators: boolean | null }
  | { readonly kind: 'http2'; readonly facts: Http2Facts }

/** Everything the engine tells. Reports of attempts that are no longer known are dropped by the queue, in one place. */
export type TransferReport =
  /** A place has answered with what can be used. */
  | { readonly kind: 'opened'; readonly attemptId: number; readonly opened: OpenedFacts }
  /**
   * The name is decided, nothing of it exists on disk yet: the engine waits for `keep` before it creates the file.
   * `wanted`: the name it would have had, where that was taken.
   */
  | { readonly kind: 'placed'; readonly attemptId: number; readonly part: PartFile; readonly wanted?: string }
  | { readonly kind: 'progress'; readonly items: readonly TransferProgress[] }
  | { readonly kind: 'checkpoint'; readonly items: readonly TransferCheckpoint[] }
  /** All bytes are there: no connection is needed any more, what follows is the disk's part. */
  | { readonly kind: 'verifying'; readonly attemptId: number }
  /** The file changed on the server: what was there is thrown away, and the whole is fetched anew. */
  | { readonly kind: 'restarted'; readonly attemptId: number }
  /** One of several places of the file is asked for nothing more in this attempt. */
  | { readonly kind: 'mirrorDropped'; readonly attemptId: number; readonly host: string; readonly failure: Failure }
  /**
   * The last word. `part` is the final checkpoint: null where no part file is owned (nothing placed, or skipped).
   * `blockDigests` belong to it, null where nothing is known of its blocks.
   */
  | {
      readonly kind: 'ended'
      readonly attemptId: number
      readonly part: PartFile | null
      readonly blockDigests: BlockDigests | null
      readonly outcome: TransferOutcome
    }
  /** What an answer showed of a host. A refusal is told before the attempt that met it ends. */
  | { readonly kind: 'host'; readonly host: string; readonly news: HostNews }
  /** A worker died and was replaced: these attempts are over, without a last word of their own. */
  | { readonly kind: 'lost'; readonly attemptIds: readonly number[]; readonly message: string }

/** A finished file and what is known of it. */
export interface FileCheck {
  /** Absolute. */
  readonly path: string
  readonly bytesTotal: number
  readonly checksum: ExpectedChecksum | null
  readonly blockDigests: BlockDigests | null
}

/** What a look at the whole file showed. */
export type FileFinding =
  /** Its size, and at least one of checksum and blocks, are right. `blockDigests` where none were known so far. */
  | { readonly kind: 'ok'; readonly actualChecksum: string | null; readonly blockDigests: BlockDigests | null }
  /** Its size is right, and nothing else is known to compare it with. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' }
  /** Size or bytes are wrong. `segments` are the whole file, the damaged ones with nothing done; null where the blocks cannot tell. */
  | {
      readonly kind: 'damaged'
      readonly bytesOnDisk: number
      readonly segments: readonly SegmentMark[] | null
      readonly actualChecksum: string | null
    }
  /** It could not be looked at. */
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  /** The look was broken off. */
  | { readonly kind: 'stopped' }

export interface TransferPool {
  configure(settings: TransferSettings): void
  start(order: TransferOrder): void
  limit(attemptId: number, limits: TransferLimits): void
  /** Sockets close at once; what was received is written, flushed and reported with `ended`. */
  stop(attemptId: number): void
  /** What is open now may be dead without knowing it: nothing new goes over it. */
  retireConnections(): void
  /** The answer to `placed`: the name is kept durably, the file may be created. */
  keep(attemptId: number): void
  /** Reads a finished file in a worker. Never rejects; ends early with the signal. */
  check(check: FileCheck, signal: AbortSignal): Promise<FileFinding>
  /** What the workers know of an episode, running or over. Never rejects. */
  look(episodeId: string): Promise<TransferLook>
  onReport(listener: (report: TransferReport) => void): () => void
  close(): Promise<void>
}
