import type { Settings } from '../../src-preload/contract/index.ts'
import { Allowance } from './allowance.ts'
import { type AfterStop, Attempt, Attempts, connectionsWanted } from './attempts.ts'
import { shareConnections } from './connections.ts'
import { isOwn } from './connectivity.ts'
import { episodeFolder } from './episode-folder.ts'
import type { HostKeeper } from './host-keeper.ts'
import type { News } from './news.ts'
import type {
  BlockDigests,
  EpisodeProofs,
  EpisodeRecord,
  JobRecord,
  SessionFacts,
  TransferLimits,
  TransferOrder,
} from './ports.ts'
import type { QueueKeeper } from './queues/queue-keeper.ts'
import { surplusByRules } from './queues/surplus.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import type { ScheduleKeeper } from './schedule/schedule-keeper.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import { storeRetryMs } from './store-retry.ts'
import type { World } from './world.ts'

/** A machine that was said to fall asleep and still runs after this long does not. */
const longestDozeMs = 60_000

/** Starts episodes in free slots, shares the connections, and asks running ones to stop. */
export class Dispatcher {
  readonly attempts = new Attempts()
  readonly allowance: Allowance
  readonly #world: Pick<World, 'store' | 'pool' | 'clock' | 'log' | 'sessions'>
  readonly #settings: SettingsKeeper
  readonly #news: News
  readonly #hosts: HostKeeper
  readonly #queues: QueueKeeper
  readonly #autoScale: AutoScale
  #nextAttemptId = 1
  #isPumping = false
  #holds = 0
  #pumpAgain = false
  #isOpen = false
  #isClosing = false
  #isPaused = false
  #isAsleep = false
  #cancelRetry: (() => void) | null = null
  #cancelAlarm: (() => void) | null = null

