import type { ClientRequest, IncomingMessage } from 'node:http'
import got from 'got'
import type { AddressPolicy } from './address-policy.ts'
import { createAgents } from './agents.ts'
import { networkProblem } from './failure-of.ts'
import type { Answer, Asked } from './http-client.ts'
import { Problem } from './problem.ts'

type Exchange = Pick<Asked, 'method' | 'signal'>

const longestHeadBytes = 131_072

/** Sends requests with got over agents of our own. */
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
  async send(url: URL, headers: Readonly<Record<string, string>>, asked: Exchange): Promise<Answer> {
    try {
      return await this.#send(url, headers, asked)
    } catch (error) {
      // The server closed a kept connection in the very moment it was used again: that says nothing about this request.
      if (!(error instanceof StaleConnection)) throw error
      // What else is kept is as old: the repeat gets a connection of its own.
      this.dropIdle(url)
      return await this.#send(url, headers, asked, true)
    }
  }

  /** Closes the connections to a host that wait for a next request. */
  dropIdle({ host, port, protocol }: URL): void {
    const agent = protocol === 'https:' ? this.#agents.https : this.#agents.http
    const name = `${host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')}:${port || (protocol === 'https:' ? 443 : 80)}:`
    for (const [key, sockets] of Object.entries(agent.freeSockets)) {
      if (key.startsWith(name)) for (const socket of sockets ?? []) socket.destroy()
    }
  }

  close(): void {
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  #send(url: URL, headers: Readonly<Record<string, string>>, asked: Exchange, isRepeat = false): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    asked.signal.throwIfAborted()
    const stream = this.#got.stream(url, {
      method: asked.method ?? 'GET',
      headers,
    })
    let isReused = false
    const abort = () => {
      stream.destroy()
      reject(asked.signal.reason)
    }
    asked.signal.addEventListener('abort', abort, { once: true })
    stream.once('request', (request: ClientRequest) => {
      request.once('socket', () => {
        isReused = request.reusedSocket
      })
    })
    stream.on('error', (error: unknown) => {
      asked.signal.removeEventListener('abort', abort)
      if (isReused && !isRepeat && isCut(error)) reject(new StaleConnection())
      else reject(problemIn(error) ?? networkProblem(error, { host: url.host }))
    })
    stream.once('response', (response: IncomingMessage) => {
      asked.signal.removeEventListener('abort', abort)
      // Read by got, each piece would be joined, counted and passed on by a second stream: a third more CPU time.
      response.removeAllListeners('readable')
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        disposition: response.headersDistinct['content-disposition']?.[0],
        url: url.href,
        body: response,
      })
    })
    return promise
  }
}

class StaleConnection extends Error {}

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
