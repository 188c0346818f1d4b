import type {
  ConflictPolicy,
  EpisodeCounts,
  EpisodeError,
  EpisodeStatus,
  ErrorParams,
  ExpectedChecksum,
  Failure,
  HostProfile,
  Http2Facts,
  JobCounts,
  JobQuery,
  JobStatus,
  Settings,
  WaitReason,
} from '../../src-preload/contract/index.ts'

/**
 * What the queue needs of the world. Times are milliseconds since the epoch, sizes bytes, speeds bytes per second.
 * The types of an order and of a report are the very values that cross the thread: `transfer/protocol.ts` wraps them.
 */

export interface Clock {
  /** Wall time. */
  now(): number
  /** Never goes back; for rates and waits. */
  monotonic(): number
  /** Calls once after the delay; returns what cancels it. */
  schedule(delayMs: number, call: () => void): () => void
}

export interface Random {
  /** 16 hex digits, never given twice. */
  id(): string
  /** Uniform in [0, 1). */
  fraction(): number
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void
  error(message: string, facts?: Readonly<Record<string, unknown>>): void
}

// ── What is on disk of an episode ────────────────────────────────────────────────────────────────────────────────

/** What proves that two answers are the same representation (RFC 9110 §8.8), verbatim as the server wrote it. */
export interface Validator {
  readonly etag: string | null
  readonly lastModified: string | null
  /** The answer's `Date`, which decides whether `lastModified` counts as strong (§8.8.2.2). */
  readonly date: string | null
  /** The address was replaced since: at the new one this proves nothing by being another. */
  readonly isOfOldLink?: true
}

/** Bytes `start` to `end` inclusive, of which the first `done` are on disk, flushed. */
export interface SegmentMark {
  readonly start: number
  readonly end: number
  readonly done: number
}

/** An episode's file as the database knows it: name fixed, bytes in `<directory>/<fileName>.part`. */
export interface PartFile {
  readonly fileName: string
  readonly bytesTotal: number | null
  readonly validator: Validator | null
  /** Media type of the first answer, lower case, without parameters. */
  readonly contentType: string | null
  /** The digest of the whole that the server's answer named (RFC 9530, RFC 3230); null where it named none that counts. */
  readonly toldChecksum: ExpectedChecksum | null
  /** Ordered by start. Of unknown size: one mark with `end` = Number.MAX_SAFE_INTEGER. Empty: nothing is kept. */
  readonly segments: readonly SegmentMark[]
}

/**
 * A CRC-32 for each 4 MiB of a file, the last block shorter: one after the other, four bytes each, least significant
 * first. Of an unfinished file, 0 stands for a block that is not known.
 */
export type BlockDigests = Uint8Array

/**
 * How a finished file that is damaged is made good: `blocks` puts the lacking segments in their place in the finished
 * file, `whole` fetches all of it and replaces the finished file in the end. Either only with the file it was.
 */
export type Repair = 'blocks' | 'whole'

// ── Transfer ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Settings that the transfer engine follows; sent again whenever one changes. */
export interface TransferSettings
  extends Pick<
    Settings,
    'stallTimeoutMs' | 'hostRequestIntervalMs' | 'speedLimit' | 'minFreeBytes' | 'allowPrivateAddresses' | 'maxConnectionsPerHost'
  > {
  /** `address:port` on which this program itself listens; never fetched. */
  readonly ownAddresses: readonly string[]
}

/** What an attempt may use; can change while it runs. Speeds: 0 means no limit of its own. */
export interface TransferLimits {
  /** Connections granted, at least 1. When it falls, the surplus is given up at once. */
  readonly connections: number
  readonly episodeSpeedLimit: number
  readonly jobSpeedLimit: number
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
  readonly headers: Readonly<Record<string, string>>
  /** Absolute. */
  readonly directory: string
  /** The folder at which its file system has to be mounted; null where there is nothing to look for. */
  readonly mount: string | null
  /** The name the user gave; otherwise the head, the URL and the template decide. */
  readonly wantedName: string | null
  readonly fileNameTemplate: string
  readonly onConflict: ConflictPolicy
  readonly checksum: ExpectedChecksum | null
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

/** `refused`: 429 or 503, each time. `learnt`, `http2`: only where it is news; null for what an answer says nothing about. */
export type HostNews =
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'learnt'; readonly servesRanges: boolean | null; readonly strongValidators: boolean | null }
  | { readonly kind: 'http2'; readonly facts: Http2Facts }

