import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contentOf } from '../faulty-server/content.ts'

/** What a server wants to be told before it gives its file. */
export interface GuardedNature {
  readonly scheme: 'basic' | 'digest' | 'bearer'
  readonly username: string
  /** The password, or the token. */
  readonly secret: string
  readonly algorithm: 'MD5' | 'SHA-256' | 'MD5-sess' | 'SHA-256-sess'
  /** A nonce holds for so many requests. */
  readonly nonceUses: number
  /** Whether it says of a nonce that it only was too old. */
  readonly saysStale: boolean
  /** Whether a 401 says what it wants, as RFC 9110 §15.5.2 demands. */
  readonly challenges: boolean
  readonly fileBytes: number
}

const seed = 7

const plainNature: GuardedNature = {
  scheme: 'basic',
  username: 'ann',
  secret: 'open sesame',
  algorithm: 'MD5',
  nonceUses: Number.POSITIVE_INFINITY,
  saysStale: true,
  challenges: true,
  fileBytes: 300_000,
}

/** What came, and what was made of it. */
export interface GuardedRequest {
  readonly path: string
  readonly authorization: string | null
  readonly verdict: 'accepted' | 'missing' | 'stale' | 'wrong' | 'replayed'
}

/**
 * A real HTTP server on loopback with one file, with ranges and a strong tag, behind Basic, Digest or Bearer. `/to?…`
 * redirects to what follows the question mark, once it was let in there. Digest is checked by what RFC 7616 says, not by
 * our own code for it.
 */
export class GuardedServer {
  nature: GuardedNature
  readonly requests: GuardedRequest[] = []
  readonly #server: Server
  /** Each nonce with the counts it was used with. */
  readonly #nonces = new Map<string, Set<string>>()

  private constructor(server: Server, nature: GuardedNature) {
    this.nature = nature
    this.#server = server
    server.on('request', (request, response) => this.#answer(request, response))
  }

  static async start(nature: Partial<GuardedNature> = {}): Promise<GuardedServer> {
    const server = createServer()
    const made = new GuardedServer(server, { ...plainNature, ...nature })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get content(): Buffer {
    return contentOf(seed, 0, this.nature.fileBytes)
  }

  url(path: string): string {
    return `http://${this.host}${path}`
  }

  /** How many of the requests ended in each way. */
  count(verdict: GuardedRequest['verdict']): number {
    return this.requests.filter((request) => request.verdict === verdict).length
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/'
    const { authorization = null } = request.headers
    const verdict = this.#judge(request.method ?? 'GET', path, authorization)
    this.requests.push({ path, authorization, verdict })
    if (verdict !== 'accepted') {
      const challenge = this.nature.challenges ? { 'www-authenticate': this.#challenge(verdict) } : {}
      response.writeHead(401, { ...challenge, 'content-length': 0 }).end()
    } else if (path.startsWith('/to?')) {
      response.writeHead(302, { location: path.slice('/to?'.length), 'content-length': 0 }).end()
    } else {
      this.#send(request, response)
    }
  }

  #send({ headers }: IncomingMessage, response: ServerResponse): void {
    const { fileBytes } = this.nature
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
    const start = Number(first ?? 0)
    const end = last === undefined || last === '' ? fileBytes - 1 : Math.min(Number(last), fileBytes - 1)
    const range = first === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${fileBytes}` }
    const head = { 'content-length': end - start + 1, 'accept-ranges': 'bytes', etag: '"guarded"', ...range }
    response.writeHead(first === undefined ? 200 : 206, head).end(contentOf(seed, start, end + 1 - start))
  }

  #challenge(verdict: GuardedRequest['verdict']): string[] {
    const { scheme, algorithm, saysStale } = this.nature
    if (scheme !== 'digest') return [`${scheme} realm="guarded"`]
    const nonce = randomBytes(12).toString('base64')
    this.#nonces.set(nonce, new Set())
    const stale = verdict === 'stale' && saysStale ? ', stale=true' : ''
    return [
      'Negotiate',
      `Digest realm="a \\"guarded\\" place", nonce="${nonce}", qop="auth-int, auth", algorithm=${algorithm}, opaque="o"${stale}`,
    ]
  }

  #judge(method: string, path: string, authorization: string | null): GuardedRequest['verdict'] {
    const { scheme, username, secret } = this.nature
    if (authorization === null) return 'missing'
    if (scheme === 'basic') {
      return authorization === `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}` ? 'accepted' : 'wrong'
    }
    if (scheme === 'bearer') return authorization === `Bearer ${secret}` ? 'accepted' : 'wrong'
    return this.#judgeDigest(method, path, authorization)
  }

  #judgeDigest(method: string, path: string, authorization: string): GuardedRequest['verdict'] {
    const { username, secret, algorithm, nonceUses } = this.nature
    const sent = (name: string) =>
      new RegExp(`[ ,]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^,"]+))`).exec(authorization)?.slice(1).find(Boolean) ?? ''
    const [nonce, count, cnonce] = [sent('nonce'), sent('nc'), sent('cnonce')]
    const hash = (text: string) =>
      createHash(algorithm.startsWith('MD5') ? 'md5' : 'sha256')
        .update(text)
        .digest('hex')
    const key = hash(`${username}:a "guarded" place:${secret}`)
    const a1 = algorithm.endsWith('-sess') ? hash(`${key}:${nonce}:${cnonce}`) : key
    const wanted = hash(`${a1}:${nonce}:${count}:${cnonce}:auth:${hash(`${method}:${path}`)}`)
    if (sent('username') !== username || sent('response') !== wanted || sent('uri') !== path || sent('opaque') !== 'o')
      return 'wrong'
    const counts = this.#nonces.get(nonce)
    if (counts === undefined) return 'stale'
    if (counts.has(count)) return 'replayed'
    counts.add(count)
    return counts.size > nonceUses ? 'stale' : 'accepted'
  }
}
