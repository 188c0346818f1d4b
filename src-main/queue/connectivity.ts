import type { EpisodeErrorCode, ErrorParams } from '../../src-preload/contract/index.ts'
import { isSilence as isSilent } from './doubtful-attempts.ts'

/** After the machine slept or its network changed, names and ways come back within this time. */
const settleMs = 30_000
/** An answer this fresh proves that the network is there. */
const freshMs = 2_000
/** One name that cannot be looked up may be that name's fault, two are the resolver's. */
const fewestNames = 2

/** A failed attempt, as far as it says something about the network. */
export interface NetworkFailure {
  readonly host: string
  readonly code: EpisodeErrorCode
  /** `reason` is the system's own code. */
  readonly params: ErrorParams
}

/** Tells a network that is gone, which is nobody's attempt, from a server that is. Times are monotonic milliseconds. */
export class Connectivity {
  #answeredAtMs = Number.NEGATIVE_INFINITY
  #disturbedAtMs = Number.NEGATIVE_INFINITY
  /** Hosts whose names nobody could look up since the last answer. */
  readonly #unresolved = new Set<string>()

  /** Some host sent something. */
  answered(nowMs: number): void {
    this.#answeredAtMs = nowMs
    this.#unresolved.clear()
  }

  /** The machine slept, or its network is another: until somebody answers, silence says nothing about a server. */
  disturbed(nowMs: number): void {
    this.#disturbedAtMs = nowMs
  }

  /**
   * Whether this failure is for want of a network. `isUp`: this machine has an address other than its own loopback.
   * A name that does not exist is the name's fault wherever there is a network to ask in.
   */
  isGone({ host, code, params }: NetworkFailure, nowMs: number, isUp: boolean): boolean {
    const isProxy = code === 'PROXY' && isSilent({ code, params })
    const isRoute = (code === 'NETWORK' || isProxy) && (params.reason === 'ENETUNREACH' || params.reason === 'ENETDOWN')
    const isCut = code === 'NETWORK' || code === 'TIMEOUT_STALLED' || isProxy
    const isSettling = this.#disturbedAtMs > this.#answeredAtMs && nowMs - this.#disturbedAtMs < settleMs
    if (isSettling && isSilent({ code, params }) && !isOwn(host)) return true
    if (!isUp && (isRoute || code === 'DNS' || (isCut && !isOwn(host)))) return true
    if (!isRoute && code !== 'DNS') return false
    if (nowMs - this.#answeredAtMs < freshMs) return false
    if (isRoute) return true
    if (params.reason === 'ENOTFOUND' || params.reason === 'EAI_NONAME') return false
    this.#unresolved.add(host)
    return this.#unresolved.size >= fewestNames
  }
}

/** Whether a host is this machine, which needs no network to be reached. */
export function isOwn(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host)
}