/** Everything the engine tells. Reports of attempts that are no longer known are dropped by the queue, in one place. */
export type TransferReport =
  /** The name is decided, nothing of it exists on disk yet: the engine waits for `keep` before it creates the file. */
  | { readonly kind: 'placed'; readonly attemptId: number; readonly part: PartFile }
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
  /** The answer to `placed`: the name is kept durably, the file may be created. */
  keep(attemptId: number): void
  /** Reads a finished file in a worker. Never rejects; ends early with the signal. */
  check(check: FileCheck, signal: AbortSignal): Promise<FileFinding>
  onReport(listener: (report: TransferReport) => void): () => void
  close(): Promise<void>
}

// ── Store ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface JobRecord {
  readonly id: string
  readonly title: string
  readonly sourceKind: 'urls' | 'feed' | 'page' | 'hls' | 'dash' | 'metalink' | 'import'
  readonly sourceUrl: string | null
  readonly queueId: string
  /** Absolute. */
  readonly directory: string
  readonly status: JobStatus
  readonly priority: number
  readonly position: number
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly counts: EpisodeCounts
  readonly episodesTotal: number
  readonly bytesDone: number
  /** Sum of the known sizes; `unknownSizes` says how many are missing in it. */
  readonly bytesKnown: number
  readonly unknownSizes: number
  /** Sum over the episodes of their finished part, each 0–1,000,000. */
  readonly partsDone: number
  readonly connections: number | null
  readonly speedLimit: number
  readonly onConflict: ConflictPolicy | null
  readonly headers: Readonly<Record<string, string>>
  /** Where the file system begins that the folder lies in; null where it cannot go away, or nobody looked. */
  readonly mount: string | null
  /** The newest error among its failed episodes. */
  readonly error: EpisodeError | null
}

export interface EpisodeRecord {
  readonly id: string
  readonly jobId: string
  readonly index: number
  readonly title: string | null
  readonly url: string
  /** `host[:port]` of the URL, lower case: the key of all per-host limits. */
  readonly host: string
  readonly mirrors: readonly string[]
  readonly wantedName: string | null
  readonly status: EpisodeStatus
  /** Only what must be remembered: `backoff`, `disk`, `auth`, `link`. */
  readonly waitReason: WaitReason | null
  readonly waitUntil: number | null
  readonly attempts: number
  readonly bytesDone: number
  readonly bytesTotal: number | null
  readonly speedLimit: number
  readonly checksum: ExpectedChecksum | null
  readonly actualChecksum: string | null
  /** Null until the name is decided; kept after completion for the name. */
  readonly part: PartFile | null
  /** Null where the file is not being repaired. */
  readonly repair: Repair | null
  readonly error: EpisodeError | null
  readonly finishedAt: number | null
}

/** What the first queued episode of a job waits for; `waitReason` null where nothing remembered keeps it from starting. */
export type JobWait = Pick<EpisodeRecord, 'host' | 'waitReason' | 'waitUntil'>

/** A job and its episodes as they are added. */
export interface NewJobRecord
  extends Pick<
    JobRecord,
    | 'id'
    | 'title'
    | 'sourceKind'
    | 'sourceUrl'
    | 'queueId'
    | 'directory'
    | 'priority'
    | 'createdAt'
    | 'connections'
    | 'speedLimit'
    | 'onConflict'
    | 'headers'
    | 'mount'
  > {}

export interface NewEpisodeRecord
  extends Pick<EpisodeRecord, 'id' | 'title' | 'url' | 'host' | 'mirrors' | 'wantedName' | 'checksum'> {
  readonly status: 'queued' | 'paused'
}

