import type {
  CookieInspection,
  NewCookie,
  NewSession,
  Session,
  SessionPatch,
  SignInNeed,
} from '../../src-preload/contract/index.ts'
import { withoutCredentials } from '../../src-preload/contract/index.ts'
import type {
  Clock,
  Random,
  SessionFacts,
  SessionNews,
  SessionRecord,
  SessionStore,
  Sessions,
  SignInWindow,
} from '../queue/ports.ts'
import { isRefusal, type Refusal, refuse } from '../queue/refusal.ts'
import type { CredentialKeeper } from './credential-keeper.ts'
import type { ForeignTexts } from './foreign-texts.ts'
import { checkedCookies, handedCookies } from './handed-cookies.ts'
import { isOneOf } from './host-pattern.ts'
import { Jar } from './jar.ts'
import { LiveSession, type LiveSessions } from './live-session.ts'
import { exportName, inspectionOf, sessionView } from './session-views.ts'

export interface SessionWorld {
  readonly store: Pick<SessionStore, 'sessions' | 'putSession' | 'removeSession' | 'freeJobs' | 'jar' | 'putJar' | 'sessionJobs'>
  readonly clock: Clock
  readonly random: Pick<Random, 'id'>
  readonly texts: ForeignTexts
  readonly credentials: CredentialKeeper
  /** Null where there is no desktop to open it on. */
  readonly signInWindow: SignInWindow | null
  /** `tokenSaveIntervalMs`. */
  readonly saveIntervalMs: () => number
}

/** Jobs of one step: about 20 ms. */
const sliceSize = 1_000
const storeRetryMs = 1_000

interface Entry {
  readonly live: LiveSession
  renewals: number
}

/** All sessions: the one place that adds, changes and removes them. A refusal has changed nothing. */
export class SessionKeeper implements Sessions, LiveSessions {
  readonly #world: SessionWorld
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<(news: SessionNews) => void>()
  #isClosed = false

  constructor(world: SessionWorld) {
    this.#world = world
    for (const record of world.store.sessions()) this.#open(record)
    world.credentials.onNews(({ kind, hosts }) => {
      if (kind === 'renewed') this.#credentialsRenewed(hosts)
      else this.#tell({ kind: 'shown' })
    })
    this.#freeJobs(null)
  }

  live(id: string): LiveSession | null {
    return this.#entries.get(id)?.live ?? null
  }

