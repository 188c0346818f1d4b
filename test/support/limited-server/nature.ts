/** What a server is like. Speeds are bytes per second; null for what it does not mind. */
export interface ServerNature {
  /** Of every file under `/files/`. */
  readonly fileBytes: number
  readonly perConnection: number | null
  /** All connections together, shared evenly. */
  readonly inAll: number | null
  /** From the request to the head of its answer. */
  readonly answerMs: number
  /** From so many answers at once on each takes longer: twice as many at once, twice as long. */
  readonly slowFrom: number | null
  /** It serves so many at once and refuses the others with this status; `retryAfter` in seconds. */
  readonly most: { readonly answers: number; readonly status: 429 | 503; readonly retryAfter: number | null } | null
  /** From so many at once on it answers 503 now and then, from twice as many always. */
  readonly busyFrom: number | null
  /** A connection is silent for half a second to two, on average once in so many bytes: what lost packets look like from above. */
  readonly pauseEveryBytes: number | null
  /** The same for connections that break. */
  readonly resetEveryBytes: number | null
  readonly seed: number
}

export const plainNature: ServerNature = {
  fileBytes: 40_000_000,
  perConnection: null,
  inAll: null,
  answerMs: 40,
  slowFrom: null,
  most: null,
  busyFrom: null,
  pauseEveryBytes: null,
  resetEveryBytes: null,
  seed: 1,
}
