/** Speed is compared over windows of at least this length: less than the time between two calls, so that each can decide. */
const windowMs = 80
/** Twice the connections have to bring at least this much more, or they stay without followers. */
const worthwhileGain = 1.1
/** Conditions change: after this time one more step is tried. */
const retryMs = 10_000

export interface GrowthFacts {
  /** Milliseconds on a clock that never jumps. */
  readonly now: number
  /** Of this download, since it began. */
  readonly bytesReceived: number
  /** Connections that deliver. */
  readonly delivering: number
}

/**
 * How many connections an episode may have: 1, and 2 once its first answer is here, then twice as many each time that
 * the last step has brought speed. Servers and lines on which more connections bring nothing are left with few.
 */
export class Growth {
  #allowed: number
  #windowFrom: GrowthFacts | null = null
  #speedBefore = 0
  #settledAt: number | null = null
  /** The last window has shown no gain. */
  #isDoubted = false

  /** `usual`: with so many the host did well before. */
  constructor(usual: number | null = null) {
    this.#allowed = Math.max(2, usual ?? 0)
  }

  get allowed(): number {
    return this.#allowed
  }

  /** Called ten times a second; true where more are allowed now. */
  watch(facts: GrowthFacts): boolean {
    if (this.#settledAt !== null && facts.now - this.#settledAt < retryMs) return false
    this.#settledAt = null
    if (facts.delivering < this.#allowed) {
      this.#windowFrom = facts
      return false
    }
    this.#windowFrom ??= facts
    const ms = facts.now - this.#windowFrom.now
    if (ms < windowMs) return false
    const speed = (facts.bytesReceived - this.#windowFrom.bytesReceived) / ms
    this.#windowFrom = facts
    if (speed < this.#speedBefore * worthwhileGain) {
      // The new connections may only just have begun.
      if (this.#isDoubted) {
        this.#settledAt = facts.now
        this.#speedBefore = 0
      }
      this.#isDoubted = !this.#isDoubted
      return false
    }
    this.#isDoubted = false
    this.#speedBefore = speed
    this.#allowed *= 2
    return true
  }
}
