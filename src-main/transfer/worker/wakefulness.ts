/** A beat that comes later than this was slept through, not only delayed. */
const longestDelayMs = 500

/**
 * Tells how long a server may be silent at this moment. While this thread slept (a suspended machine, a stopped
 * process, a starved one) it could not hear what was sent: for as long as it slept nobody is called silent.
 */
export class Wakefulness {
  readonly #beatMs: number
  #lastBeat: number | null = null
  #restedUntil = -Infinity

  /** `beatMs`: how often {@link beat} is to be called. */
  constructor(beatMs: number) {
    this.#beatMs = beatMs
  }

  /** Called at each beat, of a clock that never goes back. Infinity: nobody is to be called silent now. */
  beat(now: number, stallTimeoutMs: number): number {
    const sleptMs = this.#lastBeat === null ? 0 : now - this.#lastBeat - this.#beatMs
    this.#lastBeat = now
    if (sleptMs > longestDelayMs) this.#restedUntil = Math.max(this.#restedUntil, now) + Math.min(sleptMs, stallTimeoutMs)
    return now < this.#restedUntil ? Infinity : stallTimeoutMs
  }

  /** The beat pauses; the next one is not late. */
  pause(): void {
    this.#lastBeat = null
  }
}
