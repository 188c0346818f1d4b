import type { CandidateList } from './candidate-list.ts'

/** Addresses that are looked up at once: a few milliseconds of the main thread. */
const batchSize = 500
/** Batches that are under way; the finding waits for the oldest. */
const mostOpen = 4

/** Marks the candidates that the list or the report has already, as they are found. */
export class KnownAddresses {
  readonly #list: CandidateList
  readonly #ask: (urls: readonly string[]) => Promise<Uint8Array>
  readonly #open: Promise<void>[] = []
  #asked = 0

  constructor(list: CandidateList, ask: (urls: readonly string[]) => Promise<Uint8Array>) {
    this.#list = list
    this.#ask = ask
  }

  /** Whether {@link follow} has something to do. */
  get isDue(): boolean {
    return this.#list.length - this.#asked >= batchSize
  }

  /** Asks for what has come since; resolves when more may be found. */
  async follow(): Promise<void> {
    while (this.#list.length > this.#asked) {
      const from = this.#asked
      const urls: string[] = []
      while (urls.length < batchSize && this.#asked < this.#list.length) urls.push(this.#list.url(this.#asked++))
      this.#open.push(this.#mark(from, urls))
      if (this.#open.length >= mostOpen) await this.#open.shift()
    }
  }

  /** Resolves when all is known of all. */
  async end(): Promise<void> {
    await this.follow()
    await Promise.all(this.#open.splice(0))
  }

  async #mark(from: number, urls: readonly string[]): Promise<void> {
    const flags = await this.#ask(urls)
    for (const [offset, flag] of flags.entries()) if (flag === 1) this.#list.setKnown(from + offset)
  }
}
