import type { Clock, ExchangeEnd, ExchangeGrant, ExchangeRequest, Exchanges, ExchangeVerdict, Log } from '../queue/ports.ts'
import { Line, type UnderWay } from './line.ts'
import type { LiveSession, LiveSessions } from './live-session.ts'
import type { Authorization } from './ports.ts'

export interface ExchangeDeskOptions {
  readonly sessions: LiveSessions
  readonly authorization: Authorization
  readonly clock: Clock
  readonly log: Log
}

/** A request that was granted; `line` is null where no cookies are at stake. */
interface Granted {
  readonly line: Line | null
  readonly exchange: UnderWay
}

/**
 * The one place that says which request of a session may be sent, and with what. Only the exchange, a request's head to its
 * answer's head, keeps to an order; the bodies that follow come side by side.
 */
export class ExchangeDesk implements Exchanges {
  readonly #options: ExchangeDeskOptions
  readonly #lines = new WeakMap<LiveSession, Line>()
  readonly #granted = new Map<string, Granted>()

  constructor(options: ExchangeDeskOptions) {
    this.#options = options
  }

  get credentialHosts(): readonly string[] {
    return this.#options.authorization.hosts
  }

  onCredentialHosts(listener: (hosts: readonly string[]) => void): () => void {
    return this.#options.authorization.onHosts(listener)
  }

  async begin(exchangeId: string, request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeGrant | null> {
    signal.throwIfAborted()
    const live = request.sessionId === null ? null : this.#options.sessions.live(request.sessionId)
    if (request.sessionId !== null && live === null) return null
    const line = live?.covers(request.url) === true ? this.#lineOf(live) : null
    const exchange = line === null ? this.#withoutCookies(request) : await line.enter(request, signal)
    if (exchange === null) return null
    this.#granted.set(exchangeId, { line, exchange })
    return exchange.grant
  }

  async end(exchangeId: string, end: ExchangeEnd): Promise<ExchangeVerdict> {
    const granted = this.#granted.get(exchangeId)
    if (granted === undefined) return 'final'
    this.#granted.delete(exchangeId)
    const { line, exchange } = granted
    try {
      return line === null ? this.#judgeCredentials(exchange, end) : await line.leave(exchange, end)
    } catch (error) {
      this.#options.log.error('the end of an exchange was not understood', { error })
      return 'final'
    }
  }

  keep(sessionId: string): void {
    const live = this.#options.sessions.live(sessionId)
    try {
      live?.keep({ durable: true })
    } catch (error) {
      this.#options.log.warn('the cookies of a session could not be kept', { sessionId, error })
    }
  }

  #judgeCredentials({ request, grant }: UnderWay, end: ExchangeEnd): ExchangeVerdict {
    if (end.kind === 'unanswered' || end.hadOwnAuthorization) return 'final'
    const { authorization } = this.#options
    if (end.status < 400 && grant.authorization !== null) authorization.accepted(request.url)
    if (end.status !== 401) return 'final'
    return authorization.challenged(request.url, request.method, end.challenges, grant.authorization) ? 'again' : 'final'
  }

  #withoutCookies(request: ExchangeRequest): UnderWay {
    const authorization = this.#options.authorization.authorizationFor(request.url, request.method)
    return { request, grant: { cookie: null, authorization }, sequence: 0 }
  }

  #lineOf(live: LiveSession): Line {
    const { authorization, clock, log } = this.#options
    const line = this.#lines.get(live) ?? new Line({ live, authorization, clock, log })
    this.#lines.set(live, line)
    return line
  }
}
