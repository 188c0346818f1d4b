import type {
  Episode,
  EpisodeProgress,
  EpisodeStatus,
  ExportQuery,
  Host,
  HostFacts,
  Job,
  JobCounts,
  JobQuery,
  QueueStatus,
  Row,
  RowQuery,
  Stats,
} from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import type { Dispatcher } from './dispatcher.ts'
import { type ExportRows, exportPage } from './exporting.ts'
import type { FinishKeeper } from './finishing/finish-keeper.ts'
import type { HostKeeper } from './host-keeper.ts'
import { Overview } from './overview/overview.ts'
import type { Holds } from './overview/waiting.ts'
import type { EpisodeRecord, JobRecord } from './ports.ts'
import { queueStatusOf } from './queue-status.ts'
import type { QueueKeeper } from './queues/queue-keeper.ts'
import { queueStats } from './queues/queue-stats.ts'
import type { Refusal } from './refusal.ts'
import type { Reporting } from './reporting.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import { scaledSlots } from './scaling/scaled-slots.ts'
import { everyQueue, type ScheduleKeeper } from './schedule/schedule-keeper.ts'
import { SearchNoteTaker } from './search-note-taker.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import { type SlotFacts, slotState, slotSummary } from './slots.ts'
import { type EpisodeOwner, episodeLive, episodeView, jobView, type ViewFacts } from './views.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000
/** How long a figure about the disk is good. */
const diskFreshMs = 5_000
const directoriesShown = 50
const queueStatusLimit = 1_000

/** Rows as the interface shows them: what the store says, with what is live laid over it. */
export class QueueReader {
  readonly overview: Overview
  readonly #world: Pick<World, 'store' | 'clock' | 'disk' | 'sessions' | 'log'>
  readonly #dispatcher: Dispatcher
  readonly #settings: SettingsKeeper
  readonly #hosts: HostKeeper
  readonly #schedules: ScheduleKeeper
  readonly #queues: QueueKeeper
  readonly #statistics: Reporting['statistics']
  readonly #finishing: FinishKeeper
  readonly #autoScale: AutoScale
  readonly #notes: SearchNoteTaker
  #disk: { path: string; freeBytes: number } | null = null
  #diskAtMs = Number.NEGATIVE_INFINITY
  /** Received since the program started. */
  bytesThisRun = 0

  constructor(
    world: Pick<World, 'store' | 'clock' | 'disk' | 'sessions' | 'log'>,
    dispatcher: Dispatcher,
    keepers: {
      readonly settings: SettingsKeeper
      readonly hosts: HostKeeper
      readonly queues: QueueKeeper
      readonly schedules: ScheduleKeeper
      readonly reporting: Pick<Reporting, 'statistics' | 'throughput'>
      readonly finishing: FinishKeeper
      readonly autoScale: AutoScale
    },
  ) {
    this.#world = world
    this.#dispatcher = dispatcher
    this.#settings = keepers.settings
    this.#hosts = keepers.hosts
    this.#queues = keepers.queues
    this.#schedules = keepers.schedules
    this.#statistics = keepers.reporting.statistics
    this.#finishing = keepers.finishing
    this.#autoScale = keepers.autoScale
    this.#notes = new SearchNoteTaker(world)
    this.overview = new Overview({
      world,
      attempts: dispatcher.attempts,
      ...keepers.reporting,
      holds: () => this.#holds(),
      hosts: () => this.#hostList(),
      hostView: (host) => this.#hostView(host),
      settings: () => keepers.settings.current,
    })
  }

  close(): void {
    this.#notes.close()
  }

  job(id: string): Job | null {
    const record = this.#world.store.job(id)
    return record === null ? null : this.#jobView(record)
  }

  episode(id: string): Episode | null {
    const record = this.#world.store.episode(id)
    const job = record === null ? null : this.#world.store.job(record.jobId)
    return record === null || job === null ? null : this.#episodeView(record, job)
  }

