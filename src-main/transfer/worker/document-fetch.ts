import type { DocumentAnswer, DocumentOrder } from '../protocol.ts'
import { hostOf, stalledProblem } from './answer-problems.ts'
import { readDocument } from './document-body.ts'
import { networkProblem, problem } from './failure-of.ts'
import type { HostHolds } from './host-holds.ts'
import type { Place } from './host-load.ts'
import type { Answer } from './http-client.ts'
import { Pace } from './pace.ts'
import { type Problem, Stopped } from './problem.ts'
import { parseRetryAfter } from './retry-after.ts'
import { isSignInPage } from './sign-in-page.ts'
import type { Bucket } from './throttle.ts'
import type { Workshop } from './workshop.ts'

/** How long a document takes at most, waits for its turn left out, where its order says nothing. */
const usualMs = 300_000
/** What is decoded. `deflate` is too, but not asked for: servers mean two things by it (RFC 9110 §8.4.1.2). */
const codings = 'gzip, br, zstd'
/** A server that does not know the method says so (RFC 9110 §15.5.6, §15.6.2). */
const unknownMethod: ReadonlySet<number> = new Set([405, 501])

/** A document is asked for so often where its server wants patience. */
const mostAsked = 3
/** Whoever wants more has the answer handed on: the source knows whether it is worth the wait. */
const longestPatienceMs = 30_000
const leastPatienceMs = 500

export type DocumentShop = Pick<Workshop, 'client' | 'throttle' | 'load'>

type Answered = Extract<DocumentAnswer, { kind: 'answered' }>

export interface DocumentParts {
  readonly shop: DocumentShop
  /** What stands for the limits of a job and of a queue. */
  readonly unlimited: Bucket
  readonly holds: HostHolds
  /** Gets its place among the connections to a host. Rejects with the signal's reason. */
  readonly enter: (host: string, signal: AbortSignal) => Promise<Place>
}

/** One document, from its first request to its answer. */
export class DocumentFetch {
  readonly #order: DocumentOrder
  readonly #parts: DocumentParts
  readonly #stopping = new AbortController()
  readonly #late = new AbortController()
  #stall = new AbortController()
  /** Infinity while it is not the server that is waited for. */
  #waitingSince = Infinity
  #spentMs = 0
  #lastLook = performance.now()
  #permanentUrl: URL
  #isPermanent = true
  #knowsNoHead = false

  constructor(order: DocumentOrder, parts: DocumentParts) {
    this.#order = order
    this.#parts = parts
    this.#permanentUrl = new URL(order.url)
  }

  /** Null where it was stopped. Never rejects. */
  async run(): Promise<DocumentAnswer | null> {
    const host = hostOf(this.#order.url)
    try {
      for (let asked = 1; ; asked++) {
        const answer = await this.#inTurn(host)
        const waitMs = asked < mostAsked ? patienceMs(answer) : null
        if (waitMs === null) return answer
        this.#parts.holds.hold(host, waitMs)
      }
    } catch (error) {
      if (error instanceof Stopped) return null
      const { failure, transient, retryAfterMs } = networkProblem(error, { host })
      return { kind: 'failed', failure, transient, retryAfterMs }
    }
  }

  stop(): void {
    this.#stopping.abort(new Stopped())
  }

  /** Called again and again. `stallTimeoutMs`: how long a server may be silent now, Infinity where nobody could hear it. */
  checkStall(now: number, stallTimeoutMs: number): void {
    const { url, mostMs = usualMs } = this.#order
    const silentMs = now - this.#waitingSince
    // What was slept through is nobody's fault.
    if (this.#waitingSince !== Infinity && stallTimeoutMs !== Infinity) this.#spentMs += now - this.#lastLook
    this.#lastLook = now
    if (silentMs >= stallTimeoutMs) this.#stall.abort(stalledProblem(url, stallTimeoutMs))
    if (this.#spentMs >= mostMs) this.#late.abort(lateProblem(url, mostMs))
  }

  /** Asks once the host may be asked, and there is room for it. */
  async #inTurn(host: string): Promise<Answered> {
    const { enter, holds } = this.#parts
    const { signal } = this.#stopping
    for (;;) {
      await holds.wait(host, signal)
      const place = await enter(host, signal)
      try {
        // Another one has met the host's wish for patience meanwhile.
        if (!holds.isHeld(host)) return await this.#fetch(place)
      } finally {
        this.#waitingSince = Infinity
        place.leave()
      }
    }
  }

  async #fetch(place: Place): Promise<Answered> {
    const { wants } = this.#order
    const method = wants === 'head' && !this.#knowsNoHead ? 'HEAD' : 'GET'
    const answer = await this.#ask(method)
    if (method === 'HEAD' && unknownMethod.has(answer.status)) {
      answer.body.resume()
      this.#knowsNoHead = true
      return await this.#fetch(place)
    }
    place.moveTo(hostOf(answer.url))
    const { body, isCut } = await this.#read(answer, method)
    const { status, url } = answer
    const headers = shownHeaders(answer)
    const refusal = refusalIn(answer, this.#order)
    const permanentUrl = this.#permanentUrl.href
    return { kind: 'answered', status, url, permanentUrl, headers, body, isCut, ...(refusal !== null && { refusal }) }
  }

  async #ask(method: 'GET' | 'HEAD'): Promise<Answer> {
    const { url, sessionId, headers, proxy, validators } = this.#order
    this.#permanentUrl = new URL(url)
    this.#isPermanent = true
    const conditions: Record<string, string> = {}
    if (validators?.etag != null) conditions['if-none-match'] = validators.etag
    if (validators?.lastModified != null) conditions['if-modified-since'] = validators.lastModified
    return await this.#parts.shop.client.open({
      url,
      asker: { attemptId: null, sessionId },
      method,
      userHeaders: headers,
      // A length is only the file's own without a coding.
      headers: { ...conditions, 'accept-encoding': this.#order.wants === 'head' ? 'identity' : codings },
      // Over HTTP/2 only a told length proves a body whole, and what is coded has none.
      bytesWanted: Infinity,
      proxy: () => proxy,
      signal: this.#signal(),
      onWaiting: (isWaiting) => this.#wait(isWaiting),
      mayFollow: ({ host }) => this.#order.staysAtHost !== true || host === new URL(url).host,
      onRedirect: (status, target) => this.#noteRedirect(status, target),
    })
  }

