import { lookup } from 'node:dns/promises'
import type { AddressInfo, Socket } from 'node:net'
import fastifyWebsocket from '@fastify/websocket'
import { StandardRPCHandler } from '@orpc/server/standard'
import fastify, { type FastifyInstance } from 'fastify'
import { errorCodeOf } from '../platform/error-code.ts'
import type { Log } from '../queue/ports.ts'
import { authorityOf, openableAddress } from './addresses.ts'
import { errorBody, refuse } from './error-body.ts'
import { createGate } from './gate.ts'
import { isLoopback } from './host-rules.ts'
import { type ContractRouter, mountRest, refuseRequest } from './rest.ts'
import { defaultLimits, type ServerLimits } from './server-limits.ts'
import { mountRenderer } from './static-files.ts'
import { createTokenCheck } from './token-check.ts'
import { closeAll, serveWebSocket, startHeartbeat } from './web-socket.ts'
import { WrongTokenBrake } from './wrong-token-brake.ts'

export interface WebServerOptions {
  readonly router: ContractRouter
  readonly log: Log
  /** A name or an address of this machine. */
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly token: string
  /** `NAME` or `NAME:PORT`, see {@link isKnownHost}. */
  readonly allowedHosts: readonly string[]
  /** Absolute folder of the built renderer. */
  readonly rendererDirectory: string
  readonly limits?: Partial<ServerLimits>
}

export interface WebServer {
  /** `http://address:port`, without a path and without the token. */
  readonly url: string
  readonly port: number
  /** `address:port` it listens on, IPv6 in brackets; a wildcard address stands for every address of this machine. */
  readonly addresses: readonly string[]
  /** Ends every connection; done within a second. */
  close(): Promise<void>
}

const socketPath = '/api/v1/ws'

/**
 * The web mode's door: the contract over REST, server-sent events and WebSocket, and the renderer, on one address.
 * Rejects with a sentence for people where the address cannot be bound.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, log } = options
  const limits = { ...defaultLimits, ...options.limits }
  const app = createApp(limits)
  await app.register(fastifyWebsocket, {
    options: { maxPayload: limits.bodyBytes, perMessageDeflate: false },
    errorHandler: (error) => log.warn('A WebSocket failed', { error: error.message }),
    preClose: (done) => {
      void closeAll(app.websocketServer.clients, limits.closeGraceMs).then(() => {
        app.websocketServer.close()
        done()
      })
    },
  })
  app.addHook(
    'onRequest',
    createGate({
      boundHost: host,
      allowedHosts: options.allowedHosts,
      tokens: createTokenCheck(options.token),
      brake: new WrongTokenBrake(() => performance.now()),
    }),
  )
  app.addHook('onRequest', async (request, reply) => {
    // The plugin would accept an upgrade anywhere before it closed it again.
    if (request.ws && request.routeOptions.url !== socketPath) return refuse(reply, 'NOT_FOUND')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'NOT_FOUND'))
  app.setErrorHandler((error, request, reply) => {
    const refused = refuseRequest(error, request, reply)
    if (refused !== null) return refused
    log.error('A request failed unexpectedly', {
      method: request.method,
      route: request.routeOptions.url,
      error,
    })
    return refuse(reply, 'INTERNAL')
  })
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  mountWebSocket(app, options.router, log)
  mountRest(app, options.router, limits.eventKeepAliveMs)
  await mountRenderer(app, options.rendererDirectory)

  const bound = await listen(app, host, options.port)
  const stopHeartbeat = startHeartbeat(app.websocketServer.clients, limits.heartbeatMs)
  if (!isLoopback(bound.address)) {
    log.warn('The web mode can be reached from other machines, without encryption', { address: bound.address, port: bound.port })
  }
  return {
    url: `http://${openableAddress(bound)}`,
    port: bound.port,
    addresses: [authorityOf(bound.address, bound.port)],
    async close() {
      stopHeartbeat()
      await app.close()
    },
  }
}

function createApp(limits: ServerLimits): FastifyInstance {
  return fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    forceCloseConnections: true,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(limits.headersMs, limits.requestMs) / 2,
      // Other offers, such as h2c, are declined by going on in HTTP/1.1 (RFC 9110 §7.8).
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
    },
    frameworkErrors: (_error, _request, reply) => refuse(reply, 'NOT_FOUND'),
    clientErrorHandler: answerUnreadable,
  })
}

function mountWebSocket(app: FastifyInstance, router: ContractRouter, log: Log): void {
  const handler = new StandardRPCHandler(router)
  app.route({
    method: 'GET',
    url: socketPath,
    handler: (_request, reply) => refuse(reply, 'NOT_FOUND'),
    wsHandler: (socket) => serveWebSocket(socket, handler, log),
  })
}

/** Listens on one address alone; fastify would open several for `localhost`, without the hooks of the first. */
async function listen(app: FastifyInstance, host: string, port: number): Promise<AddressInfo> {
  try {
    const { address } = await lookup(host)
    await app.listen({ host: address, port })
  } catch (cause) {
    await app.close()
    throw new Error(reasonNotListening(cause, host, port), { cause })
  }
  const bound = app.server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The server has no address.')
  return bound
}

function reasonNotListening(cause: unknown, host: string, port: number): string {
  switch (errorCodeOf(cause)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is already in use.`
    case 'EACCES':
      return `Port ${port} on ${host} may not be used without more rights.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine.`
    default:
      return `The web mode cannot listen on ${host}, port ${port}: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

/** What is no HTTP, or did not arrive in time, before fastify saw a request. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, reason] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'timeout']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'maximum']
        : ['400 Bad Request', 'http']
  const body = JSON.stringify(errorBody('INVALID_INPUT', { issues: [{ path: '', reason }] }))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
}
