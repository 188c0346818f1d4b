import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Certificate, selfSignedCertificate } from './faulty-server/certificate.ts'
import { contentOf } from './faulty-server/content.ts'
import type { AskedRange, Fault, FileScript, SeenRequest } from './faulty-server/script.ts'

export { contentOf } from './faulty-server/content.ts'
export type { Fault, FileScript, SeenRequest } from './faulty-server/script.ts'

/**
 * A real HTTP server on loopback that does what a script says, right or wrong, and remembers every request.
 *
 *     const server = await FaultyServer.start()                  // { tls: true } for https, with a certificate nobody trusts
 *     server.serve('/a.bin', { size: 5_000_000 })                 // ranges, strong ETag, generated content
 *     server.serve('/b.bin', { size: 100, faults: [{ cutAfter: 50 }, { status: 503, headers: { 'retry-after': '1' } }] })
 *     server.redirect('/old', '/a.bin')                           // 302; or ('/old', 'http://…', 307), or a function
 *     server.url('/a.bin')                                        // http://127.0.0.1:PORT/a.bin
 *     server.content('/a.bin')                                    // the right bytes, to compare with
 *     server.requestsTo('/a.bin'), server.requests                // what came, with ranges, bytes and times
 *     server.bytesSent('/a.bin'), server.maxPathsAtOnce, server.maxConnections('/a.bin')
 *     await server.close()
 *
 * `serve` again under the same path replaces the file (new content, new ETag) without forgetting the requests.
 */
export class FaultyServer {
  readonly requests: SeenRequest[] = []
  /** The most paths that had an open answer at one moment: "episodes at once". */
  maxPathsAtOnce = 0
  /** The most answers of all paths that were under way at one moment. */
  maxAnswersAtOnce = 0
  readonly #server: Server
  readonly #scheme: 'http' | 'https'
  readonly #files = new Map<string, FileScript>()
  readonly #redirects = new Map<string, { location: string | ((request: SeenRequest) => string); status: number }>()
  readonly #open = new Map<string, number>()
  readonly #mostOpen = new Map<string, number>()
  readonly #sockets = new Set<Socket>()
  readonly #closing = new AbortController()

  private constructor(server: Server, scheme: 'http' | 'https') {
    this.#server = server
    this.#scheme = scheme
    server.keepAliveTimeout = 5_000
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
  }

