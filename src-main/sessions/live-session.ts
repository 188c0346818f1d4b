import type { EffectiveMode, NewCookie } from '../../src-preload/contract/index.ts'
import type { Clock, SessionRecord, SessionStore } from '../queue/ports.ts'
import { isOneOf } from './host-pattern.ts'
import type { CookieAnswer, CookieKey, Jar, Taken } from './jar.ts'

/**
 * What has become of a session. `changed`: what is known of it. `cookies`: an answer changed some. `rotates`: the same, and
 * an automatic one is taken for one that renews them. `handed`: a person changed some. `ended`: it is no more.
 */
export type LiveSessionNews = 'changed' | 'cookies' | 'rotates' | 'handed' | 'ended'

/** Where the one who hands out turns finds the sessions. */
export interface LiveSessions {
  /** Null where there is none of this id. */
  live(id: string): LiveSession | null
}

export interface LiveSessionOptions {
  readonly record: SessionRecord
  readonly jar: Jar
  /** Whether cookies are kept that cannot be read today: they stay as they are until there are others. */
  readonly isJarUnread?: boolean
  readonly store: Pick<SessionStore, 'putJar' | 'putSession'>
  readonly clock: Clock
  /** `tokenSaveIntervalMs`: what need not be on disk at once is after this long at the latest. */
  readonly saveIntervalMs: () => number
}

const retryMs = 1_000
const useMs = 60_000

/** One session while the program runs: what is known of it and its cookies, both written by nobody else. */
export class LiveSession {
  readonly jar: Jar
  readonly #store: Pick<SessionStore, 'putJar' | 'putSession'>
  #isJarUnread: boolean
  readonly #clock: Clock
  readonly #saveIntervalMs: () => number
  readonly #listeners = new Set<(news: LiveSessionNews) => void>()
  #record: SessionRecord
  /** Anything is new since it was last written down. */
  #isUnsaved = false
  /** Something is new since then that has to be on disk before anything is built upon it. */
  #isAtRisk = false
  #hasEnded = false
  #cancelSave: (() => void) | null = null
  /** What is told once a change is on disk; null while nothing waits for that. */
  #held: LiveSessionNews[] | null = null

  constructor({ record, jar, isJarUnread = false, store, clock, saveIntervalMs }: LiveSessionOptions) {
    this.jar = jar
    this.#record = record
    this.#store = store
    this.#isJarUnread = isJarUnread
    this.#clock = clock
    this.#saveIntervalMs = saveIntervalMs
  }

  get record(): SessionRecord {
    return this.#record
  }

  get mode(): EffectiveMode {
    return this.#record.mode === 'automatic' ? this.#record.effectiveMode : this.#record.mode
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Whether anything of it may go to this host. */
  covers(url: string): boolean {
    const { hosts } = this.#record
    return hosts.length === 0 || isOneOf(hosts, new URL(url))
  }

  /** Changes what is known of it; kept with the next {@link keep}. */
  change(change: Partial<Omit<SessionRecord, 'id' | 'createdAt'>>): void {
    this.#record = { ...this.#record, ...change }
    this.#note('changed')
  }

  /** Cookies of a person: joined, or in the place of all that are there. Returns those of no use. Kept with the next {@link keep}. */
  hand(cookies: readonly NewCookie[], { replace }: { readonly replace: boolean }): ReturnType<Jar['add']> {
    if (replace) this.jar.clear()
    const refused = this.jar.add(cookies)
    this.#note('handed')
    return refused
  }

  forget(keys: readonly CookieKey[]): void {
    this.jar.remove(keys)
    this.#note('handed')
  }

  /** Takes what an answer set. Kept with the next {@link keep}. */
  take(answer: CookieAnswer): Taken {
    const taken = this.jar.take(answer)
    if (taken.renewed === 0) {
      if (taken.hasChanged) this.#note('cookies')
      return taken
    }
    const turnsRotating = this.#record.mode === 'automatic' && this.#record.effectiveMode !== 'rotating'
    this.#record = {
      ...this.#record,
      effectiveMode: turnsRotating ? 'rotating' : this.#record.effectiveMode,
      rotations: this.#record.rotations + 1,
      rotatedAt: new Date(this.#clock.now()).toISOString(),
    }
    this.#note(turnsRotating ? 'rotates' : 'cookies')
    return taken
  }

  /** It was used just now; kept some time, and to the minute. */
  noteUse(): void {
    const now = this.#clock.now()
    const { usedAt } = this.#record
    if (usedAt !== null && Math.abs(now - Date.parse(usedAt)) < useMs) return
    this.#record = { ...this.#record, usedAt: new Date(now).toISOString() }
    this.#isUnsaved = true
    this.keep({ durable: false })
  }

  /**
   * Writes down what changed: on disk when it returns, or within `tokenSaveIntervalMs`. Throws where the disk refuses what
   * is to be durable.
   */
  keep({ durable }: { readonly durable: boolean }): void {
    if (this.#hasEnded) return
    if (durable) {
      if (this.#isAtRisk) this.#save({ durable: true })
    } else if (this.#isUnsaved) this.#cancelSave ??= this.#clock.schedule(this.#saveIntervalMs(), () => this.#saveLater())
  }

  /** A person's change: on disk when it returns. Throws where the disk refuses it, and then nothing has changed. */
  commit(change: () => void): void {
    const before = { record: this.#record, isUnsaved: this.#isUnsaved, isAtRisk: this.#isAtRisk, putBack: this.jar.remember() }
    const held: LiveSessionNews[] = []
    this.#held = held
    try {
      change()
      this.keep({ durable: true })
    } catch (error) {
      this.#record = before.record
      this.#isUnsaved = before.isUnsaved
      this.#isAtRisk = before.isAtRisk
      before.putBack()
      throw error
    } finally {
      this.#held = null
    }
    for (const news of held) this.#tell(news)
  }

  /** The program ends: all that is new is on disk when it returns. */
  close(): void {
    if (this.#isUnsaved && !this.#hasEnded) this.#save({ durable: true })
  }

  /** It was removed: nothing of it is written any more. */
  end(): void {
    this.#cancelSave?.()
    this.#hasEnded = true
    this.#tell('ended')
    this.#listeners.clear()
  }

  /** Returns what unsubscribes. */
  onNews(listener: (news: LiveSessionNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #saveLater(): void {
    this.#cancelSave = null
    try {
      this.#save({ durable: false })
    } catch {
      // A disk that is full now may take it the next time; nothing is built upon it before {@link keep} had it durable.
      this.#cancelSave = this.#clock.schedule(retryMs, () => this.#saveLater())
    }
  }

  #save(options: { readonly durable: boolean }): void {
    if (this.#isJarUnread && this.jar.list().length === 0) this.#store.putSession(this.#record)
    else {
      this.#store.putJar(this.#record.id, this.jar.serialise(), this.#record, options)
      this.#isJarUnread = false
    }
    this.#isUnsaved = false
    if (options.durable) this.#isAtRisk = false
    this.#cancelSave?.()
    this.#cancelSave = null
  }

  #note(news: LiveSessionNews): void {
    this.#isUnsaved = true
    this.#isAtRisk = true
    this.#tell(news)
  }

  #tell(news: LiveSessionNews): void {
    if (this.#held !== null) {
      this.#held.push(news)
      return
    }
    for (const listener of [...this.#listeners]) listener(news)
  }
}
