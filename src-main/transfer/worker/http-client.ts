import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { ProxyUse, WireFacts } from '../protocol.ts'
import type { AddressPolicy } from './address-policy.ts'
import { isIpAddress, mayConnect } from './address-policy.ts'
import { refusedAddress } from './checked-lookup.ts'
import type { HeadAt } from './duplicates.ts'
import type { Asker, Exchanges } from './exchanges.ts'
import { problem } from './failure-of.ts'
import type { HeadLog } from './head-log.ts'
import type { HostGate } from './host-gate.ts'
import type { HostNotes } from './host-notes.ts'
import { Http1Transport } from './http1-transport.ts'
import { Http2Transport, NotHttp2 } from './http2-transport.ts'
import { freePassage, type Passage, SessionPassage } from './passage.ts'
import { Problem } from './problem.ts'
import { type ProtocolKeeper, type Turn, unmeasured } from './protocol-keeper.ts'
import { waitForRedirect } from './redirect-wait.ts'
import type { Way, Ways } from './ways.ts'

/** One request of an episode. */
export interface Asked {
  readonly url: string
  readonly asker: Asker
  /** `GET` where nothing is said. */
  readonly method?: 'GET' | 'HEAD'
  /** The user's own headers; they go to the origin of `url` and nowhere else. */
  readonly userHeaders: Readonly<Record<string, string>>
  /** `Range`, `If-Range`, and whatever else the program itself says; also which codings it takes, `identity` where nothing is said. */
  readonly headers: Readonly<Record<string, string>>
  /** How much the answer is to bring; null where that is not known. */
  readonly bytesWanted: number | null
  /** The job's own way to the server, as it is when it is asked for; undefined where the settings' holds. */
  readonly proxy: () => ProxyUse | undefined
  /** Ends the exchange at any moment; its reason is what is thrown. */
  readonly signal: AbortSignal
  /** Told whenever the request begins to wait for a server (true) or for its turn at one (false). */
  readonly onWaiting: (isWaiting: boolean) => void
  /** Whether a redirect may be followed; one that may not is the answer. Absent: all may. */
  readonly mayFollow?: (target: URL) => boolean
  /** Told of each redirect that is followed, and where to. */
  readonly onRedirect?: (status: number, target: URL) => void
}

/** One hop on its way over a transport. Nothing is sent twice with the same turn: what a session sends may count only once. */
export interface Request {
  readonly asked: Asked
  readonly way: Way
  /** The headers, with what the session has at this moment. */
  readonly dress: () => Readonly<Record<string, string>>
  /** Waits for another turn after what was sent came to nothing; why, is told. */
  readonly renew: (error: unknown) => Promise<void>
}

/** The head of the last answer after redirects, and its body, still paused. Nobody but the caller ends the body. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The first of several fields of this name, as it came. */
  readonly disposition: string | undefined
  /** Each `WWW-Authenticate` field of a 401. */
  readonly challenges: readonly string[]
  /** Where the redirects led, without credentials. */
  readonly url: string
  /** The heads of those redirects that named further places (RFC 6249); absent where none did. */
  readonly linking?: readonly HeadAt[]
  readonly body: Readable
  readonly wire?: WireFacts
  /**
   * `own`: it answers a request of a session, and not one that a redirect led elsewhere without anything of it. `replaced`:
   * and refuses it because others of that session renewed what it carried, twice.
   */
  readonly session?: 'own' | 'replaced'
  /** What it means that the body ended too early; `error`: what it ended with, null for nothing. */
  readonly broken: (error: unknown) => Problem
}

/** What one hop goes with: its protocol, its way, and what its session wants. */
interface HopParts {
  readonly turn: Turn
  readonly way: Way
  readonly passage: Passage
  /** Passes the headers through as they go out. */
  readonly sent: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

/** What a client works with. */
export interface ClientParts {
  readonly gate: HostGate
  readonly notes: HostNotes
  readonly protocols: ProtocolKeeper
  readonly exchanges: Exchanges
  readonly ways: Ways
  readonly heads: HeadLog
}

const mostRedirects = 20
/** A sign-in leads away and back, with another cookie; without a session the same address again is a loop. */
const mostVisits = 3
const redirectStatuses = new Set([301, 302, 303, 307, 308])
const userAgent = 'Staffel'
/** What a user's header may not decide: framing, connection, and what a resume stands on. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Sends requests over HTTP/1.1, or over HTTP/2 where that measured faster. Redirects are followed here, each hop checked. */
export class HttpClient {
  readonly #http1 = new Http1Transport()
  readonly #http2: Http2Transport
  readonly #protocols: ProtocolKeeper
  readonly #gate: HostGate
  readonly #notes: HostNotes
  readonly #exchanges: Exchanges
  readonly #ways: Ways
  readonly #heads: HeadLog
  readonly #policyOf: () => AddressPolicy

