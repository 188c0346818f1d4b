import type {
  ConflictPolicy,
  EpisodeCounts,
  EpisodeError,
  EpisodeStatus,
  ExpectedChecksum,
  HostProfile,
  JobCounts,
  JobQuery,
  JobStatus,
  PieceDigests,
  Queue,
  SourceKind,
  Stream,
  WaitReason,
} from '../../../src-preload/contract/index.ts'
import type { DetailsStore } from './details.ts'
import type { DoomStore } from './doom.ts'
import type { ExportStore } from './export.ts'
import type { MadeFolderStore } from './made-folder.ts'
import type { OverviewStore } from './overview.ts'
import type { BlockDigests, PartFile, Repair } from './part-file.ts'
import type { ProxyStore } from './proxy.ts'
import type { RelocatingStore } from './relocating.ts'
import type { RemovalStore } from './removal.ts'
import type { ReportStore } from './report.ts'
import type { SessionStore } from './session.ts'
import type { SubscriptionStore } from './subscription.ts'
import type { UndoStore } from './undo.ts'
import type { WaitStore } from './waits.ts'

export interface JobRecord {
  readonly id: string
  readonly title: string
  readonly sourceKind: SourceKind
  readonly sourceUrl: string | null
  readonly queueId: string
  /** Absolute. */
  readonly directory: string
  readonly status: JobStatus
  readonly priority: number
  /** One episode after the other. */
  readonly sequential: boolean
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
  readonly sessionId: string | null
  /** Its own way to the servers; null for the settings'. */
  readonly proxy: string | null
  /** Where the file system begins that the folder lies in; null where it cannot go away, or nobody looked. */
  readonly mount: string | null
  /** The newest error among its failed episodes. */
  readonly error: EpisodeError | null
  /** When the first of its failed episodes is tried again by itself. */
  readonly retryAt: number | null
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
  /** The folder below the job's, with `/` between its parts; null for the job's own. */
  readonly folder: string | null
  /** What its source calls it; null where that calls it nothing. */
  readonly sourceKey: string | null
  /** Null for a file that is one answer. */
  readonly stream: Stream | null
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
  /** Failed, and tried again by itself then. */
  readonly retryAt: number | null
  readonly laterRetries: number
  /** How long it was worked on, waits left out. */
  readonly activeMs: number
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
    | 'sequential'
    | 'createdAt'
    | 'connections'
    | 'speedLimit'
    | 'onConflict'
    | 'headers'
    | 'sessionId'
    | 'proxy'
    | 'mount'
  > {}

/** What the source of an episode knows to prove its file by. It may be megabytes: it is read for an attempt and nothing else. */
export interface EpisodeProofs {
  readonly pieces: PieceDigests | null
  /** Kept beside the file, which it is of. */
  readonly signature: string | null
}

export interface NewEpisodeRecord
  extends Pick<
      EpisodeRecord,
      'id' | 'title' | 'url' | 'host' | 'mirrors' | 'wantedName' | 'checksum' | 'folder' | 'sourceKey' | 'stream'
    >,
    EpisodeProofs {
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
  readonly retryAt?: number | null | undefined
  readonly laterRetries?: number | undefined
  readonly activeMs?: number | undefined
}

export interface JobChange
  extends Partial<
    Pick<
      JobRecord,
      | 'title'
      | 'queueId'
      | 'sessionId'
      | 'proxy'
      | 'priority'
      | 'sequential'
      | 'connections'
      | 'speedLimit'
      | 'startedAt'
      | 'finishedAt'
      | 'sourceUrl'
    >
  > {}

/** Where jobs are moved to, among those that stay. */
export type JobPlace = { readonly end: 'top' | 'bottom' } | { readonly before: string } | { readonly after: string }

/** What may be started at a moment. */
export interface StartLimits {
  readonly queues: readonly string[]
  readonly excludedHosts: readonly string[]
  readonly excludedSessions: readonly string[]
}

/** What is to become of all episodes of a job. */
export type Sweep = 'pause' | 'resume' | 'retry'

/** A row of the window's table. */
export type RecordRow =
  | { readonly kind: 'job'; readonly job: JobRecord }
  | ({ readonly kind: 'episode'; readonly episode: EpisodeRecord } & Pick<JobRecord, 'directory' | 'queueId' | 'sessionId'>)

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
  /** The job's. */
  readonly folder: Pick<JobRecord, 'directory' | 'mount'>
  readonly place: FinishedPlace
}

export interface RowsQuery extends JobQuery {
  readonly expanded: readonly string[]
}

/**
 * What had to be done at the start so that there is a list. `setAside`: the folder in which the damaged one lies now;
 * null where there was none any more. `backupAt`: milliseconds since the epoch.
 */
export type Rescue =
  | { readonly kind: 'restored'; readonly setAside: string | null; readonly backupAt: number }
  | { readonly kind: 'emptied'; readonly setAside: string }

