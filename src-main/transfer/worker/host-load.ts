/** How many connections there are, and where. */
export class HostLoad {
  readonly #counts = new Map<string, number>()
  #total = 0
  maxPerHost = Infinity

  get total(): number {
    return this.#total
  }

  change(host: string, by: 1 | -1): void {
    const count = (this.#counts.get(host) ?? 0) + by
    if (count === 0) this.#counts.delete(host)
    else this.#counts.set(host, count)
    this.#total += by
  }

  /** Whether one more connection to a host stays within the setting. */
  hasRoom(host: string): boolean {
    return (this.#counts.get(host) ?? 0) < this.maxPerHost
  }
}
