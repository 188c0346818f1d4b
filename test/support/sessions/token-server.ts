import { randomBytes } from 'node:crypto'
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseCookie } from 'cookie'
import { selfSignedCertificate } from '../faulty-server/certificate.ts'
import { contentOf } from '../faulty-server/content.ts'

/** How a server treats the token that each request has to carry in the cookie `token`. Times are milliseconds. */
export interface TokenNature {
  /** Whether each answer, whatever its status, brings another token. */
  readonly isRotating: boolean
  /** So many of the newest tokens are accepted. */
  readonly overlap: number
  /** A token that nothing renewed for so long is refused. */
  readonly lifeMs: number
  /** Who sends a token that was replaced is signed out altogether. */
  readonly revokesOnReuse: boolean
  /** Whether a refusal takes the cookie away. */
  readonly clearsOnRefusal: boolean
  /** How a refusal looks. */
  readonly refusal: 401 | 403 | 'page'
  /** From the request to the head of its answer. */
  readonly answerMs: number
  /** From the head to the last byte of a body. */
  readonly bodyMs: number
  readonly fileBytes: (index: number) => number
}

const plainNature: TokenNature = {
  isRotating: true,
  overlap: 1,
  lifeMs: Infinity,
  revokesOnReuse: false,
  clearsOnRefusal: false,
  refusal: 401,
  answerMs: 0,
  bodyMs: 0,
  fileBytes: () => 200_000,
}

/** What came, and what was made of it. */
export interface TokenRequest {
  readonly path: string
  readonly httpVersion: string
  readonly token: string | null
  readonly isAccepted: boolean
}

/**
 * A real HTTP server on loopback whose files want a token: ranges, strong tags.
 *
 *     /files/3.bin       the file
 *     /redirect/3        302 to it, and a new token with that
 *     /missing/3         404, and a new token with that
 *     /busy/3            503 with a new token, from the second time on the file
 *     /bounce/3          302 to /ticket/3, which sets a cookie and leads back; with that one the file
 *     /slow-old/3        the file, half a second late and with the token that the request itself carried
 *     /sign-in           the page that `refusal: 'page'` redirects to
 */
export class TokenServer {
  readonly requests: TokenRequest[] = []
  /** Every token there was, the newest last. */
  readonly issued: string[] = []
  nature: TokenNature
  readonly #server: HttpServer | Http2SecureServer
  readonly #scheme: string
  #tokens: { readonly value: string; readonly until: number }[] = []
  readonly #sockets = new Set<Socket>()
  readonly #wasBusy = new Set<string>()
  /** The most answers at one moment whose head was not sent yet. */
  mostExchanges = 0
  mostBodies = 0
  /** Requests whose connection was cut as they came. */
  cuts = 0
  #second: HttpServer | undefined
  #exchanges = 0
  #bodies = 0
  #cutsNext = false

  private constructor(server: HttpServer | Http2SecureServer, scheme: string, nature: TokenNature) {
    this.nature = nature
    this.#server = server
    this.#scheme = scheme
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
  }

