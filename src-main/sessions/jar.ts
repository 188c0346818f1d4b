import { Cookie, CookieJar, MemoryCookieStore } from 'tough-cookie'
import { z } from 'zod'
import { cookieSchema, type NewCookie, type Cookie as ShownCookie } from '../../src-preload/contract/index.ts'
import type { KeptCookie } from '../queue/ports.ts'
import { entryOf, isAlike, type JarEntry, keptOf, shownOf, writtenOf } from './jar-entry.ts'
import { toOctets } from './octets.ts'
import { isFitPair, isPlain, parseSetCookie, setExpiry } from './set-cookie.ts'
import { contextOf, hasRightPrefix, hidesSecure, isSecure, isUnsafeNone, mayBeSetBy } from './storing-rules.ts'

/** Which cookie is meant, as it is listed. */
export type CookieKey = Pick<ShownCookie, 'name' | 'domain' | 'path'>

/** Why a cookie that was handed in is of no use. */
export type CookieProblem = 'domain' | 'expired' | 'malformed' | 'prefix'

/** An answer whose cookies are to be taken. */
export interface CookieAnswer {
  readonly url: string
  /** Each `Set-Cookie` field as it came, in order. */
  readonly setCookies: readonly string[]
  /** What {@link Jar.begin} said when the request was about to be sent. */
  readonly sequence: number
  /** 401 or 403: of cookies that have become others since it was asked, it says nothing. */
  readonly isRefusal: boolean
}

/** What an answer did to the jar. */
export interface Taken {
  /** Whether there is anything new to be kept. */
  readonly hasChanged: boolean
  /** Cookies that were there with another value. */
  readonly renewed: number
  /** Cookies that were not there. */
  readonly created: number
}

/** Who last changed a cookie, and when in the order of things; kept of cookies that are gone, too. */
interface Change {
  readonly by: number
  readonly at: number
}

const version = 1
/** RFC 6265bis §5.7 asks for at least 50 and 3,000. */
const mostPerDomain = 180
const mostCookies = 3_000
const mostChanges = 2 * mostCookies

const keptSchema = z.object({
  version: z.literal(version),
  cookies: z.array(cookieSchema.extend({ value: z.string(), createdAt: z.iso.datetime() })),
})

/** One session's cookies, by the rules of RFC 6265bis. Knows nothing of turns, and writes nothing down. */
export class Jar {
  readonly #now: () => number
  readonly #store = new MemoryCookieStore()
  readonly #jar = new CookieJar(this.#store)
  readonly #entries = new Map<string, JarEntry>()
  #changes = new Map<string, Change>()
  #sequence = 0

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** What {@link serialise} wrote; null where the text is nothing of the kind. */
  static parse(text: string, now: () => number): Jar | null {
    const kept = keptSchema.safeParse(jsonOf(text))
    if (!kept.success) return null
    const jar = new Jar(now)
    for (const cookie of kept.data.cookies) jar.#put(entryOf(cookie))
    return jar
  }

