import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './error-body.ts'
import { type HostFacts, isKnownHost, isKnownOrigin } from './host-rules.ts'
import { securityHeaders } from './security-headers.ts'
import { signInPage } from './sign-in-page.ts'
import type { Proof, TokenCheck } from './token-check.ts'
import type { WrongTokenBrake } from './wrong-token-brake.ts'

export interface GateOptions {
  readonly boundHost: string
  readonly allowedHosts: readonly string[]
  readonly tokens: TokenCheck
  readonly brake: WrongTokenBrake
}

/**
 * The hook every request passes first, the WebSocket's upgrade too: known host, known origin, right token. It
 * answers what may not pass, and the address that carries the token.
 */
export function createGate({ boundHost, allowedHosts, tokens, brake }: GateOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { headers, socket } = request
    const port = socket.localPort ?? 0
    const facts: HostFacts = { boundHost, allowedHosts, localAddress: socket.localAddress ?? '', localPort: port }
    const host = onlyHost(request)
    if (host === null || !isKnownHost(host, facts)) return refuse(reply, 'FORBIDDEN', { host: headers.host ?? null })
    reply.headers(securityHeaders(host))
    if (headers.origin !== undefined && !isKnownOrigin(headers.origin, host, facts)) {
      return refuse(reply, 'FORBIDDEN', { origin: headers.origin })
    }
    const path = request.url.split('?', 1)[0] ?? ''
    if (isForeignEmbedding(request, path)) return refuse(reply, 'FORBIDDEN', { origin: null })
    if (request.routeOptions.url === '/healthz') return undefined

    const given = path === '/' && request.method === 'GET' ? tokenOfQuery(request.query) : undefined
    const proof = given === undefined ? tokens.ofHeaders(headers, port) : tokens.ofToken(given)
    if (proof !== 'right') return turnAway(request, reply, proof, path)
    if (given === undefined) return undefined
    return reply.header('set-cookie', tokens.cookie(port)).header('cache-control', 'no-store').redirect('/', 303)
  }

  async function turnAway(request: FastifyRequest, reply: FastifyReply, proof: Proof, path: string) {
    // Only a wrong token waits, and only after it was compared: the right one passes at once, whoever guesses beside it.
    if (proof === 'wrong') await delay(brake.delayFor(request.socket.remoteAddress ?? ''), undefined, { ref: false })
    reply.header('www-authenticate', 'Bearer realm="Staffel"')
    if (!isVisit(request, path)) return refuse(reply, 'UNAUTHORIZED')
    const page = signInPage(request.headers['accept-language'])
    return reply
      .code(401)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-language': page.language,
        'content-security-policy': page.contentSecurityPolicy,
        'cache-control': 'no-store',
      })
      .send(page.html)
  }
}

/** A second `Host` header would leave it open which of the two others believe (RFC 9112 §3.2). */
function onlyHost(request: FastifyRequest): string | null {
  const hosts = request.raw.headersDistinct.host ?? []
  return hosts.length === 1 ? (hosts[0] ?? null) : null
}

/**
 * Whether a page of another origin has its browser fetch something here (Fetch Metadata). Plain GETs carry no
 * `Origin`, and the cookie comes along from other ports of this machine. Following a link to the window is fine.
 */
function isForeignEmbedding({ headers, method }: FastifyRequest, path: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return false
  return !(path === '/' && method === 'GET' && headers['sec-fetch-mode'] === 'navigate')
}

/** Whether a person's browser opens the window, rather than a script asking. */
function isVisit({ headers, method }: FastifyRequest, path: string): boolean {
  return method === 'GET' && (path === '/' || path === '/index.html') && (headers.accept ?? '').includes('text/html')
}

function tokenOfQuery(query: unknown): unknown {
  return typeof query === 'object' && query !== null && 'token' in query ? query.token : undefined
}
