import { type Failure, isDownloadUrl } from '../../src-preload/contract/index.ts'
import { bytesOf } from './attempts.ts'
import type { EpisodeLog } from './details/episode-log.ts'
import type { Dispatcher } from './dispatcher.ts'
import { linkChange } from './fresh-link.ts'
import { hostOf } from './names.ts'
import type { News } from './news.ts'
import type { EpisodeRecord, ExpiredEpisode, JobRecord, RenewalAnswer, RenewalOrder } from './ports.ts'
import { type Recovery, worthwhileBytes } from './retry.ts'
import type { World } from './world.ts'

/** What expires together is asked for together. */
const gatherMs = 300
/** A source is asked no more often than this. */
const leastBetweenMs = 30_000
/** A source that cannot be asked now is asked so often before the person is. */
const mostTries = 3
const mostAtOnce = 1_000
/** Of so many episodes is remembered what they were given. */
const mostRemembered = 10_000
/** What a server answers for a link that has expired, before it has sent anything (RFC 9110 §15.5.4, §15.5.5, §15.5.11). */
const expiredStatuses: ReadonlySet<unknown> = new Set([403, 404, 410])

/** Episodes of one source that wait for it. */
interface Group {
  readonly waiting: Set<string>
  askedAtMs: number
  isAsked: boolean
  cancel: (() => void) | null
}

/** What an episode had when its source last answered for it. */
interface Given {
  readonly url: string
  readonly bytesDone: number
  readonly tries: number
}

interface Parts {
  readonly news: Pick<News, 'episode' | 'job'>
  readonly dispatcher: Pick<Dispatcher, 'pump'>
  readonly log: Pick<EpisodeLog, 'linkRenewed'>
}

/**
 * Asks the source of an episode whose link has expired for a fresh one, before a person is asked: once for each expiry, all
 * of one source together. Meanwhile the episode waits for its link; what is fresh is proved to be the same file as ever.
 */
export class Renewals {
  readonly #world: Pick<World, 'store' | 'renewal' | 'clock' | 'log'>
  readonly #parts: Parts
  readonly #groups = new Map<string, Group>()
  readonly #given = new Map<string, Given>()
  readonly #closing = new AbortController()

  constructor(world: Pick<World, 'store' | 'renewal' | 'clock' | 'log'>, parts: Parts) {
    this.#world = world
    this.#parts = parts
  }

  /** Whether an episode may go on by itself once its source has answered. */
  get isAsking(): boolean {
    return this.#groups.values().some(({ waiting, isAsked }) => isAsked || waiting.size > 0)
  }

