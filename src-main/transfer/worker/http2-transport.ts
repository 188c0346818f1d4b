import { type ClientHttp2Stream, constants } from 'node:http2'
import { cutProblem, StalledProblem } from './answer-problems.ts'
import { parseContentLength } from './content-range.ts'
import type { Answer, Asked } from './http-client.ts'
import { Http2Body } from './http2-body.ts'
import { Http2Sessions, type StreamPlace } from './http2-sessions.ts'
import type { ConnectionRules } from './proxy-connection.ts'
import { brokenProblem } from './proxy-problems.ts'
import { wireFacts } from './wire-facts.ts'

/** What the server sent is no HTTP/2. */
export class NotHttp2 extends Error {}

/** A body without a length. Node does not tell a stream that was reset without an error from one that came to its end. */
class OpenEnded extends Error {}

/** Sends requests as streams of HTTP/2 connections (RFC 9113). */
export class Http2Transport {
  readonly #sessions: Http2Sessions

  constructor(rulesOf: () => ConnectionRules, makeRoom: (url: URL) => void) {
    this.#sessions = new Http2Sessions(rulesOf, makeRoom)
  }

  /**
   * The answer's head; null where the server does not speak HTTP/2. Rejects with the signal's reason, with
   * {@link NotHttp2}, or with whatever else kept a head from coming.
   */
  async send(url: URL, headers: Readonly<Record<string, string>>, { method, signal }: Pick<Asked, 'method' | 'signal'>) {
    signal.throwIfAborted()
    const place = await this.#placeFor(url, signal)
    if (place === null) return null
    const { host: authority, ...fields } = headers
    let stream: ClientHttp2Stream
    try {
      stream = place.session.request(
        { ':method': method ?? 'GET', ':path': `${url.pathname}${url.search}`, ':authority': authority ?? url.host, ...fields },
        { endStream: true },
      )
    } catch (error) {
      place.leave(false)
      throw error
    }
    return await headOf(stream, place, { url, signal, isBodiless: method === 'HEAD' })
  }

  /** Closes the connections to an origin that carry nothing. */
  dropIdle(url: URL): void {
    this.#sessions.dropIdle(url)
  }

  /** Nothing new goes over what is open now. */
  retireConnections(): void {
    this.#sessions.retireAll()
  }

  close(): void {
    this.#sessions.close()
  }

  async #placeFor(url: URL, signal: AbortSignal): Promise<StreamPlace | null> {
    const placing = this.#sessions.place(url)
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => {
      void placing.then((place) => place?.leave(false)).catch(() => undefined)
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([placing, aborted])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}

interface StreamFacts {
  readonly url: URL
  readonly signal: AbortSignal
  readonly isBodiless: boolean
}

function headOf(stream: ClientHttp2Stream, place: StreamPlace, { url, signal, isBodiless }: StreamFacts): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const abort = () => {
    stream.close(constants.NGHTTP2_CANCEL)
    place.leave(signal.reason instanceof StalledProblem)
    reject(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  stream.on('error', (error) => reject(isProtocolError(error) ? new NotHttp2(undefined, { cause: error }) : error))
  stream.once('close', () => {
    signal.removeEventListener('abort', abort)
    place.leave(false)
    reject(cutProblem(url.host))
  })
  stream.once('response', ({ ':status': status = 0, ...headers }, flags, rawHeaders) => {
    signal.removeEventListener('abort', abort)
    const length = parseContentLength(headers['content-length'])
    const isEmpty = isBodiless || (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0
    if (!isEmpty && isOpenEnded(status, length)) {
      stream.close(constants.NGHTTP2_CANCEL)
      reject(new OpenEnded())
      return
    }
    resolve({
      status,
      headers,
      disposition: allOf(rawHeaders, 'content-disposition')[0],
      challenges: status === 401 ? allOf(rawHeaders, 'www-authenticate') : [],
      url: url.href,
      ...(stream.session === undefined ? {} : { wire: wireFacts(stream.session.socket, '2.0') }),
      body: new Http2Body(stream, isBodiless ? 0 : length, url.host),
      broken: (error) => brokenProblem(error, url.host, null),
    })
  })
  return promise
}

/** Whether only its end can tell how long a file is; whatever else is read is compared with what was asked for, or thrown away. */
function isOpenEnded(status: number, length: number | null): boolean {
  return (status === 200 || status === 203) && length === null
}

function allOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === name)
}

function isProtocolError(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_HTTP2_ERROR'
}
