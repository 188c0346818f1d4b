/** What a proxy was asked to connect to. */
export interface Asked {
  readonly host: string
  readonly port: number
  /** A tunnel, or one request by its whole address. */
  readonly how: 'tunnel' | 'request'
}

/** Names that nobody but the proxies of the tests can look up: they lead to this machine. */
const ownDomain = '.invalid'
export const addressOf = (host: string) => (host.endsWith(ownDomain) ? '127.0.0.1' : host)