  all(): readonly SessionFacts[] {
    return [...this.#entries.values()].map(factsOf)
  }

  facts(id: string): SessionFacts | null {
    const entry = this.#entries.get(id)
    return entry === undefined ? null : factsOf(entry)
  }

  onNews(listener: (news: SessionNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  refusedHosts(): readonly string[] {
    return this.#world.credentials.list().items.flatMap(({ host, refusedAt }) => (refusedAt === null ? [] : host))
  }

  shown(): ReturnType<Sessions['shown']> {
    return { sessions: this.list().items, credentials: this.#world.credentials.list().items }
  }

  list(): { readonly items: Session[]; readonly total: number } {
    const jobs = this.#world.store.sessionJobs()
    const items = [...this.#entries.values()].map(({ live }) => sessionView(live, jobs.get(live.record.id)))
    return { items, total: items.length }
  }

  get(id: string): Session | null {
    const live = this.live(id)
    return live === null ? null : sessionView(live, this.#world.store.sessionJobs().get(id))
  }

  add(input: NewSession): Session | Refusal {
    const cookies = this.#cookiesOf(input, input)
    if (isRefusal(cookies)) return cookies
    const { name, mode, hosts } = input
    const live = this.#live(
      {
        id: this.#world.random.id(),
        name,
        mode,
        effectiveMode: mode === 'automatic' ? 'shared' : mode,
        hosts,
        signInUrl: shownUrl(input.signInUrl),
        signIn: null,
        rotations: 0,
        rotatedAt: null,
        createdAt: new Date(this.#world.clock.now()).toISOString(),
        usedAt: null,
      },
      new Jar(() => this.#world.clock.now()),
    )
    live.hand(cookies, { replace: false })
    live.keep({ durable: true })
    this.#follow(live)
    this.#changed(live.record.id)
    return this.#shown(live)
  }

  update(id: string, patch: SessionPatch): Session | Refusal {
    const live = this.live(id)
    if (live === null) return refuse('NOT_FOUND', { sessionId: id })
    const { name, hosts, mode, signInUrl, removeCookies } = patch
    const { record } = live
    const cookies = this.#cookiesOf(patch, { hosts: hosts ?? record.hosts, signInUrl: signInUrl ?? record.signInUrl })
    if (isRefusal(cookies)) return cookies
    const hasCookies = patch.cookies !== undefined || patch.cookiesText !== undefined
    live.commit(() => {
      live.change({
        ...(name === undefined ? {} : { name }),
        ...(hosts === undefined ? {} : { hosts }),
        ...(signInUrl === undefined ? {} : { signInUrl: shownUrl(signInUrl) }),
        // One that is automatic already keeps what it has learnt.
        ...(mode === undefined || mode === record.mode ? {} : { mode, effectiveMode: mode === 'automatic' ? 'shared' : mode }),
        ...(hasCookies ? { signIn: null } : {}),
      })
      if (removeCookies !== undefined) live.forget(removeCookies)
      if (hasCookies) live.hand(cookies, patch)
    })
    if (hasCookies) this.#renewed(id)
    this.#changed(id)
    return this.#shown(live)
  }

  /** Refused while jobs that are not finished name it, unless `force`. */
  remove(id: string, { force }: { readonly force: boolean }): { readonly done: true } | Refusal {
    const live = this.live(id)
    if (live === null) return refuse('NOT_FOUND', { sessionId: id })
    const openJobs = this.#world.store.sessionJobs().get(id)?.openJobs ?? 0
    if (openJobs > 0 && !force) return refuse('CONFLICT', { sessionId: id, openJobs })
    this.#world.store.removeSession(id, sliceSize)
    this.#entries.delete(id)
    live.end()
    this.#changed(id)
    this.#freeJobs(id)
    return { done: true }
  }

  requireSignIn(id: string, need: Omit<SignInNeed, 'since'>): void {
    const live = this.live(id)
    if (live === null || live.record.signIn !== null) return
    live.change({ signIn: { ...need, since: new Date(this.#world.clock.now()).toISOString() } })
    live.keep({ durable: true })
    this.#tell({ kind: 'ended', sessionId: id, name: live.record.name, host: need.host })
    this.#changed(id)
  }

  resume(id: string): Session | Refusal {
    const live = this.live(id)
    if (live === null) return refuse('NOT_FOUND', { sessionId: id })
    live.commit(() => live.change({ signIn: null }))
    this.#renewed(id)
    this.#changed(id)
    return this.#shown(live)
  }

  /** Lets a person sign in in a window of their own; the cookies of that window become those of the session. */
  async signIn(
    id: string,
    url: string | undefined,
  ): Promise<{ readonly signedIn: boolean; readonly session: Session } | Refusal> {
    const live = this.live(id)
    if (live === null) return refuse('NOT_FOUND', { sessionId: id })
    const { signInWindow } = this.#world
    if (signInWindow === null) return refuse('CONFLICT', { sessionId: id, reason: 'desktop-only' })
    const [host] = live.record.hosts
    const address = url ?? live.record.signInUrl ?? (host === undefined ? null : `https://${host}/`)
    if (address === null) return refuse('INVALID_INPUT', { issues: [{ path: 'url', reason: 'required' }] })
    const { name, hosts, signIn } = live.record
    const cookies = await signInWindow.signIn({
      sessionId: id,
      name,
      url: address,
      hosts,
      // Half a login may be enough. While nothing waits for one, requests are sent with these, and the page would use them up.
      cookies: signIn === null ? [] : live.jar.values(),
    })
    if (live.hasEnded) return refuse('NOT_FOUND', { sessionId: id })
    if (cookies === null) return { signedIn: false, session: this.#shown(live) }
    live.commit(() => {
      live.change({ signIn: null })
      live.hand(cookies, { replace: true })
    })
    this.#renewed(id)
    this.#changed(id)
    return { signedIn: true, session: this.#shown(live) }
  }

  inspect(text: string, host: string | undefined): CookieInspection {
    const reading = this.#world.texts.readCookies(text, { host: host ?? null, now: this.#world.clock.now() })
    return inspectionOf(reading)
  }

  export(id: string, format: 'netscape' | 'json'): { readonly fileName: string; readonly text: string } | Refusal {
    const live = this.live(id)
    if (live === null) return refuse('NOT_FOUND', { sessionId: id })
    return { fileName: exportName(live.record.name, format), text: this.#world.texts.writeCookies(live.jar.values(), format) }
  }

  /** All that is not on disk yet is when it returns. Throws where the disk refuses one of them; the others are there. */
  close(): void {
    this.#isClosed = true
    const errors: unknown[] = []
    for (const { live } of this.#entries.values()) {
      try {
        live.close()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `The cookies of ${errors.length} sessions could not be kept.`)
  }

  #open(kept: SessionRecord): void {
    const { store, clock } = this.#world
    const now = () => clock.now()
    const text = store.jar(kept.id)
    const jar = text === null ? new Jar(now) : Jar.parse(text, now)
    if (jar !== null) return this.#follow(this.#live(kept, jar))
    const since = new Date(now()).toISOString()
    // What cannot be read stays on disk until there are new cookies: its key may come back, and then nobody has to sign in.
    const record = { ...kept, signIn: kept.signIn ?? { since, host: kept.hosts[0] ?? '', status: null } }
    this.#follow(this.#live(record, new Jar(now), { isJarUnread: true }))
  }

  #live(record: SessionRecord, jar: Jar, { isJarUnread = false } = {}): LiveSession {
    const { store, clock, saveIntervalMs } = this.#world
    return new LiveSession({ record, jar, isJarUnread, store, clock, saveIntervalMs })
  }

  #follow(live: LiveSession): void {
    const { id } = live.record
    this.#entries.set(id, { live, renewals: 0 })
    live.onNews((news) => {
      if (news === 'rotates') {
        this.#tell({ kind: 'rotates', sessionId: id, name: live.record.name })
        this.#changed(id)
      } else this.#tell({ kind: 'shown' })
    })
  }

  /** The cookies that come with an input, checked; none where none come. */
  #cookiesOf(
    { cookies, cookiesText, cookiesHost }: Pick<SessionPatch, 'cookies' | 'cookiesText' | 'cookiesHost'>,
    { hosts, signInUrl }: Pick<SessionRecord, 'hosts' | 'signInUrl'>,
  ): readonly NewCookie[] | Refusal {
    const now = this.#world.clock.now()
    if (cookiesText === undefined) return checkedCookies(cookies ?? [], now)
    const host = cookiesHost ?? hosts[0] ?? (signInUrl === null ? null : new URL(signInUrl).host)
    return handedCookies(this.#world.texts.readCookies(cookiesText, { host, now }), now)
  }

  /**
   * Frees the jobs of sessions that are gone: very many of them in slices, between which others are answered. What a death
   * interrupts the next start takes up; until then a session that is gone holds nobody.
   */
  #freeJobs(sessionId: string | null, { delayMs = 0, hasFreed = false } = {}): void {
    const { store, clock } = this.#world
    clock.schedule(delayMs, () => {
      if (this.#isClosed) return
      let isToTell = hasFreed
      try {
        const freed = store.freeJobs(sliceSize)
        isToTell ||= freed > 0
        if (freed === sliceSize) this.#freeJobs(sessionId, { hasFreed: true })
        else if (isToTell && sessionId !== null) this.#changed(sessionId)
      } catch {
        // The disk is full, most likely; there is no hurry.
        this.#freeJobs(sessionId, { delayMs: storeRetryMs, hasFreed: isToTell })
      }
    })
  }

  #credentialsRenewed(hosts: readonly string[]): void {
    for (const { live } of [...this.#entries.values()]) {
      const { id, signIn } = live.record
      // Of a host without a port nobody has noted which of the usual ones it was.
      const urls = signIn === null ? [] : ['https', 'http'].flatMap((scheme) => URL.parse(`${scheme}://${signIn.host}`) ?? [])
      if (urls.some((url) => isOneOf(hosts, url))) this.resume(id)
    }
    this.#tell({ kind: 'credentials', hosts })
  }

  #renewed(id: string): void {
    const entry = this.#entries.get(id)
    if (entry !== undefined) entry.renewals += 1
  }

  #changed(sessionId: string): void {
    this.#tell({ kind: 'changed', sessionId })
  }

  #shown(live: LiveSession): Session {
    return sessionView(live, this.#world.store.sessionJobs().get(live.record.id))
  }

  #tell(news: SessionNews): void {
    for (const listener of [...this.#listeners]) listener(news)
  }
}

function factsOf({ live, renewals }: Entry): SessionFacts {
  const { id, name, signIn } = live.record
  return { id, name, mode: live.mode, needsSignIn: signIn !== null, renewals }
}

/** User name and password of an address are credentials, which are kept as such or not at all. */
function shownUrl(url: string | null): string | null {
  return url === null ? null : withoutCredentials(url)
}
