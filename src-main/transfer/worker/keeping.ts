/** The wait for the queue to keep a name durably, before which no file of it may exist. */
export class Keeping {
  readonly #signal: AbortSignal
  #resolve: (() => void) | null = null

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Tells the name and resolves once it is kept; rejects with the signal's reason. */
  ask(tell: () => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#signal.throwIfAborted()
    this.#signal.addEventListener('abort', () => reject(this.#signal.reason), { once: true })
    this.#resolve = resolve
    tell()
    return promise
  }

  kept(): void {
    this.#resolve?.()
    this.#resolve = null
  }
}
