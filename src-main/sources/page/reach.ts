/** Where a crawl may go: the host it began at, and those that were named. */
export class Reach {
  /** Its own, whatever the scheme. */
  readonly #hosts = new Set<string>()
  readonly #names = new Set<string>()
  readonly #ports = new Set<string>()

  /**
   * @param own Addresses whose hosts count as its own: before redirects and after.
   * @param named `name[:port]`; without a port it is meant whatever the port.
   */
  constructor(own: readonly (string | null)[], named: readonly string[]) {
    for (const address of own) {
      const url = address === null ? null : URL.parse(address)
      if (url !== null) this.#hosts.add(url.host)
    }
    for (const name of named) {
      const url = URL.parse(`http://${name}`)
      if (url === null) continue
      const port = /:(\d+)$/.exec(name)?.[1]
      if (port === undefined) this.#names.add(url.hostname)
      else this.#ports.add(`${url.hostname}:${Number(port)}`)
    }
  }

  holds(url: URL): boolean {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
    return this.#hosts.has(url.host) || this.#names.has(url.hostname) || this.#ports.has(`${url.hostname}:${port}`)
  }
}
