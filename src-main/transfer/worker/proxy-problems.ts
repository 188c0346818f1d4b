import type { ProxyPlace } from '../protocol.ts'
import { cutProblem } from './answer-problems.ts'
import { codeOf, networkProblem, problem } from './failure-of.ts'
import type { Problem } from './problem.ts'

/**
 * Why a proxy is of no use. `unreachable`: no connection to it; `credentials`: it wants others; `refused`: it does not
 * connect to the server, which its `status` may explain; `cut`: the connection through it ended; `missing`: nobody knows
 * it, or what names it cannot be read.
 */
export type ProxyFault = 'unreachable' | 'credentials' | 'refused' | 'cut' | 'missing'

const sentences: Readonly<Record<ProxyFault, string>> = {
  unreachable: 'The proxy cannot be reached.',
  credentials: 'The proxy refuses the user name or the password.',
  refused: 'The proxy brings no connection to the server.',
  cut: 'The connection through the proxy was cut.',
  missing: 'The proxy that is to be used is not there.',
}

/** Faults that are still there a moment later. */
const lasting: ReadonlySet<ProxyFault> = new Set(['credentials', 'missing'])

interface FaultFacts {
  /** `host[:port]` of the server that was to be reached. */
  readonly host: string
  /** The system's own code, or the proxy's word. */
  readonly reason?: string
  /** What an HTTP proxy answered. */
  readonly status?: number
}

/** A failure of a proxy, which says nothing about the server behind it. Names it, never its credentials. */
export function proxyProblem(proxy: Pick<ProxyPlace, 'id' | 'name'>, fault: ProxyFault, facts: FaultFacts): Problem {
  const params = { proxy: proxy.name, proxyId: proxy.id, fault, ...facts }
  return problem('PROXY', sentences[fault], { params, transient: !lasting.has(fault) })
}

/**
 * What it means that an exchange broke off after its connection had been made; `error` null where it only ended. Through a
 * proxy it is the proxy that ended it as far as anybody here can see.
 */
export function brokenProblem(error: unknown, host: string, proxy: ProxyPlace | null): Problem {
  if (proxy === null) return error === null ? cutProblem(host) : networkProblem(error, { host })
  const code = error === null ? '' : codeOf(error)
  if (error !== null && !cutCodes.has(code)) return networkProblem(error, { host })
  return proxyProblem(proxy, 'cut', code === '' ? { host } : { host, reason: code })
}

const cutCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'])
