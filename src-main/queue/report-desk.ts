import { assertNever } from './assert-never.ts'
import { type Attempt, bytesOf } from './attempts.ts'
import { changedNotice, completedNotice, failedNotice, mirrorNotice } from './desk-notices.ts'
import { holdForDisk } from './disk-hold.ts'
import type { Dispatcher } from './dispatcher.ts'
import { completedChange, emptied, errorAt, forgotten, lost } from './episode-ends.ts'
import { ofOldLink } from './fresh-link.ts'
import { HostDesk } from './host-desk.ts'
import type { HostKeeper } from './host-keeper.ts'
import type { News } from './news.ts'
import type { EpisodeChange, TransferCheckpoint, TransferOutcome, TransferReport } from './ports.ts'
import type { QueueReader } from './reader.ts'
import type { Renewals } from './renewals.ts'
import { givesRepairUp, repairRecovery } from './repair-plan.ts'
import { type AttemptEnd, attemptEnd } from './report/attempt-end.ts'
import { laterRetryAt } from './report/later-retry.ts'
import { type Afterwards, type KeptReport, type PlacedReport, ReportInbox } from './report-inbox.ts'
import type { Reporting } from './reporting.ts'
import { type Recovery, recoveryFrom } from './retry.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import type { SessionDesk } from './sessions/session-desk.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { Sweeper } from './sweeper.ts'
import type { UncountedWaits } from './uncounted-waits.ts'
import type { WaitKeeper } from './wait-keeper.ts'
import type { World } from './world.ts'

type Failed = Extract<TransferOutcome, { kind: 'failed' }>
type Ended = Extract<TransferReport, { kind: 'ended' }>

/**
 * Takes what the engine tells. Reports that arrive together are written in one transaction, and what follows from
 * them (answers to the engine, freed slots, news) happens after it; a database that cannot be written to delays
 * them and loses none but marks.
 */
export class ReportDesk {
  readonly #world: World
  readonly #dispatcher: Dispatcher
  readonly #settings: SettingsKeeper
  readonly #news: News
  readonly #waits: WaitKeeper
  readonly #sweeper: Sweeper
  readonly #reader: QueueReader
  readonly #autoScale: AutoScale
  readonly #hosts: HostDesk
  readonly #sessions: SessionDesk
  readonly #reporting: Reporting
  readonly #renewals: Renewals
  readonly #inbox: ReportInbox
  readonly #onDownloaded: () => void
  readonly #diskParts: Parameters<typeof holdForDisk>[0]
  readonly #uncountedWaits: UncountedWaits