  static async start(options: { readonly tls?: boolean | Certificate; readonly port?: number } = {}): Promise<FaultyServer> {
    const certificate = options.tls === true ? await selfSignedCertificate() : options.tls
    const server = certificate ? createTlsServer(certificate) : createServer()
    const made = new FaultyServer(server, certificate ? 'https' : 'http')
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port ?? 0, '127.0.0.1', resolve)
    })
    return made
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** How many sockets clients hold open right now. */
  get openSockets(): number {
    return this.#sockets.size
  }

  /** How many answers are under way right now, of one path or of all. */
  openAnswers(path?: string): number {
    if (path !== undefined) return this.#open.get(path) ?? 0
    return [...this.#open.values()].reduce((sum, count) => sum + count, 0)
  }

  /** The most answers of one path that were under way at one moment. */
  maxConnections(path: string): number {
    return this.#mostOpen.get(path) ?? 0
  }

  url(path: string): string {
    return `${this.#scheme}://127.0.0.1:${this.port}${path}`
  }

  serve(path: string, file: FileScript): void {
    this.#files.set(path, file)
  }

  remove(path: string): void {
    this.#files.delete(path)
  }

  redirect(path: string, location: string | ((request: SeenRequest) => string), status = 302): void {
    this.#redirects.set(path, { location, status })
  }

  /** The right bytes of a path, or a part of them. */
  content(path: string, start = 0, length?: number): Buffer {
    const file = this.#files.get(path)
    if (file === undefined) throw new Error(`nothing is served under ${path}`)
    return bytesOf(file, start, length ?? sizeOf(file) - start)
  }

  requestsTo(path: string): SeenRequest[] {
    return this.requests.filter((request) => request.path === path)
  }

  bytesSent(path?: string): number {
    return this.requests.reduce((sum, request) => sum + (path === undefined || request.path === path ? request.bytesSent : 0), 0)
  }

  /** Resets every connection that is open now. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    const path = url.split('?')[0] ?? url
    const seen: SeenRequest = {
      number: this.requests.length,
      numberOfPath: this.requestsTo(path).length,
      method: request.method ?? '',
      path,
      url,
      headers: request.headers,
      range: askedRange(request.headers.range),
      startedAt: performance.now(),
      endedAt: null,
      status: 0,
      bytesSent: 0,
      sentFrom: 0,
      aborted: false,
    }
    this.requests.push(seen)
    const concurrent = this.#enter(path)
    response.once('close', () => {
      seen.endedAt = performance.now()
      seen.aborted = !response.writableFinished
      this.#open.set(path, (this.#open.get(path) ?? 1) - 1)
    })
    const redirect = this.#redirects.get(path)
    if (redirect !== undefined) {
      seen.status = redirect.status
      const location = typeof redirect.location === 'string' ? redirect.location : redirect.location(seen)
      response.writeHead(redirect.status, { location, 'content-length': 0 }).end()
      return
    }
    const file = this.#files.get(path)
    if (file === undefined) return sendText(seen, response, 404, {}, 'not here')
    const overloaded = file.maxConnections !== undefined && concurrent > file.maxConnections
    const fault = overloaded ? (file.overload ?? { status: 503 }) : faultOf(file, seen)
    await this.#perform(seen, request, response, { ...file, ...fault?.file }, fault ?? {})
  }

  #enter(path: string): number {
    const open = (this.#open.get(path) ?? 0) + 1
    this.#open.set(path, open)
    this.#mostOpen.set(path, Math.max(open, this.#mostOpen.get(path) ?? 0))
    const counts = [...this.#open.values()].filter((count) => count > 0)
    this.maxPathsAtOnce = Math.max(this.maxPathsAtOnce, counts.length)
    this.maxAnswersAtOnce = Math.max(this.maxAnswersAtOnce, this.openAnswers())
    return open
  }

  async #perform(
    seen: SeenRequest,
    request: IncomingMessage,
    response: ServerResponse,
    file: FileScript,
    fault: Fault,
  ): Promise<void> {
    const { socket } = request
    const latencyMs = fault.latencyMs ?? file.latencyMs ?? 0
    if (latencyMs > 0) await this.#wait(latencyMs)
    if (fault.never) return
    if (fault.dieBeforeHead !== undefined) return end(socket, fault.dieBeforeHead)
    if (fault.raw !== undefined) {
      socket.write(fault.raw, () => {
        if (fault.rawEnd !== 'open') end(socket, fault.rawEnd ?? 'close')
      })
      return
    }
    if (fault.status !== undefined && fault.status !== 200 && fault.status !== 206) {
      return sendText(seen, response, fault.status, headersOf(fault), fault.body ?? `status ${fault.status}`)
    }
    if (fault.body !== undefined) {
      return sendText(seen, response, fault.status ?? 200, { ...headOf(file), ...headersOf(fault) }, fault.body)
    }
    const size = sizeOf(file)
    const asked = fault.ignoreRange || file.ranges === false ? null : rangeFor(request, file, seen.range)
    if (asked !== null && asked.start >= size && fault.send === undefined) {
      return sendText(seen, response, 416, { 'content-range': `bytes */${size}`, ...headersOf(fault) }, '')
    }
    const range = fault.send ?? asked
    const start = range?.start ?? 0
    const last = range === null ? size - 1 : Math.min(range.end ?? size - 1, size - 1)
    const length = Math.max(0, last - start + 1)
    seen.status = range === null ? (fault.status ?? 200) : 206
    seen.sentFrom = start
    const head: Record<string, string | string[]> = { ...headOf(file) }
    if (range !== null) head['content-range'] = `bytes ${start}-${last}/${size}`
    if (fault.contentRange === null) delete head['content-range']
    else if (fault.contentRange !== undefined) head['content-range'] = fault.contentRange
    if (fault.contentLength === null) head.connection = 'close'
    else if (fault.contentLength !== undefined) head['content-length'] = fault.contentLength
    else if (!file.chunked) head['content-length'] = String(length)
    if (fault.contentLength === null) response.useChunkedEncodingByDefault = false
    for (const [name, value] of Object.entries(fault.headers ?? {})) {
      if (value === null) delete head[name.toLowerCase()]
      else head[name.toLowerCase()] = value
    }
    response.strictContentLength = false
    response.writeHead(seen.status, head)
    response.flushHeaders()
    await this.#send(seen, response, file, fault, start, length)
  }

  /** Sends the body piece by piece, at the asked speed, and does on the way what the fault says. */
  async #send(
    seen: SeenRequest,
    response: ServerResponse,
    file: FileScript,
    fault: Fault,
    start: number,
    length: number,
  ): Promise<void> {
    const bytesPerSecond = fault.bytesPerSecond ?? file.bytesPerSecond ?? 0
    const piece =
      bytesPerSecond > 0 ? Math.max(1, Math.min(65_536, Math.round((bytesPerSecond * (file.pieceMs ?? 20)) / 1_000))) : 65_536
    const begun = performance.now()
    let sent = 0
    while (sent < length || fault.cutAfter !== undefined) {
      if (fault.cutAfter !== undefined && sent >= fault.cutAfter) {
        // What was written before has to leave first, or a reset would swallow it.
        await this.#wait(20)
        return end(response.socket, fault.cut ?? 'reset')
      }
      if (sent === fault.stallAfter) {
        if (fault.stallMs === undefined) return
        await this.#wait(fault.stallMs)
      }
      const until = Math.min(
        length,
        fault.cutAfter ?? length,
        sent < (fault.stallAfter ?? 0) ? (fault.stallAfter ?? length) : length,
      )
      const bytes = bytesOf(file, start + sent, Math.min(piece, until - sent))
      if (bytes.length === 0 && sent >= length) return end(response.socket, fault.cut ?? 'reset')
      if (response.destroyed) return
      seen.bytesSent += bytes.length
      sent += bytes.length
      if (!response.write(bytes)) await drained(response)
      if (bytesPerSecond > 0 && sent < length) {
        const due = begun + (sent / bytesPerSecond) * 1_000 - performance.now()
        if (due > 1) await this.#wait(due)
      }
      if (response.destroyed) return
    }
    response.end()
  }

  async #wait(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#closing.signal, ref: false })
  }
}

function faultOf(file: FileScript, seen: SeenRequest): Fault | undefined {
  return typeof file.faults === 'function' ? file.faults(seen) : file.faults?.[seen.numberOfPath]
}

function sizeOf(file: FileScript): number {
  return file.content?.length ?? file.size
}

function bytesOf(file: FileScript, start: number, length: number): Buffer {
  return file.content?.subarray(start, start + length) ?? contentOf(file.seed ?? 1, start, length)
}

function etagOf(file: FileScript): string | null {
  return file.etag === undefined ? `"${file.seed ?? 1}-${sizeOf(file)}"` : file.etag
}

function headOf(file: FileScript): Record<string, string> {
  const head: Record<string, string> = {}
  const etag = etagOf(file)
  const contentType = file.contentType === undefined ? 'application/octet-stream' : file.contentType
  if (contentType !== null) head['content-type'] = contentType
  if (etag !== null) head.etag = etag
  if (file.lastModified) head['last-modified'] = file.lastModified
  if (file.ranges !== false) head['accept-ranges'] = 'bytes'
  if (file.disposition !== undefined) head['content-disposition'] = file.disposition
  return { ...head, ...file.headers }
}

function headersOf(fault: Fault): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(fault.headers ?? {})) if (value !== null) headers[name] = value
  return headers
}

function askedRange(header: string | undefined): AskedRange | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (match === null) return null
  return { start: Number(match[1]), end: match[2] ? Number(match[2]) : null }
}

/** RFC 9110 §13.1.5: a range counts only while `If-Range` names what the file has. */
function rangeFor(request: IncomingMessage, file: FileScript, range: AskedRange | null): AskedRange | null {
  const condition = request.headers['if-range']
  if (condition === undefined || condition === etagOf(file) || condition === file.lastModified) return range
  return null
}

function sendText(
  seen: SeenRequest,
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: string | Buffer,
): void {
  seen.status = status
  const bodyless = status === 204 || status === 304
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': 'text/plain',
    ...(bodyless ? {} : { 'content-length': bytes.length }),
    ...headers,
  })
  response.end(bodyless ? undefined : bytes)
}

function end(socket: Socket | null, how: 'reset' | 'close'): void {
  if (how === 'reset') socket?.resetAndDestroy()
  else socket?.end()
}

/** Until the socket takes more or is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}
