import { lookup } from 'node:dns'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Socks5Server } from '@pondwader/socks5-server'
import { Server as ProxyChain } from 'proxy-chain'
import type { ProxyRecord } from '../../src-main/queue/ports.ts'
import type { Certificate } from './faulty-server/certificate.ts'
import { type Asked, addressOf } from './proxies/asked.ts'
import { serveSocks4 } from './proxies/socks4.ts'

export interface ProxyOptions {
  /** Who may use it; everybody where nobody is named. */
  readonly credentials?: { readonly username: string; readonly password: string }
  /** Spoken to over TLS. */
  readonly tls?: Certificate
  readonly port?: number
}

/**
 * A real proxy on loopback that remembers what it was asked for: proxy-chain for HTTP, socks5-server for SOCKS 5, a small
 * one of our own for SOCKS 4a, which npm has none of.
 */
export class RealProxy {
  readonly kind: ProxyRecord['kind']
  readonly asked: Asked[]
  /** Connections that clients made to it. */
  connections = 0
  readonly #options: ProxyOptions
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  port = 0

  private constructor(kind: ProxyRecord['kind'], options: ProxyOptions, asked: Asked[], server: Server) {
    this.kind = kind
    this.asked = asked
    this.#options = options
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.connections++
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  static async start(kind: ProxyRecord['kind'], options: ProxyOptions = {}): Promise<RealProxy> {
    const asked: Asked[] = []
    const proxy = new RealProxy(kind, options, asked, serverOf(kind, options, asked))
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject)
      proxy.#server.listen(options.port ?? 0, '127.0.0.1', resolve)
    })
    proxy.port = (proxy.#server.address() as AddressInfo).port
    return proxy
  }

  get openSockets(): number {
    return this.#sockets.size
  }

  /** As the program knows it. */
  record(changes: Partial<ProxyRecord> = {}): ProxyRecord {
    const { username = '', password = null } = this.#options.credentials ?? {}
    const { kind, port } = this
    const createdAt = '2026-11-22T00:00:00.000Z'
    return { id: kind, name: `Proxy ${kind}`, kind, host: '127.0.0.1', port, username, password, createdAt, ...changes }
  }

  /** Resets every connection that is open now. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

function serverOf(kind: ProxyRecord['kind'], options: ProxyOptions, asked: Asked[]): Server {
  switch (kind) {
    case 'http':
    case 'https':
      return httpProxy(options, asked)
    case 'socks4':
      return createServer((socket) => serveSocks4(socket, options.credentials?.username ?? null, asked))
    case 'socks5':
      return socks5Proxy(options, asked)
  }
}

function httpProxy({ credentials, tls }: ProxyOptions, asked: Asked[]): Server {
  const proxy = new ProxyChain({
    prepareRequestFunction: ({ hostname, port, isHttp, username, password }) => {
      if (credentials !== undefined && (username !== credentials.username || password !== credentials.password)) {
        return { requestAuthentication: true }
      }
      asked.push({ host: hostname, port, how: isHttp ? 'request' : 'tunnel' })
      return { dnsLookup: lookUp }
    },
  })
  if (tls === undefined) return proxy.server
  // Its own HTTPS server says nothing to clients that do not trust it.
  const server = createHttpsServer(tls)
  server.on('request', (request, response) => void proxy.onRequest(request, response))
  server.on('connect', (request, socket, head) => void proxy.onConnect(request, socket as Socket, head))
  server.on('secureConnection', (socket) => proxy.onConnection(socket))
  return server
}

/** As Node calls it: all addresses at once. */
const lookUp = new Proxy(lookup, {
  apply: (target, self, [host, ...rest]: [string, ...unknown[]]) => Reflect.apply(target, self, [addressOf(host), ...rest]),
})

function socks5Proxy({ credentials }: ProxyOptions, asked: Asked[]): Server {
  const proxy = new Socks5Server()
  if (credentials !== undefined) {
    proxy.setAuthHandler(
      ({ username, password }: { username: string; password: string }) =>
        username === credentials.username && password === credentials.password,
    )
  }
  proxy.setConnectionHandler(({ destAddress: host, destPort: port, socket }, sendStatus) => {
    asked.push({ host, port, how: 'tunnel' })
    const onward = connect({ host: addressOf(host), port })
    let isConnected = false
    onward.once('connect', () => {
      isConnected = true
      sendStatus('REQUEST_GRANTED')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => (isConnected ? socket.destroy() : sendStatus('CONNECTION_REFUSED')))
    socket.on('error', () => onward.destroy())
    socket.on('close', () => onward.destroy())
  })
  return createServer((socket) => void proxy._handleConnection(socket))
}