/** The list, synchronous and exact. Every method outside `transaction` is one transaction of its own, durable when it returns. */
export interface Store
  extends ReportStore,
    SessionStore,
    ProxyStore,
    MadeFolderStore,
    DetailsStore,
    RelocatingStore,
    DoomStore,
    ExportStore,
    SubscriptionStore,
    OverviewStore,
    RemovalStore,
    UndoStore,
    WaitStore {
  /** What was sealed before this start was sealed with another key, and cannot be read. */
  readonly areSecretsLost: boolean
  /**
   * Runs the work atomically. With `durable: false` it is kept when the process dies, but not when the power goes
   * before {@link flushed}; torn it is never. Nests; where a part of it throws, nothing of the whole is kept.
   */
  transaction<T>(work: () => T, options?: { readonly durable: boolean }): T
  /** Resolves once all that was written before this call is on disk. Rejects where the disk could not. */
  flushed(): Promise<void>
  /** Copies the list while it is in use; the newest three copies are kept. Rejects where that cannot be done. */
  backUp(now: number): Promise<void>
  /** When the newest copy was made, in milliseconds since the epoch; null where there is none from before `now`. */
  lastBackupAt(now: number): number | null

  /** Appends at the end of the list. Episodes get indices from 1. */
  addJob(job: NewJobRecord, episodes: Iterable<NewEpisodeRecord>): JobRecord
  addEpisodes(jobId: string, episodes: Iterable<NewEpisodeRecord>): void
  /** What is added to this job from now on is taken back by {@link takeAdditionBack}, until the addition ends. */
  beginAddition(jobId: string): void
  /** The whole of this job is taken back by {@link takeAdditionBack}, until the addition ends: others have to come with it. */
  holdJob(jobId: string): void
  endAddition(jobId: string): void
  /** Jobs whose additions have not ended. */
  pendingAdditions(): readonly string[]
  /**
   * Removes what the addition brought, with what it left on disk, at most so many of its last episodes; returns whether
   * there are more. A job that has nothing else goes as with {@link removeJob}.
   */
  takeAdditionBack(jobId: string, limit: number): boolean
  job(id: string): JobRecord | null
  episode(id: string): EpisodeRecord | null
  changeJob(id: string, change: JobChange): void
  /** Puts a job at a place among all jobs, from 1; the ones between move by one. */
  moveJob(id: string, position: number): void
  /** Puts jobs at a place together, in the order in which they stand; returns how many there were. Costs what they are, not the list. */
  moveJobs(ids: readonly string[], to: JobPlace): number
  /** Of these ids those of jobs that are there, in the order in which they stand. */
  jobsInOrder(ids: readonly string[]): readonly string[]
  changeEpisode(id: string, change: EpisodeChange): void
  /** Takes episodes of a job from one set of states to another in one statement, at most `limit` of them; returns how many. Clears waits and errors, and attempts where asked. */
  changeEpisodes(
    jobId: string,
    from: readonly EpisodeStatus[],
    to: 'queued' | 'paused',
    options?: {
      readonly resetAttempts?: boolean
      readonly onlyWaiting?: boolean
      readonly limit?: number
      /** Remembers in it how they were. */
      readonly deed?: number | null
    },
  ): number
  /** Remembers that all episodes of a job, or an episode, are to be changed so, in place of what was remembered of it. */
  noteSweep(id: string, sweep: Sweep): void
  endSweep(id: string): void
  pendingSweeps(): readonly { readonly id: string; readonly sweep: Sweep }[]
  /** Makes the queued episodes of a job that wait for nothing wait for this; only those of a folder below its own where one is named. */
  holdEpisodes(jobId: string, reason: WaitReason, folder?: string): void
  jobs(query: JobQuery): { readonly items: readonly JobRecord[]; readonly total: number; readonly counts: JobCounts }
  rows(query: RowsQuery): {
    readonly rows: readonly RecordRow[]
    readonly total: number
    readonly jobs: number
    readonly counts: JobCounts
  }
  /**
   * Reads at most `limit` texts that are searched and were not read before, and notes what makes searching them faster;
   * returns whether there may be more. Searches find the same without it.
   */
  noteTexts(limit: number): boolean
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
  proofs(episodeId: string): EpisodeProofs
  /** Finished episodes with their folders, in a stable order: of these jobs, or of all; from behind `after` on. */
  finished(query: FinishedQuery): readonly FinishedEpisode[]

  /** In the order of their making, the default queue first. */
  queues(): readonly Queue[]
  addQueue(queue: Queue): void
  changeQueue(id: string, change: Partial<Omit<Queue, 'id'>>): void
  /** Puts at most so many of its jobs into the default queue; returns their ids. */
  emptyQueue(id: string, limit: number): readonly string[]
  /** Remembers that a queue is to be removed once it is empty. */
  noteQueueRemoval(id: string): void
  pendingQueueRemovals(): readonly string[]
  /** Removes an empty queue. */
  removeQueue(id: string): void
  queueJobCounts(): ReadonlyMap<string, JobCounts>

  /**
   * The next episode to start: by job priority (highest first), while shared fairly by the job's active episodes (fewest
   * first), job position, index; queued, not waiting, within the limits, and of no sequential job that is downloading.
   */
  nextEligible(limits: StartLimits): EpisodeRecord | null
  /** Whether jobs of equal priority take turns. Holds until the next call, a restart included. */
  shareFairly(isFair: boolean): void
  /** Of a job's first queued episode, one that could start before others; null where none is queued. */
  jobWait(jobId: string): JobWait | null
  /** Whether any queued episode could be picked, whatever its queue and its host. */
  hasEligible(): boolean
  /** At boot: what was active is queued again; returns how many. */
  requeueActive(): number

  /** Of each address: 1 where the list or its history has it, whatever became of it, else 0. */
  knownAddresses(urls: readonly string[]): Uint8Array

  /** At most so many jobs that name this session. */
  jobsOfSession(sessionId: string, limit: number): readonly string[]

  jobCounts(): JobCounts
  episodeCounts(): EpisodeCounts
  /** How many remembered waits there are, by reason. */
  waitCounts(): Partial<Record<WaitReason, number>>
  finishedSince(time: number): number
  /** The ids of what was finished last, and of all that was in so many milliseconds before it. */
  finishedLatest(beforeMs: number): readonly string[]
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