  async #read(answer: Answer, method: 'GET' | 'HEAD'): Promise<Pick<Answered, 'body' | 'isCut'>> {
    const { wants, mostBytes } = this.#order
    const { body, status } = answer
    if (wants === 'head' || status === 304) {
      if (method === 'HEAD' || status === 304) body.resume()
      else body.destroy()
      return { body: null, isCut: false }
    }
    const signal = this.#signal()
    const pace = new Pace(this.#parts.shop.throttle, this.#parts.unlimited, signal)
    const end = () => body.destroy(signal.reason)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    this.#wait(true)
    try {
      return await readDocument(answer, {
        mostBytes,
        onlyReadable: wants === 'readable',
        take: async (bytes) => {
          this.#wait(false)
          await pace.take(bytes)
          this.#wait(true)
        },
      })
    } catch (error) {
      signal.throwIfAborted()
      throw answer.broken(error)
    } finally {
      signal.removeEventListener('abort', end)
      pace.close()
      body.destroy()
    }
  }

  #wait(isWaiting: boolean): void {
    this.#waitingSince = isWaiting ? performance.now() : Infinity
  }

  #noteRedirect(status: number, target: URL): void {
    this.#isPermanent &&= status === 301 || status === 308
    if (!this.#isPermanent) return
    const { origin, username, password } = this.#permanentUrl
    const next = new URL(target)
    if (next.origin === origin && next.username === '' && next.password === '') {
      next.username = username
      next.password = password
    }
    this.#permanentUrl = next
  }

  /** Of one request: a server may be silent for so long each time. */
  #signal(): AbortSignal {
    this.#stall = new AbortController()
    return AbortSignal.any([this.#stopping.signal, this.#late.signal, this.#stall.signal])
  }
}

/** For how long a server that is busy wants to be left alone, where that is worth waiting for here (RFC 9110 §10.2.3). */
function patienceMs({ status, headers }: Answered): number | null {
  if (status !== 429 && status !== 503) return null
  const wishMs = parseRetryAfter(headers['retry-after'], Date.now(), headers.date)
  return wishMs === null || wishMs > longestPatienceMs ? null : Math.max(leastPatienceMs, wishMs)
}

function lateProblem(url: string, mostMs: number): Problem {
  return problem('TIMEOUT_STALLED', 'The server did not come to an end in time.', {
    params: { host: hostOf(url), seconds: mostMs / 1_000 },
    transient: true,
  })
}

/** What counts as for downloads, but that a page is no refusal of itself where no session would have prevented it. */
function refusalIn({ status, url, session, headers }: Answer, order: DocumentOrder): NonNullable<Answered['refusal']> | null {
  if (session === 'replaced') return 'replaced'
  if (status === 401 || (status === 403 && session === 'own')) return 'signIn'
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? null
  const isSignIn = isSignInPage({ askedUrl: order.url, answeredUrl: url, status, contentType })
  return order.sessionId !== null && isSignIn ? 'signInPage' : null
}

/** What is a session's own stays here. */
function shownHeaders({ headers }: Answer): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'set-cookie') shown[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return shown
}
