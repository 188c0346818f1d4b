/** How much and how long one client may take. */
export interface ServerLimits {
  /** A body's and a WebSocket message's size. */
  readonly bodyBytes: number
  readonly headersMs: number
  /** From the first byte of a request to its last. */
  readonly requestMs: number
  /** Without a byte in either direction. Event streams are kept awake. */
  readonly idleMs: number
  /** Between two requests of one connection. */
  readonly keepAliveMs: number
  /** Between two comments that keep a quiet event stream awake. */
  readonly eventKeepAliveMs: number
  /** Between two pings of a WebSocket. */
  readonly heartbeatMs: number
  /** For WebSockets to say goodbye. */
  readonly closeGraceMs: number
}

export const defaultLimits: ServerLimits = {
  bodyBytes: 64 * 1024 * 1024,
  headersMs: 15_000,
  requestMs: 120_000,
  idleMs: 60_000,
  keepAliveMs: 10_000,
  eventKeepAliveMs: 15_000,
  heartbeatMs: 30_000,
  closeGraceMs: 500,
}