  constructor({ gate, notes, protocols, exchanges, ways, heads }: ClientParts, policyOf: () => AddressPolicy) {
    this.#gate = gate
    this.#notes = notes
    this.#protocols = protocols
    this.#exchanges = exchanges
    this.#ways = ways
    this.#heads = heads
    this.#policyOf = policyOf
    const rulesOf = () => ({ policyOf, trust: ways.trust })
    this.#http2 = new Http2Transport(rulesOf, (url) => ways.dropIdle(url))
  }

  /** The answer's head. Throws a {@link Problem}, or the signal's reason. */
  async open(asked: Asked): Promise<Answer> {
    const first = new URL(asked.url)
    const visits = new Map<string, number>()
    const origins: string[] = []
    const linking: HeadAt[] = []
    let url = first
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const before = visits.get(url.href) ?? 0
      if (before >= (this.#exchanges.concerns(asked.asker, url) ? mostVisits : 1)) break
      visits.set(url.href, before + 1)
      origins.push(url.origin)
      this.#checkLiteral(url)
      const answer = await this.#ask(url, first, asked, origins)
      this.#notes.note(new Set([first.host, url.host]), asked.headers, answer)
      const next = redirectTarget(answer, url)
      if (next === null || asked.mayFollow?.(next) === false) {
        return linking.length === 0 ? answer : { ...answer, linking }
      }
      discard(answer)
      if (answer.headers.link !== undefined) linking.push({ url: answer.url, headers: answer.headers })
      await waitForRedirect(answer, { ...asked, host: url.host })
      asked.onRedirect?.(answer.status, next)
      url = next
    }
    throw problem('TOO_MANY_REDIRECTS', 'The server redirects without end.', {
      params: { host: first.host, limit: mostRedirects },
      transient: false,
    })
  }

  /** Closes the connections to a host that wait for a next request. */
  dropIdle(url: string): void {
    this.#ways.dropIdle(new URL(url))
    this.#http2.dropIdle(new URL(url))
  }

  /** What is open now may be dead: nothing new goes over it. */
  retireConnections(): void {
    this.#ways.dropAllIdle()
    this.#http2.retireConnections()
  }

  /** Whom connections of before were trusted to counts no more. */
  distrust(): void {
    this.#http2.retireConnections()
  }

  close(): void {
    this.#ways.close()
    this.#http2.close()
  }

  /** One hop, in its turn where it belongs to a session, and once more where what it was refused for no longer holds. */
  async #ask(url: URL, first: URL, asked: Asked, origins: readonly string[]): Promise<Answer> {
    const bare = withoutCredentials(url)
    const passage = this.#passageFor(bare, asked, origins)
    for (;;) {
      asked.onWaiting(false)
      await passage.enter()
      const answer = await this.#send(bare, first, asked, passage)
      if (passage === freePassage) return answer
      if (await mayGoAgain(answer, asked, passage)) discard(answer)
      else return passage.session == null ? answer : { ...answer, session: passage.session }
    }
  }

  async #send(url: URL, first: URL, asked: Asked, passage: Passage): Promise<Answer> {
    try {
      await this.#gate.enter(url.host, asked.signal)
      const way = await this.#ways.to(url, asked.proxy(), asked.signal)
      // Several streams to one server are nothing that a proxy could be asked for.
      const turn = way.proxy === null ? await this.#protocols.begin(url, asked) : unmeasured
      asked.onWaiting(true)
      return await this.#heads.noted(url, asked, way, (sent) => this.#exchange(url, first, asked, { turn, way, passage, sent }))
    } catch (error) {
      passage.failed(error)
      throw error
    }
  }

  #passageFor(url: URL, { asker, method = 'GET', signal }: Asked, origins: readonly string[]): Passage {
    if (!this.#exchanges.concerns(asker, url)) return freePassage
    return new SessionPassage(this.#exchanges, { asker, url, method, origins: [...origins], signal })
  }

  /** Waits until a request may be repeated: the least time between two of them counts for each. */
  async #enterAgain({ host }: URL, { onWaiting, signal }: Asked): Promise<void> {
    onWaiting(false)
    await this.#gate.enter(host, signal)
    onWaiting(true)
  }

