import { ConnectionTally } from './connection-tally.ts'
import { episodeFolder } from './episode-folder.ts'
import { episodeTitle } from './names.ts'
import type { EpisodeRecord, JobRecord, PartFile, SegmentMark, SessionFacts, TransferLimits, TransferProgress } from './ports.ts'
import { SpeedMeter } from './speed-meter.ts'

/** So many finished transfers may be on their way to the disk while others take their slots. */
const mostVerifying = 32

/** What becomes of an episode once its worker has said the last word. */
export type AfterStop = 'queued' | 'paused' | 'removed'
const firmness: readonly AfterStop[] = ['queued', 'paused', 'removed']

type JobFolder = Pick<JobRecord, 'directory' | 'mount'>
/** What an attempt takes of its job. */
type AttemptJob = JobFolder & Pick<JobRecord, 'queueId'>
/** `renewals`: how often it had got other cookies or credentials in this run. */
export type AttemptSession = Pick<SessionFacts, 'id' | 'renewals'>

export interface LiveSegment extends SegmentMark {
  readonly active: boolean
}

/**
 * One attempt at one episode, from its start to its worker's last word. While it is here the episode is
 * `downloading` or `verifying`; asked to stop and stopped are different things.
 */
export class Attempt {
  readonly id: number
  readonly episodeId: string
  readonly jobId: string
  readonly index: number
  readonly host: string
  readonly bytesAtStart: number
  /** Monotonic time in milliseconds. */
  readonly startedAtMs: number
  /** How long earlier attempts at the same episode have run. */
  readonly activeMsBefore: number
  /** Where its file lies. */
  readonly folder: JobFolder
  /** That folder as it lies below the job's; null for the job's own. */
  readonly folderBelow: string | null
  /** The job's; follows it. */
  queueId: string
  /** The session that its requests belong to, as it was when it began; null for none. */
  readonly session: AttemptSession | null
  title: string
  /** Connections it may have by its job or the settings. */
  wanted: number
  limits: TransferLimits
  isVerifying = false
  stopping: AfterStop | null = null
  /** Another address was given while it runs: what it still tells is of the old one. */
  isOfOldLink = false
  connections = 0
  /** What came, flushed or not. */
  bytesDone: number
  bytesTotal: number | null
  segments: readonly LiveSegment[]
  /** What the database says, for the difference between the two. */
  stored: { bytesDone: number; bytesTotal: number | null }
  readonly meter = new SpeedMeter()
  readonly tally = new ConnectionTally()
  /** Changed since the last frame. */
  isDirty = true
  readonly #givenTitle: string | null
  readonly #waiters: (() => void)[] = []

  constructor(
    id: number,
    record: EpisodeRecord,
    job: AttemptJob,
    limits: TransferLimits,
    wanted: number,
    startedAtMs: number,
    session: AttemptSession | null = null,
  ) {
    this.id = id
    this.episodeId = record.id
    this.jobId = record.jobId
    this.index = record.index
    this.host = record.host
    this.wanted = wanted
    this.limits = limits
    this.bytesAtStart = record.bytesDone
    this.startedAtMs = startedAtMs
    this.activeMsBefore = record.activeMs
    this.folder = { directory: episodeFolder(job.directory, record.folder), mount: job.mount }
    this.folderBelow = record.folder
    this.queueId = job.queueId
    this.session = session
    this.#givenTitle = record.title
    this.title = episodeTitle(record)
    this.bytesDone = record.bytesDone
    this.bytesTotal = record.bytesTotal
    this.stored = { bytesDone: record.bytesDone, bytesTotal: record.bytesTotal }
    this.segments = (record.part?.segments ?? []).map((mark) => ({ ...mark, active: false }))
  }

  /** Whether its host sends it something. */
  get isServed(): boolean {
    return this.connections > 0 && this.bytesDone > this.bytesAtStart
  }

  /** Verifying needs no connection: the slot is free for the next. */
  get holdsSlot(): boolean {
    return !this.isVerifying
  }

  /** How long the episode was worked on, this attempt and those before it. */
  activeMs(nowMs: number): number {
    return this.activeMsBefore + Math.round(nowMs - this.startedAtMs)
  }

  follow(progress: TransferProgress, nowMs: number): void {
    this.tally.count(progress.connections, progress.bytesDone - this.bytesDone)
    this.bytesDone = progress.bytesDone
    this.bytesTotal = progress.bytesTotal ?? this.bytesTotal
    this.connections = progress.connections
    this.segments = progress.segments
    this.meter.sample(nowMs, progress.bytesDone)
    this.isDirty = true
  }

