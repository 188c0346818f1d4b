import { createServer as createHttp1Server, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TLSSocket } from 'node:tls'
import { type Certificate, selfSignedCertificate } from './faulty-server/certificate.ts'
import { contentOf } from './faulty-server/content.ts'

type ServerRequest = IncomingMessage | Http2ServerRequest

/** What answers over either protocol have in common. */
interface ServerAnswer {
  readonly destroyed: boolean
  writeHead(status: number, headers?: OutgoingHttpHeaders): ServerAnswer
  write(bytes: Buffer): boolean
  end(): unknown
  once(event: 'drain' | 'close', listener: () => void): ServerAnswer
  off(event: 'drain' | 'close', listener: () => void): ServerAnswer
}

/** A request as it came. */
export interface SeenStream {
  readonly path: string
  readonly version: '1.1' | '2.0'
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The first byte asked for. */
  readonly start: number
  readonly startedAt: number
  /** Body bytes that were written. */
  bytesSent: number
  /** How its stream was closed (RFC 9113 §7); null while it is open, and over HTTP/1.1. */
  closedWith: number | null
}

/** What ends after some body bytes; without an error, a reset says that all is well. */
export const cutWays = ['stream', 'stream without an error', 'connection', 'connection with an error'] as const
export type CutWay = (typeof cutWays)[number]

/** What goes wrong with one answer over HTTP/2. */
export type StreamFault =
  | 'refused'
  | 'silent'
  | { readonly after: number; readonly ends: CutWay }
  /** The connection takes no more streams; this one comes whole. */
  | 'last on its connection'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** So many bytes come beyond the length that the head told; below 0, so many are lacking. */
  | { readonly more: number }

export interface Served {
  readonly size: number
  readonly seed?: number
  /** False: no length, no ranges, no validator. */
  readonly isPlain?: boolean
  readonly bytesPerSecond?: number
  /** By the number of the request to this path over HTTP/2, counted from 0. */
  readonly fault?: (number: number) => StreamFault | undefined
}

export interface Http2ServerOptions {
  readonly certificate?: Certificate
  /** Time to each answer. */
  readonly http1DelayMs?: number
  readonly http2DelayMs?: number
  /** Time from a connection to its handshake. */
  readonly handshakeDelayMs?: number
  /** More connections than this are reset. */
  readonly mostConnections?: number
  /** Streams that one connection may have at once. */
  readonly mostStreams?: number
  /** Over HTTP/1.1, one answer on each connection. */
  readonly closesHttp1?: boolean
  readonly offersHttp2?: boolean
  readonly isSilentOverHttp2?: boolean
  /** Sent instead of HTTP/2 where that was chosen. */
  readonly rubbish?: Buffer
}

const pieceBytes = 16_384

/** A real server on loopback that speaks HTTP/2 and HTTP/1.1 over TLS, as the client wishes, and remembers every request. */
export class Http2Server {
  readonly requests: SeenStream[] = []
  readonly sessions = new Set<ServerHttp2Session>()
  /** HTTP/2 connections there ever were. */
  sessionsMade = 0
  /** All connections there ever were, the refused ones included. */
  connectionsMade = 0
  mostAnswersAtOnce = 0
  readonly #options: Http2ServerOptions
  readonly #server: Http2SecureServer | TlsServer
  readonly #files = new Map<string, Served>()
  readonly #sockets = new Set<Socket>()
  #answersNow = 0