  async #exchange(url: URL, first: URL, asked: Asked, { turn, way, passage, sent }: HopParts): Promise<Answer> {
    const headers = {
      'user-agent': userAgent,
      ...(url.origin === first.origin ? originHeaders(first, asked.userHeaders) : {}),
      'accept-encoding': 'identity',
      ...asked.headers,
    }
    const request: Request = {
      asked,
      way,
      dress: () => sent(passage.dress(headers)),
      renew: async (error) => {
        asked.onWaiting(false)
        passage.failed(error)
        await passage.enter()
        asked.onWaiting(true)
      },
    }
    if (turn.protocol === 'http/2') return await this.#overHttp2(url, request, turn)
    try {
      const answer = await this.#http1.send(url, request)
      turn.answered(answer)
      return answer
    } catch (error) {
      turn.failed(error)
      if (way.proxy !== null) {
        if (isUnreachable(error)) this.#ways.failed(way)
        throw error
      }
      // A server that takes few connections refuses one too many; on the one that it speaks HTTP/2 over there is room.
      if (asked.signal.aborted || !isReset(error) || !this.#protocols.mayRescue(url)) throw error
      await request.renew(error)
      await this.#enterAgain(url, asked)
      const answer = await this.#http2.send(url, request.dress(), asked).catch(() => null)
      asked.signal.throwIfAborted()
      if (answer === null) throw error
      return answer
    }
  }

  /** What brings no head over HTTP/2 is asked once more over HTTP/1.1: only where that goes better it speaks against the first. */
  async #overHttp2(url: URL, request: Request, turn: Turn): Promise<Answer> {
    const { asked } = request
    let failure: unknown
    try {
      const answer = await this.#http2.send(url, request.dress(), asked)
      if (answer !== null) {
        turn.answered(answer)
        return answer
      }
    } catch (error) {
      if (asked.signal.aborted) {
        turn.failed(error)
        throw error
      }
      failure = error
    }
    try {
      // Where HTTP/2 is not spoken, nothing was sent.
      if (failure !== undefined) await request.renew(failure)
      await this.#enterAgain(url, asked)
      const answer = await this.#http1.send(url, request)
      if (failure === undefined) turn.unusable('missing')
      else if (failure instanceof NotHttp2) turn.unusable('broken')
      else turn.failed(failure)
      return answer
    } catch (error) {
      turn.passedOver()
      throw error
    }
  }

  /** An address that stands in the URL itself is never looked up; the agents check the others. */
  #checkLiteral(url: URL): void {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    if (!isIpAddress(host) || mayConnect(host, port, this.#policyOf())) return
    throw refusedAddress(host)
  }
}

/** The next hop, or null where the answer is none. A redirect without a place to go is an answer like any other. */
function redirectTarget(answer: Answer, from: URL): URL | null {
  const location = answer.headers.location
  if (!redirectStatuses.has(answer.status) || location === undefined) return null
  // Node reads heads as Latin-1; servers write UTF-8 into this field.
  const target = URL.parse(Buffer.from(location, 'latin1').toString('utf8'), from)
  if (target?.protocol === 'http:' || target?.protocol === 'https:') {
    target.hash = ''
    return target
  }
  discard(answer)
  throw problem('UNSUPPORTED_SCHEME', 'The server redirects to something that is no http or https address.', {
    params: { host: from.host, scheme: target?.protocol.replace(/:$/, '') ?? '' },
    transient: false,
  })
}

/** The same URL where there are none, which is nearly always. */
function withoutCredentials(url: URL): URL {
  if (url.username === '' && url.password === '') return url
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare
}

/** What goes to the origin of the episode's URL alone: the user's headers and the credentials of the URL. */
function originHeaders(url: URL, userHeaders: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {}
  if (url.username !== '' || url.password !== '') {
    const pair = `${decoded(url.username)}:${decoded(url.password)}`
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  for (const [name, value] of Object.entries(userHeaders)) {
    if (!ownHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  }
  return headers
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether a request of a session is to be sent once more. Meanwhile the server is not waited for. */
async function mayGoAgain(answer: Answer, { onWaiting }: Asked, passage: Passage): Promise<boolean> {
  onWaiting(false)
  try {
    return await passage.answered(answer)
  } catch (reason) {
    discard(answer)
    throw reason
  } finally {
    onWaiting(true)
  }
}

/** A body that nobody wants: an empty one frees its connection, any other closes it. */
function discard(answer: Answer): void {
  if (answer.headers['content-length'] === '0') answer.body.resume()
  else answer.body.destroy()
}

function isReset(error: unknown): boolean {
  return error instanceof Problem && error.failure.params.reason === 'ECONNRESET'
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Problem && error.failure.params.fault === 'unreachable'
}
