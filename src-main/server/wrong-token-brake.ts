/** Milliseconds that the answer to the n-th wrong token in a row waits: doubling from 100 ms, at most 5 s. */
export function delayAfterWrongTokens(count: number): number {
  return Math.min(5_000, 100 * 2 ** Math.min(count - 1, 10))
}

const forgetAfterMs = 600_000
const maximumAddresses = 1_000

/**
 * Slows down guessing. Every address that gave a wrong token waits longer for each further refusal; right tokens
 * are never held up. An address is forgotten after ten quiet minutes, or when a thousand newer ones came.
 */
export class WrongTokenBrake {
  readonly #now: () => number
  readonly #addresses = new Map<string, { count: number; at: number }>()

  /** `now`: milliseconds that never go back. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Notes a wrong token and says how many milliseconds its refusal waits. */
  delayFor(address: string): number {
    const known = this.#addresses.get(address)
    const isFresh = known !== undefined && this.#now() - known.at < forgetAfterMs
    const count = isFresh ? known.count + 1 : 1
    this.#addresses.delete(address)
    this.#addresses.set(address, { count, at: this.#now() })
    const oldest = this.#addresses.keys().next().value
    if (this.#addresses.size > maximumAddresses && oldest !== undefined) this.#addresses.delete(oldest)
    return delayAfterWrongTokens(count)
  }
}
