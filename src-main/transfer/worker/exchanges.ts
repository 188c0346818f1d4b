import type { ExchangeEnd, ExchangeGrant, ExchangeRequest, ExchangeVerdict, FromWorker } from '../protocol.ts'

/** Whose request it is. */
export type Asker = Pick<ExchangeRequest, 'attemptId' | 'sessionId'>

type Say = (word: Extract<FromWorker, { kind: 'exchangeWanted' | 'exchangeEnded' }>) => void

interface Open {
  readonly granted: (grant: ExchangeGrant | null) => void
  readonly judged: (verdict: ExchangeVerdict) => void
}

/** The worker's end of the line to the one owner of all sessions: asks for turns, and tells what came of them. */
export class Exchanges {
  readonly #say: Say
  readonly #open = new Map<number, Open>()
  #credentialHosts: ReadonlySet<string> = new Set()
  #lastId = 0

  constructor(say: Say) {
    this.#say = say
  }

  /** Hosts (`name[:port]`) whose requests go through here though they belong to no session. */
  setCredentialHosts(hosts: readonly string[]): void {
    this.#credentialHosts = new Set(hosts)
  }

  /** Whether a request may only be sent in its turn. False for most: those cost nothing. */
  concerns({ sessionId }: Asker, { hostname, port, protocol }: URL): boolean {
    if (sessionId !== null) return true
    const hosts = this.#credentialHosts
    return hosts.size > 0 && (hosts.has(hostname) || hosts.has(`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`))
  }

  /** Resolves when the request may be sent. Rejects with the signal's reason. */
  async begin(request: ExchangeRequest, signal: AbortSignal): Promise<Exchange> {
    signal.throwIfAborted()
    const exchangeId = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<ExchangeGrant | null>()
    const verdict = Promise.withResolvers<ExchangeVerdict>()
    this.#open.set(exchangeId, { granted: resolve, judged: verdict.resolve })
    const end = (how: ExchangeEnd) => this.#say({ kind: 'exchangeEnded', exchangeId, end: how })
    const abort = () => {
      this.#open.delete(exchangeId)
      end({ kind: 'unanswered', wasSent: false })
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    this.#say({ kind: 'exchangeWanted', exchangeId, request })
    try {
      const grant = await promise
      signal.throwIfAborted()
      return new Exchange(exchangeId, grant, {
        end,
        judged: verdict.promise,
        forget: () => this.#open.delete(exchangeId),
      })
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  /** The turn of an exchange has come; one that nobody waits for any more has been ended already. */
  granted(exchangeId: number, grant: ExchangeGrant | null): void {
    this.#open.get(exchangeId)?.granted(grant)
  }

  judged(exchangeId: number, verdict: ExchangeVerdict): void {
    this.#open.get(exchangeId)?.judged(verdict)
  }
}

interface Wire {
  readonly end: (how: ExchangeEnd) => void
  readonly judged: Promise<ExchangeVerdict>
  readonly forget: () => void
}

/** One request that may be sent: to be ended exactly once. */
export class Exchange {
  readonly id: number
  /** Null: the session is no more. */
  readonly grant: ExchangeGrant | null
  readonly #wire: Wire

  constructor(id: number, grant: ExchangeGrant | null, wire: Wire) {
    this.id = id
    this.grant = grant
    this.#wire = wire
  }

  /** No head came. */
  unanswered(wasSent: boolean): void {
    this.#wire.forget()
    this.#wire.end({ kind: 'unanswered', wasSent })
  }

  /** The head is here. Resolves at once unless it is a refusal; rejects with the signal's reason. */
  async answered(
    answer: Omit<Extract<ExchangeEnd, { kind: 'answered' }>, 'kind'>,
    signal: AbortSignal,
  ): Promise<ExchangeVerdict> {
    this.#wire.end({ kind: 'answered', ...answer })
    if (answer.status !== 401 && answer.status !== 403) {
      this.#wire.forget()
      return 'final'
    }
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    try {
      return await Promise.race([this.#wire.judged, aborted])
    } finally {
      signal.removeEventListener('abort', abort)
      this.#wire.forget()
    }
  }
}
