import { Bucket, Tap, type Throttle } from './throttle.ts'

/** Lets one body, which belongs to no episode, take its part of the speed limit of the whole program. */
export class Pace {
  readonly #tap: Tap
  readonly #signal: AbortSignal
  #resume: () => void = () => undefined

  /** `unlimited`: what stands for the limits of a job and of a queue. */
  constructor(throttle: Throttle, unlimited: Bucket, signal: AbortSignal) {
    this.#tap = new Tap(throttle, [new Bucket(), unlimited, unlimited, throttle.global], () => this.#resume())
    this.#signal = signal
  }

  /** Resolves when so many bytes may have been taken, or the signal has ended everything. */
  async take(bytes: number): Promise<void> {
    for (let left = bytes - this.#tap.take(bytes); left > 0 && !this.#signal.aborted; left -= this.#tap.take(left)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#resume = resolve
      this.#signal.addEventListener('abort', this.#resume, { once: true })
      await promise
      this.#signal.removeEventListener('abort', this.#resume)
    }
  }

  close(): void {
    this.#tap.close()
  }
}
