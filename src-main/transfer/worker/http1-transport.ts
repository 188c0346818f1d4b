import { ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import got from 'got'
import type { AddressPolicy } from './address-policy.ts'
import { createAgents } from './agents.ts'
import { cutProblem } from './answer-problems.ts'
import { networkProblem } from './failure-of.ts'
import type { Answer, Asked, Request } from './http-client.ts'
import { Problem } from './problem.ts'

type Exchange = Pick<Asked, 'method' | 'signal'>

const longestHeadBytes = 131_072

/**
 * Sends requests over agents of our own: with got where a connection has to be made, with Node's own where one is kept.
 * Over a kept one nothing is left of what got does, but its stream takes half of a small file's time. See the README.
 */
export class Http1Transport {
  readonly #agents
  readonly #got

  constructor(policyOf: () => AddressPolicy) {
    this.#agents = createAgents(policyOf)
    // What is the same for all requests is checked and merged once.
    this.#got = got.extend({
      agent: { http: this.#agents.http, https: this.#agents.https },
      retry: { limit: 0 },
      decompress: false,
      followRedirect: false,
      throwHttpErrors: false,
      maxHeaderSize: longestHeadBytes,
      // The body is read past got, which therefore counts none of it.
      strictContentLength: false,
    })
  }

  /** The answer's head. Throws a {@link Problem}, or the signal's reason. */
  async send(url: URL, { asked, dress, renew }: Request): Promise<Answer> {
    const { signal } = asked
    try {
      signal.throwIfAborted()
      const isKept = this.#kept(url).length > 0
      const headers = dress()
      const answer = await headOf(isKept ? this.#overKept(url, headers, asked) : this.#overNew(url, headers, asked), url, signal)
      if (answer !== 'stale') return answer
      // What else is kept is as old: the repeat gets a connection of its own.
      this.dropIdle(url)
      // Most likely the server never saw it, but nobody can know: a session gives it another turn and what it has then.
      await renew(cutProblem(url.host))
      const again = await headOf(this.#overNew(url, dress(), asked), url, signal)
      if (again !== 'stale') return again
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error
      throw problemIn(error) ?? networkProblem(error, { host: url.host })
    }
    throw cutProblem(url.host)
  }

  /** Closes the connections to a host that wait for a next request. */
  dropIdle(url: URL): void {
    for (const socket of this.#kept(url)) socket.destroy()
  }

  /** Closes all connections that wait for a next request. */
  dropAllIdle(): void {
    for (const { freeSockets } of [this.#agents.http, this.#agents.https]) {
      for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) socket.destroy()
    }
  }

  close(): void {
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  /** The connections that wait for a next request to this host; the next one takes one of them. */
  #kept({ host, port, protocol }: URL): readonly Socket[] {
    const agent = protocol === 'https:' ? this.#agents.https : this.#agents.http
    const name = `${host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')}:${port || (protocol === 'https:' ? 443 : 80)}:`
    return Object.entries(agent.freeSockets).flatMap(([key, sockets]) => (key.startsWith(name) ? (sockets ?? []) : []))
  }

  #overKept(url: URL, headers: Readonly<Record<string, string>>, { method = 'GET' }: Exchange): ClientRequest {
    const options = { method, headers, maxHeaderSize: longestHeadBytes }
    const request =
      url.protocol === 'https:'
        ? requestSecure(url, { ...options, agent: this.#agents.https })
        : requestPlain(url, { ...options, agent: this.#agents.http })
    return request.end()
  }

  #overNew(url: URL, headers: Readonly<Record<string, string>>, { method = 'GET' }: Exchange): Duplex {
    return this.#got.stream(url, { method, headers })
  }
}

/**
 * Resolves with the answer's head, or `stale` where the server closed a kept connection in the very moment it was used
 * again: that says nothing about this request. Rejects with what the exchange met, or with the signal's reason.
 */
function headOf(exchange: ClientRequest | Duplex, url: URL, signal: AbortSignal): Promise<Answer | 'stale'> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | 'stale'>()
  let request = exchange instanceof ClientRequest ? exchange : null
  exchange.once('request', (made: ClientRequest) => {
    request = made
  })
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
