import type { LogEntry, Pace, Speeds, Strip, TransferDetails } from '../../../src-preload/contract/index.ts'
import type { Attempts } from '../attempts.ts'
import type { TransferReport } from '../ports.ts'
import type { QueueReader } from '../reader.ts'
import type { World } from '../world.ts'
import { EpisodeLog } from './episode-log.ts'
import { jobPace } from './job-pace.ts'
import { SpeedKeeper } from './speed-keeper.ts'
import { transferView } from './transfer-view.ts'

/** Everything that is told of one item to whoever looks at it. Null where there is no such item. */
export class Details {
  readonly log: EpisodeLog
  readonly #world: Pick<World, 'store' | 'clock' | 'log' | 'pool'>
  readonly #attempts: Attempts
  readonly #reader: Pick<QueueReader, 'job'>
  readonly #speeds: SpeedKeeper

  constructor(world: Pick<World, 'store' | 'clock' | 'log' | 'pool'>, attempts: Attempts, reader: Pick<QueueReader, 'job'>) {
    this.#world = world
    this.#attempts = attempts
    this.#reader = reader
    this.log = new EpisodeLog(world, attempts)
    this.#speeds = new SpeedKeeper(world.clock, attempts)
  }

  /** What the engine tells, before the queue has drawn its conclusions: while its attempts are still there. */
  take(report: TransferReport): void {
    if (report.kind === 'progress') return this.#speeds.begin()
    if (report.kind === 'checkpoint' || report.kind === 'host') return
    this.log.take(report)
    if (report.kind !== 'ended') return
    const attempt = this.#attempts.byId(report.attemptId)
    if (attempt === undefined) return
    const { outcome } = report
    const isFile = outcome.kind === 'completed' && !outcome.skipped
    this.#speeds.ended(attempt, isFile ? outcome.bytesTotal : attempt.bytesDone, isFile)
  }

  close(): void {
    this.#speeds.close()
    this.log.close()
  }

  episodeSpeeds(episodeId: string): Speeds | null {
    return this.#world.store.episode(episodeId) === null ? null : this.#speeds.episode(episodeId)
  }

  jobSpeeds(jobId: string): Speeds | null {
    return this.#world.store.job(jobId) === null ? null : this.#speeds.job(jobId)
  }

  totalSpeeds(): Speeds {
    return this.#speeds.total()
  }

  async transfer(episodeId: string): Promise<TransferDetails | null> {
    const look = await this.#world.pool.look(episodeId)
    const record = this.#world.store.episode(episodeId)
    return record === null ? null : transferView(record, look, this.log.of(episodeId))
  }

  entries(episodeId: string): { items: LogEntry[] } | null {
    if (this.#world.store.episode(episodeId) === null) return null
    return { items: this.log.of(episodeId).map(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() })) }
  }

  strip(jobId: string, bins: number): Strip | null {
    const strip = this.#world.store.jobStrip(jobId, bins)
    return strip === null ? null : { bins: [...strip.bins], episodesPerBin: strip.episodesPerBin }
  }

  pace(jobId: string): Pace | null {
    const job = this.#reader.job(jobId)
    const record = this.#world.store.job(jobId)
    if (job === null || record === null) return null
    const { counts, episodesTotal, unknownSizes, bytesKnown } = record
    const known = episodesTotal - unknownSizes
    const bytesExpected = 2 * unknownSizes > episodesTotal ? null : bytesKnown + (unknownSizes * bytesKnown) / known
    return jobPace({
      isRunning: job.status === 'downloading',
      measured: this.#speeds.pace(jobId),
      etaSeconds: job.etaSeconds,
      filesLeft: counts.queued + counts.downloading + counts.paused,
      bytesLeft: bytesExpected === null ? null : Math.max(0, bytesExpected - job.bytesDone),
      now: this.#world.clock.now(),
    })
  }
}
