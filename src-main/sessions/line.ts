import type { Clock, ExchangeEnd, ExchangeGrant, ExchangeRequest, ExchangeVerdict, Log } from '../queue/ports.ts'
import type { LiveSession } from './live-session.ts'
import type { Authorization } from './ports.ts'
import { areOfOneSite } from './same-site.ts'
import { mayBeStale } from './staleness.ts'
import { nextTurns, orderOf } from './turns.ts'

/** A request that may be sent, and what went along. */
export interface UnderWay {
  readonly request: ExchangeRequest
  readonly grant: ExchangeGrant
  /** When it was granted in the order of its jar. */
  readonly sequence: number
}

interface Waiting {
  readonly request: ExchangeRequest
  readonly host: string
  /** Null: the session is no more. */
  readonly go: (exchange: UnderWay | null) => void
}

/** A refusal that means nothing before all that was under way when it came has ended. */
interface Pending {
  readonly others: Set<UnderWay>
  readonly judge: () => void
}

type Refusal = Extract<ExchangeEnd, { kind: 'answered' }>

export interface LineOptions {
  readonly live: LiveSession
  readonly authorization: Authorization
  readonly clock: Clock
  readonly log: Log
}

/** When to try again where the disk does not take a cookie that the next request depends on. */
const retryMs = 1_000

/** The requests of one session: who may be sent when, and what their answers did to its cookies. */
export class Line {
  readonly #live: LiveSession
  readonly #authorization: Authorization
  readonly #clock: Clock
  readonly #log: Log
  readonly #waiting: Waiting[] = []
  readonly #underWay = new Set<UnderWay>()
  readonly #pending = new Set<Pending>()
  /** Hosts that answered without changing a cookie; of no meaning but in an automatic session. */
  readonly #proven = new Set<string>()
  #cancelRetry: (() => void) | null = null

  constructor({ live, authorization, clock, log }: LineOptions) {
    this.#live = live
    this.#authorization = authorization
    this.#clock = clock
    this.#log = log
    live.onNews((news) => {
      if (news === 'ended') this.#end()
      // Nothing is known of the cookies of a new sign-in.
      if (news === 'handed') this.#proven.clear()
      if (news === 'handed' || news === 'changed') this.#pump()
    })
  }

