import type { TLSSocket } from 'node:tls'

const mostHosts = 100

/**
 * What encrypted connections to a host can be taken up by again, which saves most of a handshake (RFC 8446 §2.2). Kept
 * from trusted connections alone: on one that is taken up the other side shows no certificate any more. So it is not
 * Node's own cache, which keeps what comes before anybody has looked.
 */
export class TlsSessions {
  readonly #sessions = new Map<string, Buffer>()

  /** An option for `tls.connect`. */
  of(host: string): { readonly session?: Buffer } {
    const session = this.#sessions.get(host)
    return session === undefined ? {} : { session }
  }

  /** A connection to the host is trusted. */
  follow(socket: TLSSocket, host: string): void {
    // Before TLS 1.3 it is there with the handshake, since then it comes after it, perhaps more than once.
    const session = socket.getProtocol() === 'TLSv1.3' ? undefined : socket.getSession()
    if (session !== undefined) this.#keep(host, session)
    socket.on('session', (later: Buffer) => this.#keep(host, later))
    socket.once('close', (hadError) => {
      if (hadError) this.#sessions.delete(host)
    })
  }

  #keep(host: string, session: Buffer): void {
    if (this.#sessions.size >= mostHosts) this.#sessions.clear()
    this.#sessions.set(host, session)
  }
}