/** The only way an episode's row changes. `undefined` leaves a field as it is. */
export interface EpisodeChange {
  readonly status?: EpisodeStatus | undefined
  readonly waitReason?: WaitReason | null | undefined
  readonly waitUntil?: number | null | undefined
  readonly attempts?: number | undefined
  readonly part?: PartFile | null | undefined
  readonly blockDigests?: BlockDigests | null | undefined
  readonly repair?: Repair | null | undefined
  readonly bytesDone?: number | undefined
  readonly bytesTotal?: number | null | undefined
  readonly actualChecksum?: string | null | undefined
  readonly error?: EpisodeError | null | undefined
  readonly finishedAt?: number | null | undefined
  readonly url?: string | undefined
  readonly host?: string | undefined
  readonly speedLimit?: number | undefined
}

export interface JobChange
  extends Partial<Pick<JobRecord, 'title' | 'priority' | 'connections' | 'speedLimit' | 'startedAt' | 'finishedAt'>> {}

/** A file that nobody owns any more and that is still to be deleted; survives a crash in between. */
export interface DoomedFile {
  readonly path: string
  /** Where its file system has to be mounted, see {@link JobRecord}. */
  readonly mount: string | null
}

/** A row of the window's table. */
export type RecordRow =
  | { readonly kind: 'job'; readonly job: JobRecord }
  | { readonly kind: 'episode'; readonly episode: EpisodeRecord; readonly directory: string }

export interface FinishedQuery {
  /** Null for all jobs. */
  readonly jobIds: readonly string[] | null
  readonly after: FinishedPlace | null
  readonly limit: number
}

/** Where an episode stands among the finished ones; good even after the episode is gone. */
export interface FinishedPlace {
  readonly job: number
  readonly index: number
}

export interface FinishedEpisode {
  readonly episode: EpisodeRecord
  readonly directory: string
  readonly place: FinishedPlace
}

export interface RowsQuery extends JobQuery {
  readonly expanded: readonly string[]
}

/** The list, synchronous and exact. Every method outside `transaction` is one transaction of its own, durable when it returns. */
export interface Store {
  /**
   * Runs the work atomically. With `durable: false` it is kept when the process dies, but not when the power goes
   * before {@link flushed}; torn it is never. Nests; where a part of it throws, nothing of the whole is kept.
   */
  transaction<T>(work: () => T, options?: { readonly durable: boolean }): T
  /** Resolves once all that was written before this call is on disk. Rejects where the disk could not. */
  flushed(): Promise<void>

  /** Appends at the end of the list. Episodes get indices from 1. */
  addJob(job: NewJobRecord, episodes: Iterable<NewEpisodeRecord>): JobRecord
  addEpisodes(jobId: string, episodes: Iterable<NewEpisodeRecord>): void
  job(id: string): JobRecord | null
  episode(id: string): EpisodeRecord | null
  changeJob(id: string, change: JobChange): void
  /** Puts a job at a place among all jobs, from 1; the ones between move by one. */
  moveJob(id: string, position: number): void
  changeEpisode(id: string, change: EpisodeChange): void
  /** Takes episodes of a job from one set of states to another in one statement; returns how many. Clears waits and errors, and attempts where asked. */
  changeEpisodes(
    jobId: string,
    from: readonly EpisodeStatus[],
    to: 'queued' | 'paused',
    options?: { readonly resetAttempts?: boolean; readonly onlyWaiting?: boolean },
  ): number
  /** Makes the queued episodes of a job that wait for nothing wait for this. */
  holdEpisodes(jobId: string, reason: WaitReason): void
  /** Removes rows. Their part files, and the finished ones if asked, are doomed in the same transaction. */
  removeJob(id: string, options: { readonly deleteFiles: boolean }): void
  removeEpisode(id: string, options: { readonly deleteFiles: boolean }): void

  jobs(query: JobQuery): { readonly items: readonly JobRecord[]; readonly total: number; readonly counts: JobCounts }
  rows(query: RowsQuery): {
    readonly rows: readonly RecordRow[]
    readonly total: number
    readonly jobs: number
    readonly counts: JobCounts
  }
  episodes(query: {
    readonly jobId: string
    readonly status?: EpisodeStatus | undefined
    readonly offset: number
    readonly limit: number
  }): {
    readonly items: readonly EpisodeRecord[]
    readonly total: number
  }

