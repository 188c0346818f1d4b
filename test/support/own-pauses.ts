/** What is worth remembering of this thread's own pauses. */
const leastMs = 300
const lookMs = 50

/**
 * Remembers when this thread, in which the test servers answer, did nothing for a while because the machine had other
 * things to do: then a server was silent that was not told to be.
 */
export class OwnPauses {
  readonly #pauses: { readonly endedAt: number; readonly lengthMs: number }[] = []
  readonly #timer: NodeJS.Timeout
  #lookedAt = performance.now()

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now()
      const lengthMs = now - this.#lookedAt - lookMs
      if (lengthMs >= leastMs) this.#pauses.push({ endedAt: now, lengthMs })
      this.#lookedAt = now
    }, lookMs).unref()
  }

  /** Milliseconds of all pauses that ended since a moment of `performance.now()`, or go on. */
  since(moment: number): number {
    const goingOnMs = performance.now() - this.#lookedAt - lookMs
    const earlierMs = this.#pauses.filter(({ endedAt }) => endedAt >= moment).reduce((sum, { lengthMs }) => sum + lengthMs, 0)
    return earlierMs + Math.max(0, goingOnMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