  /** Boot: what has waited for a link since an earlier run is asked for again. */
  start(): void {
    for (const id of this.#world.store.episodesWaiting('link', mostRemembered)) {
      const record = this.#world.store.episode(id)
      if (record !== null && this.#isRenewable(record)) this.ask(id)
    }
  }

  close(): void {
    this.#closing.abort()
    for (const { cancel } of this.#groups.values()) cancel?.()
  }

  /**
   * Whether a failure is an expired link for which its source is asked now. A link that was only just renewed and has brought
   * nothing is the person's to see.
   */
  helps(record: EpisodeRecord, { code, params }: Failure, recovery: Recovery, bytesDone: number): boolean {
    const isExpired =
      recovery.kind === 'wait'
        ? recovery.reason === 'link'
        : recovery.kind === 'fail' && code === 'HTTP_STATUS' && expiredStatuses.has(params.status)
    if (!isExpired || !this.#isRenewable(record)) return false
    const given = this.#given.get(record.id)
    return given === undefined || given.url !== record.url || bytesDone - given.bytesDone >= worthwhileBytes
  }

  /** The episode waits for its link. */
  ask(episodeId: string): void {
    const job = this.#jobOf(episodeId)
    if (job === null || this.#closing.signal.aborted) return
    const key = JSON.stringify([job.sourceUrl, job.sourceKind, job.sessionId, job.proxy])
    const group = this.#groups.get(key) ?? {
      waiting: new Set(),
      askedAtMs: Number.NEGATIVE_INFINITY,
      isAsked: false,
      cancel: null,
    }
    this.#groups.set(key, group)
    group.waiting.add(episodeId)
    this.#plan(key, group)
  }

  #plan(key: string, group: Group): void {
    if (group.isAsked || group.cancel !== null || this.#closing.signal.aborted) return
    const { clock } = this.#world
    const delayMs = Math.max(gatherMs, group.askedAtMs + leastBetweenMs - clock.monotonic())
    group.cancel = clock.schedule(delayMs, () => {
      group.cancel = null
      // Remembered so long that the next one of this source comes no sooner than it may.
      if (group.waiting.size === 0) this.#groups.delete(key)
      else void this.#ask(key, group)
    })
  }

  async #ask(key: string, group: Group): Promise<void> {
    const { renewal, clock, log } = this.#world
    group.isAsked = true
    group.askedAtMs = clock.monotonic()
    try {
      const asked = this.#take(group)
      const order = this.#orderFor(asked)
      if (order !== null) this.#apply(group, asked, await renewal.renew(order, this.#closing.signal))
    } catch (error) {
      if (!this.#closing.signal.aborted) log.error('a source could not be asked for links', { error: String(error) })
    }
    group.isAsked = false
    this.#plan(key, group)
  }

  /** The next of them that still wait. */
  #take(group: Group): readonly EpisodeRecord[] {
    const ids = [...group.waiting].slice(0, mostAtOnce)
    for (const id of ids) group.waiting.delete(id)
    return ids.flatMap((id) => this.#waitingFor(id) ?? [])
  }

  #orderFor(asked: readonly EpisodeRecord[]): RenewalOrder | null {
    const job = asked[0] === undefined ? null : this.#jobOf(asked[0].id)
    if (job === null || job.sourceUrl === null) return null
    return {
      source: { kind: job.sourceKind, url: job.sourceUrl },
      sessionId: job.sessionId,
      ...(job.proxy !== null && { proxy: job.proxy }),
      episodes: asked.map(expiredEpisode),
    }
  }

  #apply(group: Group, asked: readonly EpisodeRecord[], answers: readonly RenewalAnswer[]): void {
    if (this.#closing.signal.aborted) return
    const { store, log } = this.#world
    const changed: EpisodeRecord[] = []
    store.transaction(() => {
      for (const [index, before] of asked.entries()) {
        const record = this.#waitingFor(before.id)
        const answer = answers[index] ?? { kind: 'gone' }
        // A person was quicker.
        if (record === null || record.url !== before.url) continue
        if (this.#settle(record, answer, group)) changed.push(record)
      }
    })
    log.info('a source was asked for fresh links', { episodes: asked.length, changed: changed.length })
    for (const { id, jobId } of changed) {
      this.#parts.news.episode(id)
      this.#parts.news.job(jobId)
    }
    if (changed.length > 0) this.#parts.dispatcher.pump()
  }

  /** Whether the episode goes on. */
  #settle(record: EpisodeRecord, answer: RenewalAnswer, group: Group): boolean {
    const { store, log } = this.#world
    const tries = (this.#given.get(record.id)?.tries ?? 0) + 1
    const bytesDone = bytesOf(record.part)
    if (answer.kind === 'fresh' && answer.url !== record.url && isDownloadUrl(answer.url)) {
      this.#remember(record.id, { url: answer.url, bytesDone, tries: 0 })
      store.changeEpisode(record.id, linkChange(record, answer.url))
      this.#parts.log.linkRenewed(record.id, hostOf(answer.url))
      return true
    }
    if (answer.kind === 'failed') log.warn('a source has no answer', { episodeId: record.id, code: answer.failure.code })
    const mayAnswerLater = answer.kind === 'failed' && answer.transient && tries < mostTries
    this.#remember(record.id, { url: record.url, bytesDone, tries: mayAnswerLater ? tries : 0 })
    if (mayAnswerLater) {
      group.waiting.add(record.id)
      return false
    }
    if (bytesDone > 0) return false
    // Nothing is there that a person's link could save: it is asked for once more, and fails as it did.
    store.changeEpisode(record.id, { waitReason: null, waitUntil: null })
    return true
  }

  #remember(episodeId: string, given: Given): void {
    this.#given.delete(episodeId)
    this.#given.set(episodeId, given)
    const [oldest] = this.#given.keys()
    if (this.#given.size > mostRemembered && oldest !== undefined) this.#given.delete(oldest)
  }

  #waitingFor(episodeId: string): EpisodeRecord | null {
    const record = this.#world.store.episode(episodeId)
    return record?.status === 'queued' && record.waitReason === 'link' ? record : null
  }

  #isRenewable({ id, repair }: EpisodeRecord): boolean {
    const job = this.#jobOf(id)
    return repair === null && job !== null && job.sourceUrl !== null && job.sourceKind !== 'urls'
  }

  #jobOf(episodeId: string): JobRecord | null {
    const { store } = this.#world
    const jobId = store.episode(episodeId)?.jobId
    return jobId === undefined ? null : store.job(jobId)
  }
}

function expiredEpisode({ url, sourceKey, title, wantedName, part }: EpisodeRecord): ExpiredEpisode {
  return { url, key: sourceKey, title, fileName: wantedName ?? part?.fileName ?? null }
}