  /** Resolves when it may be sent; null where the session has ended. Rejects with the signal's reason. */
  enter(request: ExchangeRequest, signal: AbortSignal): Promise<UnderWay | null> {
    const { promise, resolve, reject } = Promise.withResolvers<UnderWay | null>()
    const abort = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      reject(signal.reason)
      this.#pump()
    }
    const waiting: Waiting = {
      request,
      host: new URL(request.url).host,
      go: (exchange) => {
        signal.removeEventListener('abort', abort)
        resolve(exchange)
      },
    }
    signal.addEventListener('abort', abort, { once: true })
    this.#waiting.push(waiting)
    this.#pump()
    return promise
  }

  /** The head of an answer is here, or will not come. Waits with a refusal until it is known what it was refused for. */
  leave(exchange: UnderWay, end: ExchangeEnd): Promise<ExchangeVerdict> {
    this.#underWay.delete(exchange)
    try {
      return this.#settle(exchange, end)
    } finally {
      this.#goOnWithout(exchange)
    }
  }

  #goOnWithout(exchange: UnderWay): void {
    for (const pending of [...this.#pending]) {
      pending.others.delete(exchange)
      if (pending.others.size > 0) continue
      this.#pending.delete(pending)
      pending.judge()
    }
    this.#pump()
  }

  #settle(exchange: UnderWay, end: ExchangeEnd): Promise<ExchangeVerdict> {
    const { host } = new URL(exchange.request.url)
    if (end.kind === 'unanswered') {
      // What it changed at the server nobody was told: the next one goes alone again.
      if (end.wasSent) this.#proven.delete(host)
      return Promise.resolve('final')
    }
    if (isRefusal(end)) return this.#judgeLater(exchange, end)
    if (end.status < 400 && exchange.grant.authorization !== null && !end.hadOwnAuthorization) {
      this.#authorization.accepted(exchange.request.url)
    }
    const { renewed, created } = this.#take(exchange, end)
    if (renewed + created > 0) this.#proven.delete(host)
    else if (end.status < 500 && end.status !== 429) this.#proven.add(host)
    return Promise.resolve('final')
  }

  /** One that is still under way may bring the cookie that this one should have carried. */
  #judgeLater(exchange: UnderWay, end: Refusal): Promise<ExchangeVerdict> {
    const { promise, resolve, reject } = Promise.withResolvers<ExchangeVerdict>()
    const judge = () => {
      try {
        resolve(this.#judge(exchange, end))
      } catch (error) {
        reject(error)
      }
    }
    if (this.#underWay.size === 0) judge()
    else this.#pending.add({ others: new Set(this.#underWay), judge })
    return promise
  }

  #judge(exchange: UnderWay, end: Refusal): ExchangeVerdict {
    const { request, grant } = exchange
    this.#take(exchange, end)
    const mayAnswer =
      end.status === 401 &&
      !end.hadOwnAuthorization &&
      this.#authorization.challenged(request.url, request.method, end.challenges, grant.authorization)
    const isStale = mayBeStale(grant.cookie, this.#cookieFor(request))
    if (mayAnswer || (isStale && request.repeats === null)) return 'again'
    return isStale ? 'replaced' : 'final'
  }

  #take({ request, sequence }: UnderWay, end: Refusal): ReturnType<LiveSession['take']> {
    const taken = this.#live.take({ url: request.url, setCookies: end.setCookies, sequence, isRefusal: isRefusal(end) })
    if (orderOf(this.#live.record) !== 'side-by-side') this.#keepDurably()
    else this.#live.keep({ durable: false })
    return taken
  }

  /** Called when one enters, leaves or gives up, when the session was changed, and after the disk refused. */
  #pump(): void {
    if (this.#waiting.length === 0 || this.#cancelRetry !== null) return
    const order = orderOf(this.#live.record)
    const hosts = [...this.#underWay].map(({ request }) => new URL(request.url).host)
    const line = this.#waiting.map(({ host }) => host)
    const turns = nextTurns(order, line, hosts, (host) => this.#proven.has(host))
    if (turns.length === 0) return
    // Nothing that depends on a cookie is sent before that cookie would outlive a crash.
    if (order !== 'side-by-side' && !this.#keepDurably()) {
      this.#cancelRetry = this.#clock.schedule(retryMs, () => {
        this.#cancelRetry = null
        this.#pump()
      })
      return
    }
    const going = turns.flatMap((place) => this.#waiting[place] ?? [])
    for (const waiting of going) this.#send(waiting)
  }

  #send(waiting: Waiting): void {
    const { request, go } = waiting
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
    const grant: ExchangeGrant = {
      cookie: this.#cookieFor(request),
      authorization: this.#authorization.authorizationFor(request.url, request.method),
    }
    const exchange: UnderWay = { request, grant, sequence: this.#live.jar.begin() }
    this.#underWay.add(exchange)
    this.#live.noteUse()
    go(exchange)
  }

  #cookieFor({ url, origins }: ExchangeRequest): string | null {
    return this.#live.jar.header(url, { isSameSite: areOfOneSite(origins) })
  }

  #keepDurably(): boolean {
    try {
      this.#live.keep({ durable: true })
      return true
    } catch (error) {
      this.#log.warn('the cookies of a session could not be kept', { sessionId: this.#live.record.id, error })
      return false
    }
  }

  #end(): void {
    this.#cancelRetry?.()
    for (const { go } of this.#waiting.splice(0)) go(null)
  }
}

function isRefusal(end: Refusal): boolean {
  return end.status === 401 || end.status === 403
}
