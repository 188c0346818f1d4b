import type { HostNews, Http2Facts } from '../protocol.ts'
import type { Answer, Asked } from './http-client.ts'
import { Stopped } from './problem.ts'
import {
  begun,
  closed,
  type Ended,
  heard,
  learnt,
  type Protocol,
  passedOver,
  protocolFor,
  type Standing,
  smallBodyBytes,
  unknownStanding,
} from './protocol-choice.ts'

/** One request and the protocol it goes over. Its first word about the end counts. */
export interface Turn {
  readonly protocol: Protocol
  /** A head came; what the answer is worth shows when its body ends. */
  answered(answer: Answer): void
  /** No head came; what was thrown. */
  failed(error: unknown): void
  /** Nothing came, and nothing is to be learnt from that. */
  passedOver(): void
  /** HTTP/2 is not for this host while this worker lives. */
  unusable(support: 'missing' | 'broken'): void
}

type Request = Pick<Asked, 'bytesWanted' | 'method' | 'signal'>

/** Of so many hosts is remembered how they stand. */
const mostHosts = 1_000
/** A turn at which nothing is to be learnt. */
export const unmeasured: Turn = {
  protocol: 'http/1.1',
  answered: () => undefined,
  failed: () => undefined,
  passedOver: () => undefined,
  unusable: () => undefined,
}

/** Chooses the protocol of each request by what was measured at its host, and tells what was found out. */
export class ProtocolKeeper {
  readonly #tell: (host: string, news: HostNews) => void
  readonly #standings = new Map<string, Standing>()
  /** Requests that wait for what the first one over HTTP/2 comes to. */
  readonly #waiting = new Map<string, Set<() => void>>()

  constructor(tell: (host: string, news: HostNews) => void) {
    this.#tell = tell
  }

  /** What was measured before this worker lived, where it knows nothing itself. Only what speaks for HTTP/2 saves a trial. */
  recall(host: string, known: Http2Facts | null): void {
    if (known?.isUsed !== true || this.#standings.has(host)) return
    const { http1Ms, http2Ms } = known
    const typicalMs = http1Ms === null || http2Ms === null ? null : { 'http/1.1': http1Ms, 'http/2': http2Ms }
    this.#set(host, { ...unknownStanding, support: 'offered', phase: 'settled', used: 'http/2', typicalMs })
  }

  /**
   * The protocol for a request. Large answers always come over HTTP/1.1: their connections each have a congestion
   * window of their own, and each whatever a server gives a connection.
   */
  async begin({ protocol: scheme, host }: URL, { bytesWanted, method = 'GET', signal }: Request): Promise<Turn> {
    if (scheme !== 'https:' || (bytesWanted ?? 0) > smallBodyBytes) return unmeasured
    for (;;) {
      const standing = this.#standings.get(host) ?? unknownStanding
      const protocol = protocolFor(standing, performance.now())
      if (typeof protocol === 'number') await this.#changed(host, protocol, signal)
      else {
        this.#set(host, begun(standing, protocol, performance.now()))
        return this.#turn(host, protocol, method)
      }
    }
  }

  /** Whether a request that HTTP/1.1 brought no answer to may be asked over HTTP/2 instead. */
  mayRescue({ protocol: scheme, host }: URL): boolean {
    return scheme === 'https:' && this.#standings.get(host)?.support === 'offered'
  }

  /** Resolves when something was found out about a host, or after so long. Rejects with the signal's reason. */
  async #changed(host: string, longestMs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = this.#waiting.get(host) ?? new Set()
    this.#waiting.set(host, waiting.add(resolve))
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(resolve, longestMs)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      waiting.delete(resolve)
    }
  }

  #turn(host: string, protocol: Protocol, method: string): Turn {
    const beganAt = performance.now()
    let isOver = false
    const end = (step: (standing: Standing) => Standing) => {
      if (isOver) return
      isOver = true
      this.#change(host, step)
    }
    const endAs = (how: Ended['how']) =>
      end((standing) => learnt(standing, { protocol, beganAt, endedAt: performance.now(), how }))
    const passOver = () => end((standing) => passedOver(standing, protocol))
    return {
      protocol,
      answered: (answer) => {
        if (protocol === 'http/2') this.#change(host, heard)
        if (answer.status === 429 || answer.status === 503) endAs('refused')
        else if (method !== 'GET' || !isSmallFile(answer)) passOver()
        else {
          answer.body.once('end', () => endAs('came'))
          answer.body.once('error', () => endAs('broke'))
          answer.body.once('close', passOver)
        }
      },
      failed: (error) => (error instanceof Stopped ? passOver() : endAs('broke')),
      passedOver: passOver,
      unusable: (support) => end((standing) => closed(passedOver(standing, protocol), support)),
    }
  }

  #change(host: string, step: (standing: Standing) => Standing): void {
    const before = this.#standings.get(host) ?? unknownStanding
    const after = step(before)
    this.#set(host, after)
    for (const resolve of this.#waiting.get(host) ?? []) resolve()
    this.#waiting.delete(host)
    const facts = factsOf(after)
    if (facts !== null && !isSame(facts, factsOf(before))) this.#tell(host, { kind: 'http2', facts })
  }

  #set(host: string, standing: Standing): void {
    if (this.#standings.size >= mostHosts && !this.#standings.has(host)) this.#standings.clear()
    this.#standings.set(host, standing)
  }
}

/** What a host's profile says; null where nothing was found out. */
function factsOf({ support, used, typicalMs }: Standing): Http2Facts | null {
  if (support === null) return null
  const rounded = (protocol: Protocol) => (typicalMs === null ? null : Math.round(typicalMs[protocol]))
  return { support, http1Ms: rounded('http/1.1'), http2Ms: rounded('http/2'), isUsed: used === 'http/2' }
}

function isSame(one: Http2Facts, other: Http2Facts | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function isSmallFile({ status, headers }: Answer): boolean {
  const length = Number(headers['content-length'] ?? Infinity)
  return (status === 200 || status === 206) && length <= smallBodyBytes
}
