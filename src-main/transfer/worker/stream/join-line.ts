/** Each computes for as long as it lasts, and needs some 100 MB: one after the other they are through as soon. */
const mostAtOnce = 1

/** Lets streams be put together one after the other. */
export class JoinLine {
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** Runs `work` in its turn; rejects with the signal's reason where that comes first. */
  async inTurn<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(signal)
    try {
      return await work()
    } finally {
      // The place goes from one to the next.
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#running < mostAtOnce) this.#running++
    else {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const leave = () => {
        const at = this.#waiting.indexOf(resolve)
        if (at >= 0) this.#waiting.splice(at, 1)
        reject(signal.reason)
      }
      this.#waiting.push(resolve)
      signal.addEventListener('abort', leave, { once: true })
      try {
        await promise
      } finally {
        signal.removeEventListener('abort', leave)
      }
    }
  }
}
