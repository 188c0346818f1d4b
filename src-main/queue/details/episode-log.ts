import type { ErrorParams, LogCode } from '../../../src-preload/contract/index.ts'
import type { Attempt, Attempts } from '../attempts.ts'
import type { LogRecord, TransferReport } from '../ports.ts'
import { expectedOf } from '../views.ts'
import type { World } from '../world.ts'
import { afterwardsEntry, endedEntries, failureEntry, isEventful, openedEntries, placedEntry } from './log-entries.ts'

/** So many episodes are remembered that nothing is kept of; who was heard of longest ago is forgotten. */
const mostEpisodes = 2_000
/** Entries of one episode that wait to be kept. */
const mostEntries = 50
/** What took so long is kept though nothing went wrong. */
const longMs = 30_000
const flushMs = 2_000
/** Episodes kept with one transaction, and the pause after it. */
const ofFlush = 200
const betweenMs = 100

/** What happened to one episode and is not on the disk. */
interface Pending {
  readonly entries: LogRecord[]
  isWorthKeeping: boolean
}

type Parts = Pick<World, 'store' | 'clock' | 'log'>

/**
 * What happened to each episode. An attempt that brings its file at once leaves nothing on the disk: it stays in memory
 * for a while. What waited, failed, was resumed or took long is kept, a little later and many together, so that no
 * transfer waits for its log.
 */
export class EpisodeLog {
  readonly #world: Parts
  readonly #attempts: Pick<Attempts, 'byId'>
  readonly #pending = new Map<string, Pending>()
  readonly #started = new WeakSet<Attempt>()
  readonly #toKeep = new Set<string>()
  #cancel: (() => void) | null = null
  #isClosed = false

  constructor(world: Parts, attempts: Pick<Attempts, 'byId'>) {
    this.#world = world
    this.#attempts = attempts
  }

  /** Oldest first. */
  of(episodeId: string): readonly LogRecord[] {
    return [...this.#world.store.episodeLog(episodeId), ...(this.#pending.get(episodeId)?.entries ?? [])]
  }

  /** Another address was taken for it. */
  linkRenewed(episodeId: string, host: string): void {
    this.#note(episodeId, 'linkRenewed', { host })
  }

  /** Before anything else has followed from the report. */
  take(report: Exclude<TransferReport, { kind: 'progress' | 'checkpoint' | 'host' }>): void {
    if (report.kind === 'lost') {
      const failure = { code: 'INTERNAL', message: report.message, params: {} } as const
      for (const id of report.attemptIds)
        this.#withAttempt(id, (attempt) => this.#failed(attempt, [failureEntry('failed', failure)]))
      return
    }
    this.#withAttempt(report.attemptId, (attempt) => this.#follow(attempt, report))
  }

  /** Keeps what is to be kept. */
  close(): void {
    this.#isClosed = true
    this.#cancel?.()
    while (this.#toKeep.size > 0 && this.#keep());
  }

  #withAttempt(attemptId: number, act: (attempt: Attempt) => void): void {
    const attempt = this.#attempts.byId(attemptId)
    if (attempt === undefined) return
    if (!this.#started.has(attempt)) {
      this.#started.add(attempt)
      const { clock } = this.#world
      const at = clock.now() - (clock.monotonic() - attempt.startedAtMs)
      this.#note(attempt.episodeId, 'started', { bytesDone: attempt.bytesAtStart }, Math.round(at))
    }
    act(attempt)
  }

  #follow(attempt: Attempt, report: Exclude<Parameters<EpisodeLog['take']>[0], { kind: 'lost' }>): void {
    const { episodeId } = attempt
    switch (report.kind) {
      case 'opened':
        for (const { code, params } of openedEntries(report.opened)) this.#note(episodeId, code, params)
        return
      case 'placed': {
        const { code, params } = placedEntry(report.part.fileName, report.wanted)
        return this.#note(episodeId, code, params)
      }
      case 'mirrorDropped': {
        const { code, params } = failureEntry('mirrorDropped', report.failure, { host: report.host })
        return this.#note(episodeId, code, params)
      }
      case 'verifying':
      case 'restarted':
        return this.#note(episodeId, report.kind, {})
      case 'ended':
        return this.#ended(attempt, report)
    }
  }

  #ended(attempt: Attempt, { outcome }: Extract<TransferReport, { kind: 'ended' }>): void {
    const activeMs = attempt.activeMs(this.#world.clock.monotonic())
    const hasDigest = outcome.kind === 'completed' && outcome.actualChecksum !== null
    const record = hasDigest ? this.#world.store.episode(attempt.episodeId) : null
    const algorithm = record === null ? null : (expectedOf(record)?.algorithm ?? null)
    const entries = endedEntries(attempt, outcome, { algorithm, activeMs })
    if (entries.some(({ code }) => code === 'failed')) return this.#failed(attempt, entries)
    for (const { code, params } of entries) this.#note(attempt.episodeId, code, params)
    if (activeMs >= longMs) this.#worthKeeping(attempt.episodeId)
  }

  /** What follows from it is known once it is over. */
  #failed(attempt: Attempt, entries: readonly Omit<LogRecord, 'at'>[]): void {
    const { episodeId } = attempt
    for (const { code, params } of entries) this.#note(episodeId, code, params)
    void attempt.untilOver().then(() => {
      const record = this.#isClosed ? null : this.#world.store.episode(episodeId)
      const next = record === null ? null : afterwardsEntry(record)
      if (next !== null) this.#note(episodeId, next.code, next.params)
    })
  }

  #note(episodeId: string, code: LogCode, params: ErrorParams, at = this.#world.clock.now()): void {
    const pending = this.#pending.get(episodeId) ?? { entries: [], isWorthKeeping: false }
    this.#pending.delete(episodeId)
    this.#pending.set(episodeId, pending)
    pending.entries.push({ at, code, params })
    if (pending.entries.length > mostEntries) pending.entries.splice(1, 1)
    if (pending.isWorthKeeping || isEventful(code)) this.#worthKeeping(episodeId)
    if (this.#pending.size > mostEpisodes) this.#forgetOldest()
  }

  #worthKeeping(episodeId: string): void {
    const pending = this.#pending.get(episodeId)
    if (pending === undefined) return
    pending.isWorthKeeping = true
    this.#toKeep.add(episodeId)
    this.#plan(flushMs)
  }

  /** What is to be kept is not forgotten before that. */
  #forgetOldest(): void {
    for (const [id] of this.#pending) {
      if (this.#toKeep.has(id)) continue
      this.#pending.delete(id)
      return
    }
  }

  #plan(delayMs: number): void {
    if (this.#isClosed) return
    this.#cancel ??= this.#world.clock.schedule(delayMs, () => {
      this.#cancel = null
      this.#keep()
      if (this.#toKeep.size > 0) this.#plan(betweenMs)
    })
  }

  /** False where nothing can be kept now; it is tried again later. */
  #keep(): boolean {
    const { store, log } = this.#world
    const ids = [...this.#toKeep].slice(0, ofFlush)
    const logs = ids.flatMap((episodeId) => {
      const entries = this.#pending.get(episodeId)?.entries ?? []
      return entries.length === 0 ? [] : [{ episodeId, entries }]
    })
    try {
      store.transaction(() => store.appendLogs(logs), { durable: false })
    } catch (error) {
      log.warn('what happened to episodes cannot be kept now', { error: String(error) })
      return false
    }
    for (const id of ids) {
      this.#toKeep.delete(id)
      // What comes later of the same attempt belongs to it.
      this.#pending.get(id)?.entries.splice(0)
    }
    return true
  }
}
