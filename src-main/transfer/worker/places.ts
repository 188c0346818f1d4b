/** Where an episode is to be had, in the order in which it is asked there. */
export class Places {
  readonly #urls: readonly string[]
  /** Places that answers named: they share the segments with one that nobody but the person named, and open nothing. */
  #told: readonly string[] = []
  /** How often a place has brought what it should not. */
  readonly #blame = new Map<string, number>()

  constructor(urls: readonly string[]) {
    this.#urls = [...new Set(urls)]
  }

  get count(): number {
    return this.#urls.length
  }

  /** Those with the least blame first. One that is to blame is asked where no other answers: it may have been a mishap. */
  get toAsk(): readonly string[] {
    return this.#urls.toSorted((one, other) => this.#blameOf(one) - this.#blameOf(other))
  }

  /** In place of those that were told before. */
  tell(urls: readonly string[]): void {
    this.#told = urls.filter((url) => !this.#urls.includes(url))
  }

  isTold(url: string): boolean {
    return this.#told.includes(url)
  }

  /** Those that may share the segments with one that has them, these left out. */
  besides(urls: readonly string[]): readonly string[] {
    return [...this.#urls, ...this.#told].filter((url) => !urls.includes(url) && this.#blameOf(url) === 0)
  }

  /** True where it is the first time, and there are others without blame. */
  blame(url: string): boolean {
    const before = this.#blameOf(url)
    this.#blame.set(url, before + 1)
    return before === 0 && this.#urls.some((other) => this.#blameOf(other) === 0)
  }

  #blameOf(url: string): number {
    return this.#blame.get(url) ?? 0
  }
}
