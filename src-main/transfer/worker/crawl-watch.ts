/** A connection crawls when it brings less than the usual rate divided by this. */
const crawlingBelow = 20
/** Afterwards the download takes its connections as they are. */
const mostReplacements = 8

/** Tells which connections bring far less than their siblings do or did. Rates are bytes per second of one connection. */
export class CrawlWatch {
  #usualRate = 0
  #replacements = 0

  /** A connection that ended well. */
  learn(rate: number): void {
    this.#usualRate = Math.max(this.#usualRate, rate)
  }

  /** Whether a connection of this rate is to be replaced; counts it. Where all become slow, slow becomes usual. */
  isCrawling(rate: number): boolean {
    if (rate * crawlingBelow < this.#usualRate && this.#replacements < mostReplacements) {
      this.#replacements++
      return true
    }
    this.#usualRate = Math.max(rate, this.#usualRate / 2)
    return false
  }
}