  /** The file is another now, and is fetched from its beginning. */
  startedOver(): void {
    this.bytesDone = 0
    this.isDirty = true
  }

  /** The file has its name. */
  placed(part: PartFile): void {
    this.title = this.#givenTitle ?? part.fileName
    this.checkpointed(part)
  }

  checkpointed(part: PartFile): void {
    this.stored = { bytesDone: bytesOf(part), bytesTotal: part.bytesTotal }
    this.bytesTotal = part.bytesTotal ?? this.bytesTotal
  }

  /** Remembers the firmest wish; true when this is the first. */
  askToStop(then: AfterStop): boolean {
    const first = this.stopping === null
    if (first || firmness.indexOf(then) > firmness.indexOf(this.stopping ?? 'queued')) this.stopping = then
    return first
  }

  /** Resolves once the attempt is over and what follows from it is durable. */
  untilOver(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve))
  }

  over(): void {
    for (const resolve of this.#waiters.splice(0)) resolve()
  }
}

/** Bytes of a part file that are on disk. */
export function bytesOf(part: PartFile | null): number {
  return part === null ? 0 : part.segments.reduce((sum, mark) => sum + mark.done, 0)
}

/** The attempts that are under way, by their own id, by episode and by job. */
export class Attempts {
  readonly #byId = new Map<number, Attempt>()
  readonly #byEpisode = new Map<string, Attempt>()
  readonly #byJob = new Map<string, Set<Attempt>>()

  add(attempt: Attempt): void {
    this.#byId.set(attempt.id, attempt)
    this.#byEpisode.set(attempt.episodeId, attempt)
    const ofJob = this.#byJob.get(attempt.jobId)
    if (ofJob === undefined) this.#byJob.set(attempt.jobId, new Set([attempt]))
    else ofJob.add(attempt)
  }

  delete(attempt: Attempt): void {
    this.#byId.delete(attempt.id)
    this.#byEpisode.delete(attempt.episodeId)
    const ofJob = this.#byJob.get(attempt.jobId)
    ofJob?.delete(attempt)
    if (ofJob?.size === 0) this.#byJob.delete(attempt.jobId)
  }

  byId(id: number): Attempt | undefined {
    return this.#byId.get(id)
  }

  ofEpisode(episodeId: string): Attempt | undefined {
    return this.#byEpisode.get(episodeId)
  }

  ofJob(jobId: string): readonly Attempt[] {
    return [...(this.#byJob.get(jobId) ?? [])]
  }

  /** In the order of their start. */
  all(): readonly Attempt[] {
    return [...this.#byId.values()]
  }

  jobIds(): readonly string[] {
    return [...this.#byJob.keys()]
  }

  /** Those that verify hold none, but where the disk cannot keep up they hold the next ones back. */
  slotsHeld(): number {
    let held = 0
    for (const attempt of this.#byId.values()) if (attempt.holdsSlot) held += 1
    return held + Math.max(0, this.#byId.size - held - mostVerifying)
  }

  /** Those of a host that hold a slot. */
  ofHost(host: string): readonly Attempt[] {
    return this.all().filter((attempt) => attempt.host === host && attempt.holdsSlot)
  }

  /** Of a queue, those that hold a slot. */
  heldIn(queueId: string): number {
    let held = 0
    for (const attempt of this.#byId.values()) if (attempt.holdsSlot && attempt.queueId === queueId) held += 1
    return held
  }

  /** Of a session, those that hold a slot. */
  heldInSession(sessionId: string): number {
    let held = 0
    for (const attempt of this.#byId.values()) if (attempt.holdsSlot && attempt.session?.id === sessionId) held += 1
    return held
  }

  ofSession(sessionId: string): readonly Attempt[] {
    return this.all().filter(({ session }) => session?.id === sessionId)
  }

  /** A job was put into another queue, or into none that is named here. */
  putInQueue(jobId: string, queueId: string | undefined): void {
    for (const attempt of this.#byJob.get(jobId) ?? []) attempt.queueId = queueId ?? attempt.queueId
  }

  /** Attempts per host, verifying ones left out: they have no connection. */
  perHost(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const attempt of this.#byId.values()) {
      if (attempt.holdsSlot) counts.set(attempt.host, (counts.get(attempt.host) ?? 0) + 1)
    }
    return counts
  }
}

/** How many connections an episode of this job may have at most: the job's own wish comes before the setting, its session before both. */
export function connectionsWanted(job: JobRecord, perEpisode: number, session: SessionFacts | null): number {
  return session?.mode === 'exclusive' ? 1 : (job.connections ?? perEpisode)
}