  /** What is kept of an episode's blocks. */
  blockDigests(episodeId: string): BlockDigests | null
  /** Finished episodes with their folders, in a stable order: of these jobs, or of all; from behind `after` on. */
  finished(query: FinishedQuery): readonly FinishedEpisode[]

  /** The next episode to start: by job priority (highest first), job position, index; queued, not waiting, not at one of these hosts. */
  nextEligible(excludedHosts: readonly string[]): EpisodeRecord | null
  /** Of a job's first queued episode, one that could start before others; null where none is queued. */
  jobWait(jobId: string): JobWait | null
  /** Whether any queued episode waits for none of the remembered reasons, whatever its host. */
  hasEligible(): boolean
  /** Clears the waits that are over; returns whose they were. */
  endWaits(now: number): readonly Pick<EpisodeRecord, 'id' | 'jobId'>[]
  /** Clears the waits of one reason; returns the ids of the jobs that had such. */
  endWaitsOf(reason: WaitReason): readonly string[]
  /** When the next remembered wait ends; null where none does by itself. */
  nextWaitEnd(): number | null
  /** At boot: what was active is queued again; returns how many. */
  requeueActive(): number

  /** Dooms the part file of a name in the folder of a job. */
  doomPart(folder: Pick<JobRecord, 'directory' | 'mount'>, fileName: string): void
  /** So many of them in the order of their paths, from behind `after` on. */
  doomed(limit: number, after?: string): readonly DoomedFile[]
  forgetDoomed(files: readonly DoomedFile[]): void
  /** The drive of these is away: they stay doomed, and {@link doomed} leaves them out. */
  setDoomedAside(files: readonly DoomedFile[]): void
  /** The drive that belongs at `mount` is back, or null: any may be. What was set aside of it is told again. */
  takeDoomedUp(mount: string | null): void

  jobCounts(): JobCounts
  episodeCounts(): EpisodeCounts
  /** How many remembered waits there are, by reason. */
  waitCounts(): Partial<Record<WaitReason, number>>
  finishedSince(time: number): number
  directories(limit: number): readonly { readonly directory: string; readonly jobs: number }[]

  /** What was learnt of a host; null where nothing was. */
  hostProfile(host: string): HostProfile | null
  /** Keeps it; of very many hosts only those that were met last. */
  keepHostProfile(host: string, profile: HostProfile): void

  /** Values under keys, as they were saved; unknown keys are kept. */
  loadSettings(): Readonly<Record<string, unknown>>
  saveSettings(settings: Readonly<Record<string, unknown>>): void
  close(): void
}

// ── Disk ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Disk {
  /** Deletes files; one that is not there counts as deleted. Returns those that could not be. */
  remove(paths: readonly string[]): Promise<readonly string[]>
  /** Free bytes for this user on the disk that holds the folder, or its nearest existing ancestor; null where it cannot be asked. */
  freeBytes(directory: string): Promise<number | null>
  /** Whether a folder is there, on the file system that is mounted at `mount` (see `Folders.prepare`). */
  isThere(directory: string, mount: string | null): Promise<boolean>
}

/** What this machine knows of its own network. */
export interface Network {
  /** Whether it has an address other than its own loopback. */
  isUp(): boolean
}

/** Which folders may be written to, and what a given one means. */
export interface Folders {
  /**
   * Absolute folder for what the user gave (relative ones lie in `base`), created, tried by writing, and inside what
   * is allowed; or why not. `mount`: where the file system begins that it lies in, null for the one that holds the
   * system itself.
   */
  prepare(
    wanted: string,
    base: string,
  ): Promise<
    | { readonly directory: string; readonly mount: string | null }
    | { readonly problem: FolderProblem; readonly params: ErrorParams }
  >
}
export type FolderProblem = 'outside' | 'not-writable' | 'not-a-folder' | 'invalid'