  private constructor(options: Http2ServerOptions, { key, cert }: Certificate) {
    this.#options = options
    this.#server =
      options.offersHttp2 === false
        ? createTlsServer({ key, cert })
        : createSecureServer({ key, cert, allowHTTP1: true, settings: { maxConcurrentStreams: options.mostStreams ?? 100 } })
    const listeners = this.#server.listeners('connection')
    this.#server.removeAllListeners('connection')
    this.#server.on('connection', (socket: Socket) => {
      if (!this.#admits(socket)) return
      setTimeout(() => {
        for (const listener of listeners) listener.call(this.#server, socket)
      }, options.handshakeDelayMs ?? 0)
    })
    this.#server.on('session', (session) => {
      this.sessionsMade++
      this.sessions.add(session)
      session.on('error', () => undefined)
      session.once('close', () => this.sessions.delete(session))
    })
    this.#server.on('request', (request: ServerRequest, answer: ServerAnswer) => {
      this.#answer(request, answer).catch(() => undefined)
    })
    if (options.rubbish !== undefined) this.#talkRubbish(options.rubbish)
  }

  static async start(options: Http2ServerOptions = {}): Promise<Http2Server> {
    const made = new Http2Server(options, options.certificate ?? (await selfSignedCertificate()))
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get openConnections(): number {
    return this.#sockets.size
  }

  url(path: string): string {
    return `https://${this.host}${path}`
  }

  serve(path: string, file: Served): void {
    this.#files.set(path, file)
  }

  /** The right bytes of a path. */
  content(path: string): Buffer {
    const file = this.#files.get(path)
    if (file === undefined) throw new Error(`nothing is served under ${path}`)
    return contentOf(file.seed ?? 1, 0, file.size)
  }

  requestsTo(path: string): SeenStream[] {
    return this.requests.filter((request) => request.path === path)
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #admits(socket: Socket): boolean {
    this.connectionsMade++
    socket.on('error', () => undefined)
    if (this.#sockets.size >= (this.#options.mostConnections ?? Infinity)) {
      socket.resetAndDestroy()
      return false
    }
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    return true
  }

  /** Node's own server would speak HTTP/2 where that was chosen. */
  #talkRubbish(rubbish: Buffer): void {
    const http1 = createHttp1Server((request, answer) => {
      this.#answer(request, answer).catch(() => undefined)
    })
    this.#server.removeAllListeners('secureConnection')
    this.#server.on('secureConnection', (socket: TLSSocket) => {
      socket.on('error', () => undefined)
      if (socket.alpnProtocol === 'h2') socket.write(rubbish)
      else http1.emit('connection', socket)
    })
  }

  async #answer(request: ServerRequest, answer: ServerAnswer): Promise<void> {
    const path = request.url ?? ''
    const isHttp2 = answer instanceof Http2ServerResponse
    const number = this.requestsTo(path).filter(({ version }) => version === '2.0').length
    const start = Number(/^bytes=(\d+)-/.exec(String(request.headers.range ?? ''))?.[1] ?? 0)
    const seen: SeenStream = {
      path,
      version: isHttp2 ? '2.0' : '1.1',
      headers: request.headers,
      start,
      startedAt: performance.now(),
      bytesSent: 0,
      closedWith: null,
    }
    this.requests.push(seen)
    this.mostAnswersAtOnce = Math.max(this.mostAnswersAtOnce, ++this.#answersNow)
    answer.once('close', () => this.#answersNow--)
    if (isHttp2 && this.#options.isSilentOverHttp2 === true) return
    const { http1DelayMs = 0, http2DelayMs = 0 } = this.#options
    await sleep(isHttp2 ? http2DelayMs : http1DelayMs)
    const file = this.#files.get(path)
    if (file === undefined) {
      answer.writeHead(404).end()
      return
    }
    if (isHttp2) {
      answer.stream.on('error', () => undefined)
      answer.stream.once('close', () => {
        seen.closedWith = answer.stream.rstCode
      })
    }
    await this.#send(file, request, answer, seen, isHttp2 ? file.fault?.(number) : undefined)
  }

  async #send(
    file: Served,
    request: ServerRequest,
    answer: ServerAnswer,
    seen: SeenStream,
    fault: StreamFault | undefined,
  ): Promise<void> {
    if (fault === 'silent') return
    const http2 = answer instanceof Http2ServerResponse ? answer : null
    if (fault === 'refused') {
      http2?.stream.close(constants.NGHTTP2_REFUSED_STREAM)
      return
    }
    if (fault === 'last on its connection') http2?.stream.session?.goaway(constants.NGHTTP2_NO_ERROR, http2.stream.id)
    if (typeof fault === 'object' && 'status' in fault) {
      answer.writeHead(fault.status, { 'content-length': '0', ...fault.headers }).end()
      return
    }
    const end = Math.min(Number(/-(\d+)$/.exec(String(request.headers.range ?? ''))?.[1] ?? file.size - 1), file.size - 1)
    const length = end + 1 - seen.start
    if (file.isPlain === true) answer.writeHead(200)
    else {
      const isRanged = request.headers.range !== undefined
      answer.writeHead(isRanged ? 206 : 200, {
        etag: `"${file.seed ?? 1}-${file.size}"`,
        'content-length': String(length),
        ...(isRanged ? { 'content-range': `bytes ${seen.start}-${end}/${file.size}` } : {}),
        ...(this.#options.closesHttp1 === true && http2 === null ? { connection: 'close' } : {}),
      })
    }
    const cut = typeof fault === 'object' && 'after' in fault ? fault : null
    const more = typeof fault === 'object' && 'more' in fault ? fault.more : 0
    const whole = contentOf(file.seed ?? 1, seen.start, cut === null ? length + more : Math.min(length, cut.after))
    for (let offset = 0; offset < whole.length; offset += pieceBytes) {
      if (answer.destroyed || http2?.stream.destroyed === true) return
      const piece = whole.subarray(offset, offset + pieceBytes)
      seen.bytesSent += piece.length
      if (!answer.write(piece)) await drained(answer)
      if (file.bytesPerSecond !== undefined) await sleep((piece.length / file.bytesPerSecond) * 1_000)
    }
    if (cut === null) answer.end()
    else if (http2 !== null) await this.#cut(http2, cut.ends)
  }

  async #cut({ stream }: Http2ServerResponse, ends: CutWay): Promise<void> {
    // What was written is on its way.
    await sleep(50)
    if (ends === 'stream') stream.destroy(new Error('cut'))
    else if (ends === 'stream without an error') stream.destroy()
    else if (ends === 'connection with an error') stream.session?.goaway(constants.NGHTTP2_INTERNAL_ERROR)
    else {
      const port = stream.session?.socket.remotePort
      for (const socket of this.#sockets) if (socket.remotePort === port) socket.resetAndDestroy()
    }
  }
}

/** Until more may be written, or never will be. */
async function drained(answer: ServerAnswer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  answer.once('drain', resolve).once('close', resolve)
  await promise
  answer.off('drain', resolve).off('close', resolve)
}
