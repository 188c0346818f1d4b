import { ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Duplex } from 'node:stream'
import got from 'got'
import { type Agents, isHttpProxy } from './agents.ts'
import type { Answer, Request } from './http-client.ts'
import { readPastParser } from './past-parser.ts'
import { Problem } from './problem.ts'
import { proxyAuthorization } from './proxy-connection.ts'
import { brokenProblem, proxyProblem } from './proxy-problems.ts'
import { kept, type Way } from './ways.ts'
import { wireFacts } from './wire-facts.ts'

type Headers = Readonly<Record<string, string>>

const longestHeadBytes = 131_072

/**
 * Sends requests over agents of our own: with got where a connection has to be made, with Node's own where one is kept.
 * Over a kept one nothing is left of what got does, but its stream takes half of a small file's time. See the README.
 * Through a proxy it is Node's own too, which sends what it is given as it is.
 */
export class Http1Transport {
  // What is the same for all requests is checked and merged once.
  readonly #got = got.extend({
    retry: { limit: 0 },
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    maxHeaderSize: longestHeadBytes,
    // The body is read past got, which therefore counts none of it.
    strictContentLength: false,
  })

  /** The answer's head. Throws a {@link Problem}, or the signal's reason. */
  async send(url: URL, request: Request): Promise<Answer> {
    const { asked, renew, way } = request
    const { signal } = asked
    try {
      signal.throwIfAborted()
      const answer = await this.#ask(url, request, kept(way, url).length > 0)
      if (answer !== 'stale') return answer
      // What else is kept is as old: the repeat gets a connection of its own.
      for (const socket of kept(way, url)) socket.destroy()
      // Most likely the server never saw it, but nobody can know: a session gives it another turn and what it has then.
      await renew(brokenProblem(null, url.host, way.proxy))
      const again = await this.#ask(url, request, false)
      if (again !== 'stale') return again
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error
      throw problemIn(error) ?? brokenProblem(error, url.host, way.proxy)
    }
    throw brokenProblem(null, url.host, way.proxy)
  }

  async #ask(url: URL, { asked, dress, way }: Request, isKept: boolean): Promise<Answer | 'stale'> {
    const { signal, method = 'GET' } = asked
    const headers = dress()
    const { http, https } = way.agents
    const exchange =
      isKept || way.proxy !== null
        ? requestOver(url, headers, method, way)
        : this.#got.stream(url, { method, headers, agent: { http, https } })
    const answer = await headOf(exchange, { url, way, signal })
    if (answer !== 'stale') refuseOfProxy(answer, url, way)
    return answer
  }
}

function requestOver(url: URL, headers: Headers, method: string, { agents, proxy }: Way): ClientRequest {
  if (proxy === null && headers.host === undefined) return requestAsIs(url, headers, method, agents)
  const options = { method, headers, maxHeaderSize: longestHeadBytes }
  if (url.protocol === 'https:') return requestSecure(url, { ...options, agent: agents.https }).end()
  if (proxy === null || !isHttpProxy(proxy)) return requestPlain(url, { ...options, agent: agents.http }).end()
  // RFC 9112 §3.2.2: the whole address; what signs in at the proxy goes no further (RFC 9110 §11.7.1).
  return requestPlain(url, {
    ...options,
    path: `${url.origin}${url.pathname}${url.search}`,
    headers: { ...headers, ...proxyAuthorization(proxy) },
    agent: agents.http,
  }).end()
}

/** The same request without what Node takes a URL and a record of fields apart for: a tenth of a small file's time. */
function requestAsIs(url: URL, headers: Headers, method: string, agents: Agents): ClientRequest {
  const isSecure = url.protocol === 'https:'
  const options = {
    method,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (isSecure ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    headers: ['host', url.host, ...Object.entries(headers).flat()],
    maxHeaderSize: longestHeadBytes,
  }
  const request = isSecure ? requestSecure({ ...options, agent: agents.https }) : requestPlain({ ...options, agent: agents.http })
  return request.end()
}

/** An answer that the proxy gave itself instead of the server's, as far as it says so. */
function refuseOfProxy({ status, headers, body }: Answer, url: URL, { proxy }: Way): void {
  if (proxy === null || url.protocol === 'https:' || !isHttpProxy(proxy)) return
  if (status !== 407 && !(status >= 500 && saysItIsTheProxys(headers))) return
  body.destroy()
  throw proxyProblem(proxy, status === 407 ? 'credentials' : 'refused', { host: url.host, status })
}

/** RFC 9209 §2.1.1, and what Squid says since long before. */
function saysItIsTheProxys(headers: IncomingHttpHeaders): boolean {
  return headers['x-squid-error'] !== undefined || /;\s*error=/i.test(String(headers['proxy-status'] ?? ''))
}

/**
 * Resolves with the answer's head, or `stale` where the server closed a kept connection in the very moment it was used
 * again: that says nothing about this request. Rejects with what the exchange met, or with the signal's reason.
 */
function headOf(
  exchange: ClientRequest | Duplex,
  { url, way, signal }: { readonly url: URL; readonly way: Way; readonly signal: AbortSignal },
): Promise<Answer | 'stale'> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | 'stale'>()
  let request: ClientRequest | null = null
  const watch = (made: ClientRequest) => {
    request = made
    made.once('response', readPastParser)
  }
  if (exchange instanceof ClientRequest) watch(exchange)
  else exchange.once('request', watch)
  const abort = () => {
    exchange.destroy()
    reject(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  exchange.on('error', (error: unknown) => {
    signal.removeEventListener('abort', abort)
    if (request?.reusedSocket === true && isCut(error)) resolve('stale')
    else reject(error)
  })
  exchange.once('response', (response: IncomingMessage) => {
    signal.removeEventListener('abort', abort)
    // Read by got, each piece would be joined, counted and passed on by a second stream: a third more CPU time.
    response.removeAllListeners('readable')
    resolve({
      status: response.statusCode ?? 0,
      headers: response.headers,
      disposition: response.headersDistinct['content-disposition']?.[0],
      challenges: response.statusCode === 401 ? (response.headersDistinct['www-authenticate'] ?? []) : [],
      url: url.href,
      body: response,
      wire: wireFacts(response.socket, response.httpVersion),
      broken: (error) => brokenProblem(error, url.host, way.proxy),
    })
  })
  return promise
}

function isCut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** The problem that one of our own checks threw inside got. */
function problemIn(error: unknown): Problem | null {
  let cause = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    if (cause instanceof Problem) return cause
    cause = cause.cause
  }
  return null
}