  /** Only what moves while it runs, without reading the store. */
  liveEpisode(attempt: Attempt): EpisodeProgress {
    return episodeLive(attempt, this.#world.clock.monotonic())
  }

  sessions(): ReturnType<World['sessions']['shown']> {
    return this.#world.sessions.shown()
  }

  /** Bytes per second of everything. */
  speed(): number {
    const now = this.#world.clock.monotonic()
    return this.#dispatcher.attempts.all().reduce((sum, attempt) => sum + attempt.meter.bytesPerSecond(now), 0)
  }

  jobs(query: JobQuery): { items: Job[]; total: number; counts: JobCounts } {
    const { items, total, counts } = this.#world.store.jobs(query)
    if (query.q !== undefined) this.#notes.begin()
    const facts = this.#facts()
    return { items: items.map((record) => this.#jobView(record, facts)), total, counts }
  }

  rows(query: RowQuery): { rows: Row[]; total: number; jobs: number; counts: JobCounts } {
    const { rows, total, jobs, counts } = this.#world.store.rows(query)
    if (query.q !== undefined) this.#notes.begin()
    const facts = this.#facts()
    return {
      rows: rows.map((row) =>
        row.kind === 'job'
          ? { kind: 'job', job: this.#jobView(row.job, facts) }
          : { kind: 'episode', episode: this.#episodeView(row.episode, row, facts) },
      ),
      total,
      jobs,
      counts,
    }
  }

  /** Null where there is no such job. */
  episodes(query: {
    jobId: string
    status?: EpisodeStatus | undefined
    offset: number
    limit: number
  }): { items: Episode[]; total: number } | null {
    const job = this.#world.store.job(query.jobId)
    if (job === null) return null
    const { items, total } = this.#world.store.episodes(query)
    const facts = this.#facts()
    return { items: items.map((record) => this.#episodeView(record, job, facts)), total }
  }

  /** Part of the list as it is written down for elsewhere. */
  exported(query: ExportQuery): ExportRows | Refusal {
    return exportPage(this.#world.store, query, this.#settings.current.downloadDirectory)
  }

  stats(): Stats {
    const { store, clock } = this.#world
    const { attempts, isPaused } = this.#dispatcher
    const { maxSlots, autoScaleBounds } = this.#settings.current
    const scaled = this.#autoScale.usable
    const configured = scaled ?? maxSlots
    const active = attempts.slotsHeld()
    const episodes = store.episodeCounts()
    const finished = episodes.completed + episodes.failed
    const state = slotState({
      paused: isPaused,
      isClosed: !this.#dispatcher.allowance.isOpen,
      configured,
      active,
      aboveHosts: this.#dispatcher.allowance.aboveHosts,
      hasEligible: active !== configured && store.hasEligible(),
      heldBy: active === configured ? null : this.#heldBy(),
      waits: store.waitCounts(),
    })
    const slots = scaled === null ? state : scaledSlots(state, scaled, this.#dispatcher.allowance.hasCappedHost)
    return {
      paused: isPaused,
      slots: {
        configured: scaled === null ? configured : autoScaleBounds.maxSlots,
        active,
        ...slots,
        summary: slotSummary(active, configured, slots),
      },
      schedule: this.#schedules.state(everyQueue),
      whenFinished: this.#finishing.state,
      scaling: this.#autoScale.scaling,
      speed: this.speed(),
      bytesThisRun: this.bytesThisRun,
      jobs: store.jobCounts(),
      episodes: { ...episodes },
      queues: queueStats(this.#queues.ids(), store.queueJobCounts(), attempts, (id) => this.#schedules.state(id)),
      filesPerHour: store.finishedSince(clock.now() - hourMs),
      successRate: finished === 0 ? null : episodes.completed / finished,
      totals: this.#statistics.totals,
      hosts: this.#hostList(),
      disk: this.#diskNow(),
      directories: store.directories(directoriesShown).map((entry) => ({ ...entry })),
    }
  }

  /** A host as it is known and treated now, whether anything runs there or not. */
  host(host: string): HostFacts {
    const name = host.toLowerCase()
    const known = this.#hostList().find((entry) => entry.host === name) ?? this.#hostView(name)
    return { ...known, failed: this.#world.store.failedAtHost(name) }
  }

  /** Asks the disk where the last answer is old. */
  async freshStats(): Promise<Stats> {
    await this.#askDisk()
    return this.stats()
  }

  queueStatus(): QueueStatus {
    const list = (status: JobQuery['status'], sort: JobQuery['sort'], order: JobQuery['order']) =>
      this.jobs({ status, sort, order, offset: 0, limit: queueStatusLimit }).items
    return queueStatusOf(
      list(['queued', 'downloading', 'paused', 'processing'], 'position', 'asc'),
      list(['completed', 'failed'], 'createdAt', 'desc'),
    )
  }

  #jobView(record: JobRecord, facts = this.#facts()): Job {
    const wait = record.status === 'queued' ? this.#world.store.jobWait(record.id) : null
    return jobView(record, this.#dispatcher.attempts.ofJob(record.id), wait, facts)
  }

  #episodeView(record: EpisodeRecord, owner: EpisodeOwner, facts = this.#facts()): Episode {
    return episodeView(record, owner, this.#dispatcher.attempts.ofEpisode(record.id), facts)
  }

  #facts(): ViewFacts {
    const full = new Set(this.#dispatcher.allowance.fullHosts())
    const holdOf = (host: string) =>
      this.#hosts.quietOf(host) ?? (full.has(host) ? { reason: 'host' as const, until: null } : null)
    const { isOpen, until } = this.#schedules.permission(everyQueue)
    const held = new Map(this.#queues.ids().map((id) => [id, this.#dispatcher.allowance.queueHold(id)]))
    return {
      nowMs: this.#world.clock.monotonic(),
      closed: isOpen ? null : { until },
      holdOf,
      queueHoldOf: (queueId) => held.get(queueId) ?? null,
      sessionHoldOf: (sessionId) => this.#dispatcher.allowance.sessionHold(sessionId),
    }
  }

  /** What keeps episodes from starting, one kind at a time. */
  #holds(): Holds {
    const { allowance, isPaused } = this.#dispatcher
    const full = new Set(allowance.fullHosts())
    const queueHold = (queueId: string) => {
      const hold = allowance.queueHold(queueId)
      return hold === null ? null : hold.reason === 'schedule' ? 'schedule' : 'queue'
    }
    return {
      isPaused,
      isClosed: !allowance.isOpen,
      sessionHold: (sessionId) => allowance.sessionHold(sessionId),
      queueHold,
      hostHold: (host) => this.#hosts.quietOf(host)?.reason ?? (full.has(host) ? 'host' : null),
    }
  }

  /** What keeps every episode that waits for nothing else from starting; null where one could start. */
  #heldBy(): SlotFacts['heldBy'] {
    const { store } = this.#world
    const { allowance } = this.#dispatcher
    const limits = allowance.limits()
    if (store.nextEligible(limits) !== null) return null
    const queues = this.#queues.ids()
    const inAnyQueue = store.nextEligible({ ...limits, queues })
    if (inAnyQueue !== null) {
      const hold = allowance.queueHold(store.job(inAnyQueue.jobId)?.queueId ?? '')
      return hold?.reason === 'schedule' ? 'schedule' : 'queue'
    }
    const { excludedSessions } = limits
    const next = store.nextEligible({ queues, excludedHosts: allowance.fullHosts(), excludedSessions })
    if (next !== null) return this.#hosts.quietOf(next.host)?.reason ?? 'host'
    return store.nextEligible({ queues, excludedHosts: [], excludedSessions }) === null ? 'session' : 'host'
  }

  #hostList(): Host[] {
    const now = this.#world.clock.monotonic()
    const hosts = new Map<string, Host>()
    for (const host of this.#hosts.restrained()) hosts.set(host, this.#hostView(host))
    for (const attempt of this.#dispatcher.attempts.all()) {
      const entry = hosts.get(attempt.host) ?? this.#hostView(attempt.host)
      entry.active += 1
      entry.connections += attempt.connections
      entry.speed += attempt.meter.bytesPerSecond(now)
      hosts.set(attempt.host, entry)
    }
    return [...hosts.values()]
  }

  /** A host at which nothing is counted yet. */
  #hostView(host: string): Host {
    const quiet = this.#hosts.quietOf(host)
    return {
      host,
      active: 0,
      connections: 0,
      speed: 0,
      connectionLimit: this.#hosts.limitOf(host),
      scaling: this.#autoScale.scalingOf(host),
      quietUntil: quiet === null ? null : new Date(quiet.until).toISOString(),
      profile: this.#hosts.profileOf(host),
    }
  }

  #diskNow(): Stats['disk'] {
    void this.#askDisk()
    return this.#disk
  }

  async #askDisk(): Promise<void> {
    const path = this.#settings.current.downloadDirectory
    const now = this.#world.clock.monotonic()
    if (this.#disk?.path === path && now - this.#diskAtMs < diskFreshMs) return
    this.#diskAtMs = now
    const freeBytes = await this.#world.disk.freeBytes(path)
    this.#disk = freeBytes === null ? null : { path, freeBytes }
  }
}