  serialise(): string {
    return JSON.stringify({ version, cookies: this.#all().map(writtenOf) })
  }

  /** A place in the order of things: what begins now is newer than all that happened so far. */
  begin(): number {
    return ++this.#sequence
  }

  /** The `Cookie` field of a request (§5.8), null where none is to be sent. `isSameSite`: no hop so far was of another site. */
  header(url: string, { isSameSite }: { readonly isSameSite: boolean }): string | null {
    const options = { expire: false, sort: true, sameSiteContext: isSameSite ? 'strict' : 'lax' } as const
    const cookies = this.#jar.getCookiesSync(contextOf(url), options).filter((cookie) => !this.#isOver(cookie))
    return cookies.length === 0 ? null : cookies.map((cookie) => cookie.cookieString()).join('; ')
  }

  /**
   * Stores what an answer sets (§5.7). What was asked for before the request that last changed a cookie does not change it:
   * a slow answer puts no older value back.
   */
  take({ url, setCookies, sequence, isRefusal }: CookieAnswer): Taken {
    const before = new Map<string, JarEntry | null>()
    for (const field of setCookies) {
      const cookie = parseSetCookie(field, this.#now())
      if (cookie === null || !this.#mayStore(cookie, url)) continue
      const id = idOf(cookie)
      const change = before.has(id) ? undefined : this.#changes.get(id)
      if (change !== undefined && (isRefusal ? change.at : change.by) > sequence) continue
      if (!before.has(id)) before.set(id, this.#living(id))
      this.#replace(cookie)
    }
    const taken = { hasChanged: false, renewed: 0, created: 0 }
    for (const [id, entry] of before) {
      const value = this.#living(id)?.cookie.value
      if (value !== entry?.cookie.value) this.#noteChange(id, sequence)
      if (value !== undefined && entry === null) taken.created++
      if (value !== undefined && entry !== null && value !== entry.cookie.value) taken.renewed++
      taken.hasChanged ||= !isAlike(entry?.cookie, this.#living(id)?.cookie)
    }
    this.#makeRoom()
    return taken
  }

  /** Takes cookies from a person. What is on its way meanwhile does not change them. Returns those of no use, and why. */
  add(cookies: readonly NewCookie[]): readonly { readonly cookie: NewCookie; readonly problem: CookieProblem }[] {
    const refused: { cookie: NewCookie; problem: CookieProblem }[] = []
    const sequence = this.begin()
    for (const added of cookies) {
      const problem = this.#add(added, sequence)
      if (problem !== null) refused.push({ cookie: added, problem })
    }
    this.#makeRoom()
    return refused
  }

  remove(keys: readonly CookieKey[]): void {
    const sequence = this.begin()
    for (const { name, domain, path } of keys) {
      const id = idOf({ key: toOctets(name), domain, path })
      const entry = this.#entries.get(id)
      if (entry !== undefined) this.#drop(entry.cookie)
      this.#noteChange(id, sequence)
    }
  }

  clear(): void {
    this.remove(this.list())
  }

  /** Returns what puts all cookies back as they are now. */
  remember(): () => void {
    const entries = [...this.#entries.values()]
    const changes = new Map(this.#changes)
    return () => {
      for (const { cookie } of [...this.#entries.values()]) this.#drop(cookie)
      for (const entry of entries) this.#put(entry)
      this.#changes = changes
    }
  }

  /** Without values, in the order they came. */
  list(): readonly ShownCookie[] {
    return this.#all().map(shownOf)
  }

  values(): readonly KeptCookie[] {
    return this.#all().map(keptOf)
  }

  /** Gives a cookie of an answer the place of the one that it replaces, or takes that away. */
  #replace(cookie: Cookie): void {
    const old = this.#living(idOf(cookie))
    if (this.#isOver(cookie)) {
      if (old !== null) this.#drop(old.cookie)
      return
    }
    if (old !== null) {
      cookie.creation = old.cookie.creation
      cookie.creationIndex = old.cookie.creationIndex
    }
    const isSame = old?.cookie.value === cookie.value
    this.#put({ cookie, changedAt: isSame ? old.changedAt : new Date(this.#now()).toISOString() })
  }

  #add(added: NewCookie, sequence: number): CookieProblem | null {
    const now = this.#now()
    const name = toOctets(added.name)
    const value = toOctets(added.value)
    if (!isFitPair(name, value) || name.includes('=') || ![name, value, added.path].every(isPlain)) {
      return 'malformed'
    }
    const url = URL.parse(`https://${hostOf(added.domain)}${added.path}`)
    if (url === null) return 'domain'
    const isHostOnly = added.hostOnly === true || /^__host-/i.test(name)
    const sameSite = added.sameSite ?? undefined
    const facts = {
      key: name,
      value,
      path: added.path,
      secure: added.secure === true,
      httpOnly: added.httpOnly === true,
      sameSite,
    }
    const cookie = new Cookie({ ...facts, domain: isHostOnly ? null : url.hostname })
    setExpiry(cookie, added.expires == null ? null : Date.parse(added.expires), now)
    if (this.#isOver(cookie)) return 'expired'
    if (!hasRightPrefix(cookie)) return 'prefix'
    if (!mayBeSetBy(url.href, cookie)) return 'domain'
    this.#noteChange(idOf(cookie), sequence)
    this.#put({ cookie, changedAt: null })
    return null
  }

  #mayStore(cookie: Cookie, url: string): boolean {
    if (isUnsafeNone(cookie) || !mayBeSetBy(url, cookie)) return false
    return cookie.secure || isSecure(url) || !this.#all().some((entry) => hidesSecure(cookie, entry.cookie))
  }

  #put(entry: JarEntry): void {
    this.#entries.set(idOf(entry.cookie), entry)
    void this.#store.putCookie(entry.cookie, ignore)
  }

  #drop(cookie: Cookie): void {
    this.#entries.delete(idOf(cookie))
    void this.#store.removeCookie(cookie.domain ?? '', cookie.path ?? '', cookie.key, ignore)
  }

  #noteChange(id: string, by: number): void {
    this.#changes.delete(id)
    this.#changes.set(id, { by, at: ++this.#sequence })
    if (this.#changes.size <= mostChanges) return
    const [oldest] = this.#changes.keys()
    if (oldest !== undefined) this.#changes.delete(oldest)
  }

  #isOver({ expires }: Cookie): boolean {
    return expires instanceof Date && expires.getTime() <= this.#now()
  }

  #living(id: string): JarEntry | null {
    const entry = this.#entries.get(id)
    return entry === undefined || this.#isOver(entry.cookie) ? null : entry
  }

  #all(): JarEntry[] {
    return [...this.#entries.values()].filter(({ cookie }) => !this.#isOver(cookie))
  }

  /** What is over goes first, then what was not used for the longest time: of a domain, then of all (§5.7). */
  #makeRoom(): void {
    for (const { cookie } of [...this.#entries.values()]) if (this.#isOver(cookie)) this.#drop(cookie)
    const domains = Map.groupBy(this.#entries.values(), ({ cookie }) => cookie.domain)
    for (const entries of domains.values()) this.#shorten(entries, mostPerDomain)
    this.#shorten([...this.#entries.values()], mostCookies)
  }

  #shorten(entries: readonly JarEntry[], most: number): void {
    if (entries.length <= most) return
    const used = ({ cookie }: JarEntry) => (cookie.lastAccessed instanceof Date ? cookie.lastAccessed.getTime() : 0)
    for (const { cookie } of entries.toSorted((one, other) => used(one) - used(other)).slice(0, entries.length - most)) {
      this.#drop(cookie)
    }
  }
}

function idOf({
  key,
  domain,
  path,
}: {
  readonly key: string
  readonly domain: string | null
  readonly path: string | null
}): string {
  return `${domain}\n${path}\n${key}`
}

function hostOf(domain: string): string {
  const name = domain.replace(/^\./, '')
  return name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function ignore(): void {
  // The store is synchronous; it has nothing to tell.
}