  constructor(
    world: Pick<World, 'store' | 'pool' | 'clock' | 'log' | 'sessions'>,
    parts: {
      readonly settings: SettingsKeeper
      readonly news: News
      readonly hosts: HostKeeper
      readonly queues: QueueKeeper
      readonly schedules: Pick<ScheduleKeeper, 'permission'>
      readonly autoScale: AutoScale
    },
  ) {
    this.#world = world
    this.#settings = parts.settings
    this.#news = parts.news
    this.#hosts = parts.hosts
    this.#queues = parts.queues
    this.#autoScale = parts.autoScale
    this.allowance = new Allowance({ ...parts, attempts: this.attempts, sessions: world.sessions })
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  set isPaused(isPaused: boolean) {
    this.#isPaused = isPaused
    this.#news.stats()
  }

  /** From now on episodes are started. */
  begin(): void {
    this.#isOpen = true
    this.pump()
  }

  /**
   * The only place that starts work; not re-entrant. Called after: boot, adding, resuming, retrying, the end of a
   * wait, a changed setting or session, a window of the schedule, a host that may be asked for more, an attempt's verifying or end, the queue's resume.
   */
  pump(): void {
    this.#pumpAgain = true
    if (this.#isPumping || this.#holds > 0) return
    this.#isPumping = true
    this.#cancelRetry?.()
    this.#cancelRetry = null
    try {
      while (this.#pumpAgain) {
        this.#pumpAgain = false
        this.#fillSlots()
      }
    } catch (error) {
      // A full disk under the database: nothing was started; the list is as it was.
      this.#world.log.error('starting episodes failed, trying again', { error: String(error) })
      this.#cancelRetry = this.#world.clock.schedule(storeRetryMs, () => this.pump())
    } finally {
      this.#isPumping = false
    }
  }

  /** Does several things as one: nothing is started in between, since what they write is not durable before the end. */
  asOne(work: () => void): void {
    const wasPumping = this.#isPumping
    this.#isPumping = true
    try {
      this.#world.store.transaction(work)
    } finally {
      this.#isPumping = wasPumping
      if (this.#pumpAgain) this.pump()
    }
  }

  /** Sets several commands going as one. Rejects where one of them does, or where what they wrote cannot be kept. */
  async startAsOne<Outcome>(commands: Iterable<() => Promise<Outcome>>): Promise<Outcome[]> {
    const started: Promise<Outcome>[] = []
    try {
      this.asOne(() => {
        for (const command of commands) started.push(command())
      })
    } catch (error) {
      // Nobody waits for them any more, and a rejection without a listener would end the program.
      void Promise.allSettled(started)
      throw error
    }
    return Promise.all(started)
  }

  /** Resolves when the worker has said its last word and what follows is durable. */
  stop(attempt: Attempt, then: AfterStop): Promise<void> {
    const over = attempt.untilOver()
    if (attempt.askToStop(then)) this.#world.pool.stop(attempt.id)
    return over
  }

  /** Nothing is started until what is returned is called. */
  hold(): () => void {
    this.#holds += 1
    return () => {
      this.#holds -= 1
      if (this.#holds === 0) this.pump()
    }
  }

  /** Brings the newest-started above a number of slots back to the queue: of the whole, of a host, of a queue. */
  giveUpSurplus(): void {
    if (this.#settings.current.loweringSlots === 'drain') return
    const holders = this.attempts
      .all()
      .filter((attempt) => attempt.holdsSlot)
      .map(({ id, jobId, queueId, host, session, stopping }) => ({
        attemptId: id,
        jobId,
        queueId,
        host,
        sessionId: session?.id ?? null,
        isStopping: stopping !== null,
      }))
    const surplus = surplusByRules(holders, {
      slots: this.allowance.slots,
      slotsPerHost: this.#settings.current.maxSlotsPerHost,
      slotsOf: (queueId) => this.#queues.get(queueId)?.slots ?? null,
      isSequential: (jobId) => this.#world.store.job(jobId)?.sequential === true,
      isExclusive: (sessionId) => this.#world.sessions.facts(sessionId)?.mode === 'exclusive',
    })
    for (const id of surplus) {
      const attempt = this.attempts.byId(id)
      if (attempt !== undefined) void this.stop(attempt, 'queued')
    }
  }

  /** Brings back to the queue what may not go on: what only has to be put in its place goes there first. */
  async stopClosed(): Promise<void> {
    const { isOpen } = this.allowance
    const mayGoOn = (attempt: Attempt) => isOpen && this.allowance.queueHold(attempt.queueId)?.isFirm !== true
    const closed = this.attempts.all().filter((attempt) => !attempt.isVerifying && !mayGoOn(attempt))
    await Promise.all(closed.map((attempt) => this.stop(attempt, 'queued')))
  }

  async stopAll(then: AfterStop): Promise<void> {
    await Promise.all(this.attempts.all().map((attempt) => this.stop(attempt, then)))
  }

  /** The machine goes to sleep: nothing is started, and what runs comes to its checkpoint. */
  async sleep(): Promise<void> {
    this.#isAsleep = true
    this.#cancelAlarm?.()
    // A machine that stayed awake after all, or did not say that it woke up.
    this.#cancelAlarm = this.#world.clock.schedule(longestDozeMs, () => this.wake())
    await this.stopAll('queued')
  }

  /** It is awake again; also where nobody saw it fall asleep. */
  wake(): void {
    this.#isAsleep = false
    this.#cancelAlarm?.()
    this.renewConnections()
    this.pump()
  }

  /** What is open may be dead without knowing it: everything that goes over a network starts anew where it is. */
  renewConnections(): void {
    this.#world.pool.retireConnections()
    for (const attempt of this.attempts.all()) {
      if (!attempt.isVerifying && !isOwn(attempt.host)) void this.stop(attempt, 'queued')
    }
  }

  /** From now on nothing is started. */
  close(): Promise<void> {
    this.#isClosing = true
    this.#cancelAlarm?.()
    return this.stopAll('queued')
  }

  /**
   * Gives the running episodes of a host their connections anew, and tells the engine what changed. Those that are
   * only about to start learn their share with their order.
   */
  shareHost(host: string, starting: ReadonlySet<Attempt> = new Set()): void {
    const claims = this.attempts.ofHost(host).filter((attempt) => attempt.stopping === null)
    const shares = shareConnections(
      claims.map((attempt) => ({ attemptId: attempt.id, wanted: attempt.wanted })),
      this.#hosts.limitOf(host),
    )
    for (const attempt of claims) {
      const connections = shares.get(attempt.id) ?? 1
      if (connections === attempt.limits.connections) continue
      attempt.limits = { ...attempt.limits, connections }
      if (!starting.has(attempt)) this.#world.pool.limit(attempt.id, attempt.limits)
    }
  }

  /** The limits of these jobs, or the settings', changed under running attempts. */
  renewLimits(jobIds: readonly string[]): void {
    for (const jobId of jobIds) this.#renewLimitsOf(jobId)
    for (const host of this.attempts.perHost().keys()) this.shareHost(host)
  }

  #renewLimitsOf(jobId: string): void {
    const job = this.#world.store.job(jobId)
    if (job === null) return
    for (const attempt of this.attempts.ofJob(jobId)) {
      const episode = this.#world.store.episode(attempt.episodeId)
      attempt.wanted = connectionsWanted(job, this.#settings.current.maxConnectionsPerEpisode, this.#sessionOf(job))
      attempt.limits = this.#limitsOf(attempt.limits.connections, job, episode?.speedLimit ?? 0)
      this.#world.pool.limit(attempt.id, attempt.limits)
    }
  }

  #fillSlots(): void {
    if (!this.#isOpen || this.#isPaused || this.#isAsleep || this.#isClosing) return
    const started: { attempt: Attempt; order: Omit<TransferOrder, 'limits'> }[] = []
    const free = this.allowance.slots - this.attempts.slotsHeld()
    if (free <= 0) return
    try {
      // Not durable by itself: at boot what was active is queued anyway, and the name of its file, which is made
      // durable before the file exists, takes this along.
      this.#world.store.transaction(
        () => {
          for (let slot = 0; slot < free; slot += 1) {
            const next = this.#claimNext()
            if (next === null) break
            started.push(next)
          }
        },
        { durable: false },
      )
    } catch (error) {
      for (const { attempt } of started) this.attempts.delete(attempt)
      throw error
    }
    if (started.length === 0) return
    // Those that run give up connections before the new ones connect.
    const starting = new Set(started.map(({ attempt }) => attempt))
    this.#autoScale.started()
    for (const host of new Set([...starting].map((attempt) => attempt.host))) this.shareHost(host, starting)
    for (const { attempt, order } of started) {
      this.#world.pool.start({ ...order, limits: attempt.limits })
      this.#news.episode(attempt.episodeId)
      this.#news.job(attempt.jobId)
    }
    this.#news.stats()
  }

  #claimNext(): { attempt: Attempt; order: Omit<TransferOrder, 'limits'> } | null {
    const { store, clock } = this.#world
    const record = store.nextEligible(this.allowance.limits())
    const job = record === null ? null : store.job(record.jobId)
    if (record === null || job === null) return null
    store.changeEpisode(record.id, { status: 'downloading', error: null, finishedAt: null })
    if (job.startedAt === null || job.finishedAt !== null) {
      store.changeJob(job.id, { startedAt: job.startedAt ?? clock.now(), finishedAt: null })
    }
    const settings = this.#settings.current
    const session = this.#sessionOf(job)
    const attempt = new Attempt(
      this.#nextAttemptId,
      record,
      job,
      this.#limitsOf(1, job, record.speedLimit),
      connectionsWanted(job, settings.maxConnectionsPerEpisode, session),
      clock.monotonic(),
      session,
    )
    this.#nextAttemptId += 1
    this.attempts.add(attempt)
    const facts = { hostProfile: this.#hosts.profileOf(record.host), blockDigests: this.#blockDigestsOf(record) }
    return { attempt, order: { ...orderFor(attempt.id, record, job, settings, store.proofs(record.id)), ...facts } }
  }

  #sessionOf({ sessionId }: JobRecord): SessionFacts | null {
    return sessionId === null ? null : this.#world.sessions.facts(sessionId)
  }

  #limitsOf(connections: number, { queueId, speedLimit, proxy }: JobRecord, episodeSpeedLimit: number): TransferLimits {
    const bytesPerSecond = this.allowance.queueSpeedLimit(queueId)
    const own = { connections, episodeSpeedLimit, jobSpeedLimit: speedLimit, ...(proxy === null ? {} : { proxy }) }
    return bytesPerSecond === 0 ? own : { ...own, queueLimit: { queueId, bytesPerSecond } }
  }

  /** Nothing is kept of what has not been begun. */
  #blockDigestsOf(record: EpisodeRecord): BlockDigests | null {
    return record.bytesDone === 0 && record.repair === null ? null : this.#world.store.blockDigests(record.id)
  }
}

function orderFor(
  attemptId: number,
  record: EpisodeRecord,
  job: JobRecord,
  settings: Settings,
  proofs: EpisodeProofs,
): Omit<TransferOrder, 'limits' | 'hostProfile' | 'blockDigests'> {
  // Parts of several places that did not fit together are fetched from one. Pieces show whose they are.
  const isAlone = record.error?.code === 'CHECKSUM_MISMATCH' && proofs.pieces === null
  return {
    attemptId,
    episodeId: record.id,
    jobId: job.id,
    index: record.index,
    title: record.title,
    jobTitle: job.title,
    url: record.url,
    mirrors: isAlone ? [] : record.mirrors,
    isAlone,
    headers: job.headers,
    sessionId: job.sessionId,
    directory: episodeFolder(job.directory, record.folder),
    mount: job.mount,
    wantedName: record.wantedName,
    fileNameTemplate: settings.fileNameTemplate,
    // A finished file that is fetched anew replaces the damaged one, and nothing else.
    onConflict: record.repair === 'whole' ? 'overwrite' : (job.onConflict ?? settings.onConflict),
    checksum: record.checksum,
    stream: record.stream,
    ...proofs,
    part: record.part,
    repair: record.repair,
  }
}