  constructor(parts: {
    world: World
    dispatcher: Dispatcher
    settings: SettingsKeeper
    news: News
    waits: WaitKeeper
    sweeper: Sweeper
    reader: QueueReader
    autoScale: AutoScale
    hosts: HostKeeper
    sessions: SessionDesk
    reporting: Reporting
    renewals: Renewals
    uncountedWaits: UncountedWaits
    /** A file came; one that was there already did not. */
    onDownloaded: () => void
  }) {
    this.#world = parts.world
    this.#dispatcher = parts.dispatcher
    this.#settings = parts.settings
    this.#news = parts.news
    this.#waits = parts.waits
    this.#sweeper = parts.sweeper
    this.#reader = parts.reader
    this.#autoScale = parts.autoScale
    this.#hosts = new HostDesk(parts)
    this.#sessions = parts.sessions
    this.#reporting = parts.reporting
    this.#renewals = parts.renewals
    this.#uncountedWaits = parts.uncountedWaits
    this.#onDownloaded = parts.onDownloaded
    this.#diskParts = parts
    this.#inbox = new ReportInbox({
      world: parts.world,
      record: (report, afterwards) => {
        parts.reporting.throughput.join(afterwards)
        this.#record(report, afterwards)
      },
      onRound: () => parts.dispatcher.pump(),
      onDropped: (report) => this.#drop(report),
    })
  }

  /** The machine slept, or its network is another. */
  disturbed(): void {
    this.#hosts.disturbed()
  }

  take(report: TransferReport): void {
    if (report.kind === 'opened') return
    if (report.kind === 'progress') return this.#follow(report)
    // Its bytes are told anew from here on, while the row has the old ones until the next round.
    if (report.kind === 'restarted') this.#known(report.attemptId)?.startedOver()
    this.#inbox.put(report)
  }

  /** Without its row an attempt is of no use: it ends, and the others go on. */
  #drop(report: KeptReport): void {
    const attempt = 'attemptId' in report ? this.#known(report.attemptId) : undefined
    if (attempt === undefined) return
    if (report.kind !== 'ended') {
      this.#world.pool.stop(attempt.id)
      return
    }
    try {
      const error = errorAt({ code: 'INTERNAL', message: 'Its end could not be kept.', params: {} }, this.#world.clock.now())
      this.#world.store.changeEpisode(attempt.episodeId, { status: 'failed', error, finishedAt: this.#world.clock.now() })
    } catch (error) {
      this.#world.log.error('an episode could not be ended', { episodeId: attempt.episodeId, error: String(error) })
    }
    this.#over(attempt)
    this.#settled(attempt, true)
  }

  #follow(report: Extract<TransferReport, { kind: 'progress' }>): void {
    const now = this.#world.clock.monotonic()
    for (const item of report.items) {
      const attempt = this.#known(item.attemptId)
      if (attempt === undefined) continue
      this.#reader.bytesThisRun += Math.max(0, item.bytesDone - attempt.bytesDone)
      this.#reporting.throughput.came(item.bytesDone - attempt.bytesDone)
      if (item.bytesDone > attempt.bytesDone) {
        this.#hosts.served(attempt, now)
        if (attempt.bytesDone === attempt.bytesAtStart) this.#sessions.letIn(attempt)
      }
      this.#autoScale.came(attempt, item.bytesDone - attempt.bytesDone)
      attempt.follow(item, now)
    }
    this.#news.progress()
  }

  /** The one place where the late word of an attempt that is over is dropped. */
  #known(attemptId: number): Attempt | undefined {
    return this.#dispatcher.attempts.byId(attemptId)
  }

  #record(report: KeptReport, afterwards: Afterwards): void {
    switch (report.kind) {
      case 'placed':
        return this.#withAttempt(report.attemptId, (attempt) => this.#placed(attempt, report, afterwards))
      case 'checkpoint':
        for (const item of report.items) {
          this.#withAttempt(item.attemptId, (attempt) => this.#checkpointed(attempt, item, afterwards))
        }
        return
      case 'verifying':
        return this.#withAttempt(report.attemptId, (attempt) => this.#verifying(attempt, afterwards))
      case 'mirrorDropped':
        return this.#withAttempt(report.attemptId, (attempt) => this.#mirrorDropped(attempt, report, afterwards))
      case 'restarted':
        return this.#withAttempt(report.attemptId, (attempt) => this.#restarted(attempt, afterwards))
      case 'ended':
        return this.#withAttempt(report.attemptId, (attempt) => this.#ended(attempt, report, afterwards))
      case 'host':
        afterwards.written(() => this.#hosts.note(report.host, report.news))
        return
      case 'lost':
        this.#world.log.error('a transfer worker died', { message: report.message })
        for (const id of report.attemptIds) this.#withAttempt(id, (attempt) => this.#lost(attempt, afterwards))
        afterwards.written(() =>
          this.#news.notice({ level: 'warning', code: 'WORKER_RESTARTED', params: {}, jobId: null, episodeId: null }),
        )
        return
      default:
        return assertNever(report)
    }
  }

  #withAttempt(attemptId: number, act: (attempt: Attempt) => void): void {
    const attempt = this.#known(attemptId)
    if (attempt !== undefined) act(attempt)
  }

  #placed(attempt: Attempt, { part, isWhole = false }: PlacedReport, afterwards: Afterwards): void {
    this.#world.store.changeEpisode(attempt.episodeId, { part, ...(isWhole ? { status: 'verifying' } : {}) })
    afterwards.written(() => {
      attempt.placed(part)
      if (isWhole) this.#freeSlot(attempt)
      else this.#news.episode(attempt.episodeId)
    })
    afterwards.flushed(() => this.#world.pool.keep(attempt.id))
  }

  #checkpointed(attempt: Attempt, { part: told, blockDigests }: TransferCheckpoint, afterwards: Afterwards): void {
    const part = attempt.isOfOldLink ? ofOldLink(told) : told
    this.#world.store.changeEpisode(attempt.episodeId, { part, blockDigests })
    afterwards.written(() => attempt.checkpointed(part))
  }

  #verifying(attempt: Attempt, afterwards: Afterwards): void {
    this.#world.store.changeEpisode(attempt.episodeId, { status: 'verifying' })
    afterwards.written(() => this.#freeSlot(attempt))
  }

  #freeSlot(attempt: Attempt): void {
    attempt.isVerifying = true
    this.#dispatcher.shareHost(attempt.host)
    this.#news.episode(attempt.episodeId)
    this.#news.job(attempt.jobId)
  }

  #mirrorDropped(
    attempt: Attempt,
    { host, failure }: Extract<TransferReport, { kind: 'mirrorDropped' }>,
    afterwards: Afterwards,
  ): void {
    this.#world.log.warn('a mirror is of no use', { episodeId: attempt.episodeId, host, code: failure.code })
    afterwards.written(() => this.#news.notice(mirrorNotice(attempt, host, failure)))
  }

  #restarted(attempt: Attempt, afterwards: Afterwards): void {
    const record = this.#world.store.episode(attempt.episodeId)
    if (record?.part != null) this.#world.store.changeEpisode(record.id, forgotten(record.part))
    afterwards.written(() => {
      attempt.stored = { bytesDone: 0, bytesTotal: null }
      this.#news.episode(attempt.episodeId)
    })
    afterwards.flushed(() => this.#news.notice(changedNotice(attempt)))
  }

  #ended(attempt: Attempt, told: Ended, afterwards: Afterwards): void {
    const report = attempt.isOfOldLink && told.part !== null ? { ...told, part: ofOldLink(told.part) } : told
    const { outcome } = report
    let kind: AttemptEnd['kind']
    if (outcome.kind === 'completed') kind = this.#completed(attempt, report, outcome)
    else if (outcome.kind === 'stopped' || attempt.stopping !== null) kind = this.#stopped(attempt, report)
    else kind = this.#failed(attempt, report, outcome, afterwards)
    this.#reporting.statistics.count(attemptEnd(kind, attempt, report, this.#world.clock.monotonic()), afterwards)
    const isJobOver = this.#closeJob(attempt, afterwards)
    afterwards.written(() => {
      this.#autoScale.ended(attempt, outcome)
      this.#over(attempt)
    })
    afterwards.flushed(() => this.#settled(attempt, isJobOver))
    if (outcome.kind === 'completed' && !outcome.skipped) afterwards.flushed(() => this.#onDownloaded())
  }

  #completed(attempt: Attempt, report: Ended, outcome: Extract<TransferOutcome, { kind: 'completed' }>): 'files' {
    const { store, clock } = this.#world
    const { episodeId, folder } = attempt
    const activeMs = attempt.activeMs(clock.monotonic())
    const part = report.part ?? store.episode(episodeId)?.part ?? null
    // The part stays as a second link until this row is durable.
    if (part !== null && !outcome.skipped) store.doomPart(folder, part.fileName)
    store.changeEpisode(episodeId, { ...completedChange(part, report.blockDigests, outcome, clock.now()), activeMs })
    this.#uncountedWaits.settle(episodeId)
    if (!outcome.skipped) this.#sessions.letIn(attempt)
    return 'files'
  }

  #stopped(attempt: Attempt, { part, blockDigests }: Ended): 'stopped' {
    // One that is to be removed must not be picked again before it is gone.
    const status = attempt.stopping === 'queued' || attempt.stopping === null ? 'queued' : 'paused'
    this.#world.store.changeEpisode(attempt.episodeId, {
      status,
      activeMs: attempt.activeMs(this.#world.clock.monotonic()),
      ...(part === null ? {} : { part, blockDigests }),
    })
    return 'stopped'
  }

  /** What the failure counts as. */
  #failed(attempt: Attempt, report: Ended, outcome: Failed, afterwards: Afterwards): AttemptEnd['kind'] {
    const { clock, random, store } = this.#world
    const record = store.episode(attempt.episodeId)
    if (record === null) return 'stopped'
    const part = report.part ?? record.part
    const { blockDigests } = report
    const { code, params } = outcome.failure
    const isOffline = this.#hosts.isOffline(attempt, outcome.failure)
    if (isOffline) {
      this.#takeBack(record.id)
      afterwards.written(() => this.#hosts.leaveAlone(attempt))
    }
    const ordinary = recoveryFrom(
      {
        code,
        transient: outcome.transient,
        retryAfterMs: outcome.retryAfterMs,
        bytesDone: bytesOf(part),
        bytesBrought: bytesOf(part) - attempt.bytesAtStart,
        isProved: code === 'CHECKSUM_MISMATCH' && params.pieces !== undefined,
        attempts: (isOffline ? this.#hosts.doubtfulAttempts.get(record.id) : undefined) ?? record.attempts,
        uncountedWaits: this.#uncountedWaits.of(record.id),
        isBusy: params.status === 429 || params.status === 503,
        isOffline,
        session: code === 'AUTH_REQUIRED' ? this.#sessions.refusalOf(attempt) : null,
      },
      this.#settings.current.retry,
      random.fraction(),
    )
    const isRenewed = this.#renewals.helps(record, outcome.failure, ordinary, bytesOf(part))
    if (isRenewed) afterwards.flushed(() => this.#renewals.ask(record.id))
    const recovery: Recovery = isRenewed
      ? { kind: 'wait', reason: 'link', bytes: 'keep' }
      : record.repair === null
        ? ordinary
        : repairRecovery(ordinary, outcome)
    const common: EpisodeChange = {
      error: errorAt(outcome.failure, clock.now()),
      actualChecksum: outcome.actualChecksum,
      activeMs: attempt.activeMs(clock.monotonic()),
      ...(part === null ? {} : recovery.bytes === 'drop' ? { part: emptied(part), blockDigests: null } : { part, blockDigests }),
    }
    switch (recovery.kind) {
      case 'retry': {
        const { delayMs, attempts, counted } = recovery
        if (counted) this.#hosts.counted(attempt, outcome.failure, attempts - 1)
        else if (!isOffline) this.#uncountedWaits.count(record)
        const wait = delayMs > 0 ? ({ waitReason: 'backoff', waitUntil: this.#waits.endOf(delayMs) } as const) : {}
        store.changeEpisode(record.id, { ...common, status: 'queued', attempts, ...wait })
        return counted ? 'retries' : 'stopped'
      }
      case 'wait':
        store.changeEpisode(record.id, { ...common, status: 'queued', waitReason: recovery.reason, waitUntil: null })
        if (recovery.reason === 'disk') holdForDisk(this.#diskParts, attempt, outcome.failure, afterwards)
        return 'stopped'
      case 'signIn':
        store.changeEpisode(record.id, { ...common, status: 'queued' })
        afterwards.written(() => this.#sessions.end(attempt, outcome.failure))
        return 'stopped'
      case 'fail': {
        const retryAt = laterRetryAt(
          { ...record, ...outcome, code, now: this.#waits.endOf(0) },
          this.#settings.current.laterRetries,
        )
        store.changeEpisode(record.id, {
          ...common,
          ...(record.repair !== null && part !== null && givesRepairUp(outcome.failure)
            ? { part: emptied(part), blockDigests: null, repair: null }
            : {}),
          status: 'failed',
          attempts: recovery.attempts,
          finishedAt: clock.now(),
          retryAt,
        })
        this.#uncountedWaits.settle(record.id)
        afterwards.written(() => this.#news.notice(failedNotice(attempt, outcome.failure)))
        if (retryAt === null) return 'failed'
        afterwards.written(() => this.#reporting.later.plan())
        return 'retries'
      }
      default:
        return assertNever(recovery)
    }
  }

  /** The network is gone: what others than this one have counted since it was last heard was not their servers' fault. */
  #takeBack(episodeId: string): void {
    const { store } = this.#world
    for (const [id, attempts] of this.#hosts.doubtfulAttempts) {
      const status = store.episode(id)?.status
      const isUnderWay = status === 'queued' || status === 'paused' || status === 'downloading'
      if (id !== episodeId && isUnderWay) store.changeEpisode(id, { attempts })
    }
  }

  #lost(attempt: Attempt, afterwards: Afterwards): void {
    this.#ended(attempt, { kind: 'ended', attemptId: attempt.id, part: null, blockDigests: null, outcome: lost }, afterwards)
  }

  /** Keeps the job's own times in the same transaction as the episode's end; whether the job is over with it. */
  #closeJob(attempt: Attempt, afterwards: Afterwards): boolean {
    const job = this.#world.store.job(attempt.jobId)
    if (job === null || (job.status !== 'completed' && job.status !== 'failed')) return false
    this.#world.store.changeJob(job.id, { finishedAt: this.#world.clock.now() })
    if (job.status === 'completed') afterwards.written(() => this.#news.notice(completedNotice(job)))
    return true
  }

  #over(attempt: Attempt): void {
    this.#hosts.learnFrom(attempt)
    this.#dispatcher.attempts.delete(attempt)
    this.#dispatcher.shareHost(attempt.host)
    this.#waits.plan()
    this.#news.episode(attempt.episodeId)
    this.#news.job(attempt.jobId)
  }

  /** Its end is on disk: whoever waits for that may go on, and its part file may go; with a job that is over, at once. */
  #settled(attempt: Attempt, isJobOver: boolean): void {
    attempt.over()
    if (isJobOver) this.#sweeper.sweep()
    else this.#sweeper.sweepSoon()
  }
}
