/** Where a crawl may go: the host it began at, and those that were named. */
export class Reach {
  readonly #hosts = new Set<string>()
  readonly #names = new Set<string>()

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
      if (/:\d+$/.test(name)) this.#hosts.add(url.host).add(`${url.hostname}:${/\d+$/.exec(name)?.[0]}`)
      else this.#names.add(url.hostname)
    }
  }

  holds(url: URL): boolean {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
    return this.#hosts.has(url.host) || this.#hosts.has(`${url.hostname}:${port}`) || this.#names.has(url.hostname)
  }
}
