import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ProxyPlace } from '../protocol.ts'
import { checkedLookup } from './checked-lookup.ts'
import { type ConnectionRules, connectThrough, connectToProxy } from './proxy-connection.ts'
import type { Destination } from './proxy-destination.ts'
import { secured } from './secure-connection.ts'
import { TlsSessions } from './tls-sessions.ts'

/** Both agents of one way to servers, without caps of their own: the grants of the queue are what bounds the connections. */
export interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/** How long a connection is kept for the next request. */
export const idleMs = 10_000
const agentOptions = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: Infinity, timeout: idleMs }

type HttpConnecting = Parameters<HttpAgent['createConnection']>
type HttpsConnecting = Parameters<HttpsAgent['createConnection']>

/** Agents that refuse an address after its name was resolved, so that no name can point to a place it may not. */
export function directAgents(rules: ConnectionRules): Agents {
  return { http: new DirectHttpAgent(rules), https: new SecureAgent(rules, null) }
}

/** Agents whose connections go through a proxy, which looks the names up. */
export function proxyAgents(proxy: ProxyPlace, rules: ConnectionRules): Agents {
  return { http: new ProxyHttpAgent(rules, proxy), https: new SecureAgent(rules, proxy) }
}

class DirectHttpAgent extends HttpAgent {
  readonly #rules: ConnectionRules

  constructor(rules: ConnectionRules) {
    super(agentOptions)
    this.#rules = rules
  }

  override createConnection(...[options, callback]: HttpConnecting) {
    return super.createConnection({ ...options, lookup: checkedLookup(Number(options.port), this.#rules.policyOf) }, callback)
  }
}

/** HTTP proxies are asked for the whole address (RFC 9112 §3.2.2) over a connection of their own; SOCKS knows no HTTP. */
class ProxyHttpAgent extends HttpAgent {
  readonly #rules: ConnectionRules
  readonly #proxy: ProxyPlace

  constructor(rules: ConnectionRules, proxy: ProxyPlace) {
    super(agentOptions)
    this.#rules = rules
    this.#proxy = proxy
  }

  override createConnection(...[options, callback]: HttpConnecting): undefined {
    const destination = destinationOf(options, 80)
    const connecting = isHttpProxy(this.#proxy)
      ? connectToProxy(this.#proxy, destination.shown, this.#rules)
      : connectThrough(this.#proxy, destination, this.#rules)
    tell(connecting, callback)
  }
}

/** What goes over its connections goes to whom it is meant for: see {@link secured}. `proxy` null: straight to the server. */
class SecureAgent extends HttpsAgent {
  readonly #rules: ConnectionRules
  readonly #proxy: ProxyPlace | null
  readonly #sessions = new TlsSessions()

  constructor(rules: ConnectionRules, proxy: ProxyPlace | null) {
    super({ ...agentOptions, maxCachedSessions: 0 })
    this.#rules = rules
    this.#proxy = proxy
  }

  override createConnection(...[options, callback]: HttpsConnecting): undefined {
    const { trust, policyOf } = this.#rules
    const destination = destinationOf(options, 443)
    const lookup = checkedLookup(destination.port, policyOf)
    const { shown } = destination
    const connecting = secured(
      async (trusting) => {
        const through = this.#proxy === null ? {} : { socket: await connectThrough(this.#proxy, destination, this.#rules) }
        const socket = super.createConnection({ ...options, ...this.#sessions.of(shown), lookup, ...trusting, ...through })
        if (!(socket instanceof TLSSocket)) throw new Error('an agent for https makes encrypted connections')
        return socket
      },
      shown,
      trust,
    ).then((socket) => {
      this.#sessions.follow(socket, shown)
      return socket
    })
    tell(connecting, callback)
  }
}

/** Whether a proxy understands HTTP itself. */
export function isHttpProxy({ kind }: ProxyPlace): boolean {
  return kind === 'http' || kind === 'https'
}

function destinationOf(options: HttpConnecting[0], usualPort: number): Destination {
  const host = (options.host ?? 'localhost').replace(/^\[|\]$/g, '')
  const port = Number(options.port ?? usualPort)
  const shown = host.includes(':') ? `[${host}]` : host
  return { host, port, shown: port === usualPort ? shown : `${shown}:${port}` }
}

function tell(connecting: Promise<Socket>, callback: HttpConnecting[1]): void {
  connecting.then(
    (socket) => callback?.(null, socket),
    // Without a connection the stream is of no use to anybody.
    (error: Error) => (callback as ((error: Error) => void) | undefined)?.(error),
  )
}
