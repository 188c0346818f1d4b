import type { Asker, Exchange, Exchanges } from './exchanges.ts'
import type { Answer } from './http-client.ts'
import { mergeCookies } from './merge-cookies.ts'
import { Problem } from './problem.ts'

type Headers = Readonly<Record<string, string>>

/** What one hop needs before each time it is sent, and what has to be told of it after. */
export interface Passage {
  /** Resolves when it may be sent. Rejects with the signal's reason. */
  enter(): Promise<void>
  /** The headers with what goes along this time. */
  dress(headers: Headers): Headers
  /** No head came, or nothing was sent after all. Does nothing where that is told already. */
  failed(error: unknown): void
  /** A head came. True where it has to be sent once more, as soon as it may {@link enter} again. */
  answered(answer: Answer): Promise<boolean>
  /** What the answer has to do with a session; null where nothing. */
  readonly session: Answer['session'] | null
}

/** The way of all requests that belong to no session. */
export const freePassage: Passage = {
  enter: () => Promise.resolve(),
  dress: (headers) => headers,
  failed: () => undefined,
  answered: () => Promise.resolve(false),
  session: null,
}

export interface HopFacts {
  readonly asker: Asker
  /** Without credentials. */
  readonly url: URL
  readonly method: 'GET' | 'HEAD'
  /** Of all hops so far, this one last. */
  readonly origins: readonly string[]
  readonly signal: AbortSignal
}

/** A stale token and then a challenge: more refusals of one hop than these mean what they say. */
const mostSends = 3

/** The way of a request that belongs to a session, or goes to a host with credentials. */
export class SessionPassage implements Passage {
  readonly #exchanges: Exchanges
  readonly #hop: HopFacts
  #exchange: Exchange | null = null
  #refused: number | null = null
  #sends = 0
  #wasSent = false
  #hasOwnAuthorization = false
  #hasSession = false
  #hadCookies = false
  #wasReplaced = false

  constructor(exchanges: Exchanges, hop: HopFacts) {
    this.#exchanges = exchanges
    this.#hop = hop
  }

  get session(): Answer['session'] | null {
    if (this.#wasReplaced) return 'replaced'
    return this.#isOfSession ? 'own' : null
  }

  /** What the session has went along, or would have had there been any. */
  get #isOfSession(): boolean {
    const { asker, origins } = this.#hop
    return asker.sessionId !== null && this.#hasSession && (this.#hadCookies || origins.every((origin) => origin === origins[0]))
  }

  async enter(): Promise<void> {
    const { asker, url, method, origins, signal } = this.#hop
    this.#wasSent = false
    const { attemptId, sessionId } = asker
    const request = { attemptId, sessionId, url: url.href, method, origins, repeats: this.#refused }
    this.#exchange = await this.#exchanges.begin(request, signal)
    this.#hasSession = this.#exchange.grant !== null
  }

  dress(headers: Headers): Headers {
    const { cookie = null, authorization = null } = this.#exchange?.grant ?? {}
    this.#wasSent = true
    this.#hadCookies = cookie !== null
    this.#hasOwnAuthorization = headers.authorization !== undefined
    const dressed: Record<string, string> = { ...headers }
    const cookies = mergeCookies(headers.cookie, cookie)
    if (cookies !== undefined) dressed.cookie = cookies
    if (authorization !== null) dressed.authorization ??= authorization
    return dressed
  }

  failed(error: unknown): void {
    const exchange = this.#exchange
    this.#exchange = null
    exchange?.unanswered(this.#wasSent && mayHaveArrived(error))
  }

  async answered({ status, headers, challenges }: Answer): Promise<boolean> {
    const exchange = this.#exchange
    this.#exchange = null
    if (exchange === null) return false
    this.#refused = exchange.id
    this.#sends++
    const setCookies = headers['set-cookie'] ?? []
    const told = { status, setCookies, challenges, hadOwnAuthorization: this.#hasOwnAuthorization }
    const verdict = await exchange.answered(told, this.#hop.signal)
    this.#wasReplaced = verdict === 'replaced'
    return verdict === 'again' && this.#sends < mostSends
  }
}

/** No connection was there to send it over. */
function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof Problem)) return true
  const { code, params } = error.failure
  if (code === 'PROXY') return params.fault === 'cut'
  return !['ADDRESS_REFUSED', 'DNS', 'TLS', 'TOO_MANY_FILES'].includes(code) && params.reason !== 'ECONNREFUSED'
}
