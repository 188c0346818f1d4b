import { SeededRandom } from './seeded-random.ts'

/** What a host is like. Speeds are bytes per second, times milliseconds. */
export interface HostModel {
  readonly perConnection: number
  /** All its connections together. */
  readonly inAll: number
  /** More connections than this are answered 429. */
  readonly mostConnections: number | null
  /** From so many connections on each further one costs all of them a fiftieth. */
  readonly worseFrom: number | null
  /** From the request to the first byte, and for as long again a connection takes to be at its full speed. */
  readonly answerMs: number
  /** Size of each file; null where none ever ends. */
  readonly fileBytes: number | null
  /** A connection pauses on average once in so many bytes, for half a second to two. */
  readonly pauseEveryBytes: number | null
  /** How much all speeds sway: standard deviation of their factor. */
  readonly sway: number
}

interface Connection {
  /** Nothing comes before. */
  silentUntilMs: number
  openedAtMs: number
  left: number
}

export const tickMs = 50
/** How much of the sway of one tick is left in the next: it lasts for about a second. */
const swayKept = 0.95

/** A host in simulated time with as many connections as are asked for, of as many files as are wanted. */
export class SimulatedHost {
  readonly #model: HostModel
  readonly #random: SeededRandom
  #connections: Connection[] = []
  #sway = 0
  #answers: number[] = []
  nowMs = 0
  bytes = 0
  files = 0
  refusals = 0

  constructor(model: HostModel, seed: number) {
    this.#model = model
    this.#random = new SeededRandom(seed)
  }

  get inUse(): number {
    return this.#connections.length
  }

  /** Median of the last few; null before the first. */
  get answerMs(): number | null {
    return this.#answers.toSorted((left, right) => left - right)[this.#answers.length >> 1] ?? null
  }

  /** One tick, in which so many connections may be begun as are missing, and those are closed that are beyond `most`. */
  tick(wanted: number, most: number): void {
    const { perConnection, inAll, mostConnections, worseFrom, answerMs, fileBytes, pauseEveryBytes } = this.#model
    this.nowMs += tickMs
    if (this.#connections.length > most) this.#connections.length = most
    for (let missing = wanted - this.#connections.length; missing > 0; missing -= 1) {
      if (mostConnections !== null && this.#connections.length >= mostConnections) {
        this.refusals += 1
        continue
      }
      this.#open()
    }
    this.#sway = swayKept * this.#sway + Math.sqrt(1 - swayKept ** 2) * this.#normal() * this.#model.sway
    const factor = Math.max(0.1, 1 + this.#sway)
    const load = worseFrom === null ? 1 : 1 / (1 + Math.max(0, this.#connections.length - worseFrom) / 50)
    const active = this.#connections.filter(({ silentUntilMs }) => silentUntilMs <= this.nowMs)
    let left = (inAll * load * factor * tickMs) / 1_000
    // What one leaves of its share is the others'.
    for (const [place, connection] of active.toSorted((one, other) => one.left - other.left).entries()) {
      const grown = Math.min(1, 0.2 + (this.nowMs - connection.openedAtMs - answerMs) / Math.max(1, answerMs))
      const own = (perConnection * factor * load * grown * tickMs) / 1_000
      const bytes = Math.min(connection.left, own, left / (active.length - place))
      left -= bytes
      connection.left -= bytes
      this.bytes += bytes
      if (pauseEveryBytes !== null && this.#random.fraction() < bytes / pauseEveryBytes) {
        connection.silentUntilMs = this.nowMs + 500 + 1_500 * this.#random.fraction()
      }
    }
    const ended = this.#connections.filter(({ left }) => left <= 0).length
    if (ended === 0) return
    this.files += ended
    this.#connections = this.#connections.filter(({ left }) => left > 0)
    // A kept connection is asked for the next file: no new one, so nothing to be refused.
    while (fileBytes !== null && this.#connections.length < wanted && this.#connections.length < (mostConnections ?? Infinity))
      this.#open()
  }

  #open(): void {
    const { answerMs, fileBytes } = this.#model
    const delayMs = answerMs * (0.8 + 0.4 * this.#random.fraction())
    this.#answers = [...this.#answers, delayMs].slice(-16)
    this.#connections.push({
      silentUntilMs: this.nowMs + delayMs,
      openedAtMs: this.nowMs,
      left: fileBytes === null ? Infinity : fileBytes * (0.5 + this.#random.fraction()),
    })
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random.fraction())) * Math.cos(2 * Math.PI * this.#random.fraction())
  }
}
