import type { Failure } from '../../../src-preload/contract/index.ts'

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** Over what an answer came. */
export interface WireFacts {
  /** `1.1`, `2.0`. */
  readonly httpVersion: string
  /** With its port; null where the connection was gone already. */
  readonly remoteAddress: string | null
  readonly tls: { readonly protocol: string; readonly cipher: string } | null
}

/** One request with the head of its answer, as both were: what is secret in them is still there. */
export interface WireExchange {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly method: string
  /** Without user name and password. */
  readonly url: string
  readonly request: Fields
  readonly isProxied: boolean
  readonly headMs: number | null
  readonly status: number | null
  readonly response: Fields
  readonly wire: WireFacts | null
  readonly failure: Failure | null
}

/** One connection of an attempt. `end` null: of unknown size. */
export interface ConnectionLook {
  /** From 0. */
  readonly number: number
  readonly url: string
  readonly start: number
  readonly position: number
  readonly end: number | null
  /** Bytes per second. */
  readonly speed: number
  readonly isWaiting: boolean
}

/** A place that an attempt may ask, and how many connections it has there. */
export interface PlaceLook {
  readonly url: string
  readonly connections: number
}

/** What is known in the workers of an episode, and told only to whoever asks. */
export interface TransferLook {
  readonly connections: readonly ConnectionLook[]
  /** Empty where nothing runs. */
  readonly places: readonly PlaceLook[]
  /** Oldest first. */
  readonly exchanges: readonly WireExchange[]
}
