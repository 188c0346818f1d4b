/** A server behind a proxy. Its name is told to the proxy as it is, and to nobody else. */
export interface Destination {
  /** IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** `host[:port]` as the address has it, for people. */
  readonly shown: string
}

/** A proxy that takes a connection and then says nothing is given up after this time. */
export const patienceMs = 60_000
