/** What the exchange needs of the credentials: the `Authorization` field of each request, and what a challenge means. */
export interface Authorization {
  /** The field for a request, null where none goes along. `url`: without credentials of its own. */
  authorizationFor(url: string, method: 'GET' | 'HEAD'): string | null
  /**
   * A 401 came. `challenges`: each `WWW-Authenticate` field, and many a server sends none; `sent`: the field that went along. True where the same request
   * can be answered better now: once more is worth while.
   */
  challenged(url: string, method: 'GET' | 'HEAD', challenges: readonly string[], sent: string | null): boolean
  /** A request with such a field was let in. */
  accepted(url: string): void
  /** Hosts (`name[:port]`) that have credentials. */
  readonly hosts: readonly string[]
  /** Returns what unsubscribes. */
  onHosts(listener: (hosts: readonly string[]) => void): () => void
}
