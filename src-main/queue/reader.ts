import type {
  Episode,
  EpisodeProgress,
  EpisodeStatus,
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
import type { EpisodeRecord, JobRecord } from './ports.ts'
import { queueStatusOf } from './queue-status.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import { slotState } from './slots.ts'
import { episodeLive, episodeView, jobView, type ViewFacts } from './views.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000
/** How long a figure about the disk is good. */
const diskFreshMs = 5_000
const directoriesShown = 50
const queueStatusLimit = 1_000

/** Rows as the interface shows them: what the store says, with what is live laid over it. */
export class QueueReader {
  readonly #world: Pick<World, 'store' | 'clock' | 'disk'>
  readonly #dispatcher: Dispatcher
  readonly #settings: SettingsKeeper
  #disk: { path: string; freeBytes: number } | null = null
  #diskAtMs = Number.NEGATIVE_INFINITY
  /** Received since the program started. */
  bytesThisRun = 0

  constructor(world: Pick<World, 'store' | 'clock' | 'disk'>, dispatcher: Dispatcher, settings: SettingsKeeper) {
    this.#world = world
    this.#dispatcher = dispatcher
    this.#settings = settings
  }

  job(id: string): Job | null {
    const record = this.#world.store.job(id)
    return record === null ? null : this.#jobView(record)
  }

  episode(id: string): Episode | null {
    const record = this.#world.store.episode(id)
    const directory = record === null ? undefined : this.#world.store.job(record.jobId)?.directory
    return record === null || directory === undefined ? null : this.#episodeView(record, directory)
  }

  /** Only what moves while it runs, without reading the store. */
  liveEpisode(attempt: Attempt): EpisodeProgress {
    return episodeLive(attempt, this.#world.clock.monotonic())
  }

  /** Bytes per second of everything. */
  speed(): number {
    const now = this.#world.clock.monotonic()
    return this.#dispatcher.attempts.all().reduce((sum, attempt) => sum + attempt.meter.bytesPerSecond(now), 0)
  }

  jobs(query: JobQuery): { items: Job[]; total: number; counts: JobCounts } {
    const { items, total, counts } = this.#world.store.jobs(query)
    const facts = this.#facts()
    return { items: items.map((record) => this.#jobView(record, facts)), total, counts }
  }

  rows(query: RowQuery): { rows: Row[]; total: number; jobs: number; counts: JobCounts } {
    const { rows, total, jobs, counts } = this.#world.store.rows(query)
    const facts = this.#facts()
    return {
      rows: rows.map((row) =>
        row.kind === 'job'
          ? { kind: 'job', job: this.#jobView(row.job, facts) }
          : { kind: 'episode', episode: this.#episodeView(row.episode, row.directory, facts) },
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
    return { items: items.map((record) => this.#episodeView(record, job.directory, facts)), total }
  }

  stats(): Stats {
    const { store, clock } = this.#world
    const { attempts, isPaused } = this.#dispatcher
    const configured = this.#settings.current.maxSlots
    const active = attempts.slotsHeld()
    const episodes = store.episodeCounts()
    const finished = episodes.completed + episodes.failed
    return {
      paused: isPaused,
      slots: {
        configured,
        active,
        ...slotState({
          paused: isPaused,
          configured,
          active,
          hasEligible: active !== configured && store.hasEligible(),
          hasStartable: active !== configured && store.nextEligible(this.#dispatcher.busyHosts()) !== null,
          waits: store.waitCounts(),
        }),
      },
      speed: this.speed(),
      bytesThisRun: this.bytesThisRun,
      jobs: store.jobCounts(),
      episodes: { ...episodes },
      filesPerHour: store.finishedSince(clock.now() - hourMs),
      successRate: finished === 0 ? null : episodes.completed / finished,
      hosts: this.#hosts(),
      disk: this.#diskNow(),
      directories: store.directories(directoriesShown).map((entry) => ({ ...entry })),
    }
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

  #episodeView(record: EpisodeRecord, directory: string, facts = this.#facts()): Episode {
    return episodeView(record, directory, this.#dispatcher.attempts.ofEpisode(record.id), facts)
  }

  #facts(): ViewFacts {
    const busy = new Set(this.#dispatcher.busyHosts())
    return { nowMs: this.#world.clock.monotonic(), isHostBusy: (host) => busy.has(host) }
  }

  #hosts(): Stats['hosts'] {
    const now = this.#world.clock.monotonic()
    const hosts = new Map<string, Stats['hosts'][number]>()
    for (const attempt of this.#dispatcher.attempts.all()) {
      const entry = hosts.get(attempt.host) ?? { host: attempt.host, active: 0, connections: 0, speed: 0 }
      entry.active += 1
      entry.connections += attempt.connections
      entry.speed += attempt.meter.bytesPerSecond(now)
      hosts.set(attempt.host, entry)
    }
    return [...hosts.values()]
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