  /** `speaksHttp2`: encrypted, and HTTP/1.1 as well. */
  static async start(nature: Partial<TokenNature> = {}, { speaksHttp2 = false } = {}): Promise<TokenServer> {
    const server = speaksHttp2 ? createSecureServer({ ...(await selfSignedCertificate()), allowHTTP1: true }) : createServer()
    const made = new TokenServer(server, speaksHttp2 ? 'https' : 'http', { ...plainNature, ...nature })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Answers whose head is not sent yet. */
  get exchanges(): number {
    return this.#exchanges
  }

  get refused(): number {
    return this.requests.filter(({ isAccepted }) => !isAccepted).length
  }

  url(path: string): string {
    return `${this.#scheme}://${this.host}${path}`
  }

  content(index: number): Buffer {
    return contentOf(index, 0, this.nature.fileBytes(index))
  }

  /** A token that is accepted now; what others had is not, any more. */
  signIn(): string {
    this.#tokens = []
    return this.#issue()
  }

  /** The next request is seen by nobody: its connection is cut. */
  cutNext(): void {
    this.#cutsNext = true
  }

  signOut(): void {
    this.#tokens = []
  }

  accepts(token: string | null): boolean {
    return this.#tokens.some(({ value, until }) => value === token && until > Date.now())
  }

  /** Where the same server can be reached on another port. */
  async openSecondDoor(): Promise<string> {
    const second = createServer((request, response) => this.#server.emit('request', request, response))
    this.#second = second
    await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(second.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#second?.closeAllConnections()
    this.#second?.close()
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #issue(): string {
    const value = `STAFFEL-SECRET-${randomBytes(8).toString('hex')}`
    this.issued.push(value)
    this.#tokens = [{ value, until: Date.now() + this.nature.lifeMs }, ...this.#tokens].slice(0, this.nature.overlap)
    return value
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#cutsNext) {
      this.#cutsNext = false
      this.cuts++
      request.socket.destroy()
      return
    }
    const path = request.url ?? '/'
    if (path.startsWith('/sign-in')) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<form>')
      return
    }
    const token = parseCookie(request.headers.cookie ?? '').token ?? null
    const isAccepted = this.accepts(token)
    this.requests.push({ path, httpVersion: request.httpVersion, token, isAccepted })
    this.mostExchanges = Math.max(this.mostExchanges, ++this.#exchanges)
    if (!isAccepted && this.nature.revokesOnReuse) this.#tokens = []
    const next = !isAccepted ? null : path.startsWith('/slow-old/') ? token : this.nature.isRotating ? this.#issue() : null
    try {
      await sleep(path.startsWith('/slow-old/') ? 500 : this.nature.answerMs)
    } finally {
      this.#exchanges--
    }
    if (response.destroyed) return
    if (next !== null) response.setHeader('set-cookie', `token=${next}; Path=/; HttpOnly`)
    if (!isAccepted) this.#refuse(response, path)
    else await this.#serve(request, response, path)
  }

  #refuse(response: ServerResponse, path: string): void {
    const { refusal, clearsOnRefusal } = this.nature
    if (clearsOnRefusal) response.setHeader('set-cookie', 'token=; Path=/; Max-Age=0')
    if (refusal === 'page')
      response.writeHead(302, { location: `/sign-in?back=${encodeURIComponent(path)}`, 'content-length': 0 }).end()
    else response.writeHead(refusal, { 'content-type': 'text/html' }).end('<p>No.</p>')
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, kind = '', name = ''] = path.split('/')
    const index = Number.parseInt(name, 10)
    if (kind === 'redirect') {
      response.writeHead(302, { location: `/files/${index}.bin`, 'content-length': 0 }).end()
      return
    }
    if (kind === 'ticket' || (kind === 'bounce' && !/(?:^|; )ticket=/.test(request.headers.cookie ?? ''))) {
      if (kind === 'ticket') response.appendHeader('set-cookie', 'ticket=1; Path=/')
      response.writeHead(302, { location: `/${kind === 'ticket' ? 'bounce' : 'ticket'}/${name}`, 'content-length': 0 }).end()
      return
    }
    const isBusy = kind === 'busy' && !this.#wasBusy.has(path)
    if (kind === 'missing' || isBusy) {
      this.#wasBusy.add(path)
      response.writeHead(isBusy ? 503 : 404, { 'content-length': 0 }).end()
      return
    }
    await this.#send(request, response, index)
  }

  async #send({ headers }: IncomingMessage, response: ServerResponse, index: number): Promise<void> {
    const size = this.nature.fileBytes(index)
    const asked = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
    const start = Number(asked?.[1] ?? 0)
    const end = asked?.[2] ? Math.min(Number(asked[2]), size - 1) : size - 1
    const fields = { etag: `"file-${index}"`, 'content-length': end - start + 1, 'content-type': 'application/octet-stream' }
    if (asked === null) response.writeHead(200, fields)
    else response.writeHead(206, { ...fields, 'content-range': `bytes ${start}-${end}/${size}` })
    this.mostBodies = Math.max(this.mostBodies, ++this.#bodies)
    response.once('close', () => this.#bodies--)
    response.flushHeaders()
    const pieces = this.nature.bodyMs === 0 ? 1 : 10
    const pieceBytes = Math.ceil((end + 1 - start) / pieces)
    for (let at = start; at <= end && !response.destroyed; at += pieceBytes) {
      if (pieces > 1) await sleep(this.nature.bodyMs / pieces)
      response.write(contentOf(index, at, Math.min(pieceBytes, end + 1 - at)))
    }
    response.end()
  }
}
