import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is answered to one path; a number is a status without a body. */
export type FeedAnswer =
  | { readonly text: string; readonly etag?: string; readonly type?: string }
  | { readonly movedTo: string; readonly status: 301 | 302 | 307 | 308 }
  /** `everyMs`: one piece after the other; as fast as they are read where it is absent. */
  | { readonly endless: string; readonly everyMs?: number }
  | number

/** A server of feeds that honours conditions, moves, breaks and never ends, as it is told; every other path is a small file. */
export class FeedServer {
  readonly asked: { readonly path: string; readonly ifNoneMatch: string | undefined; readonly status: number }[] = []
  readonly #server: Server
  readonly #answers = new Map<string, FeedAnswer>()

  private constructor(server: Server) {
    this.#server = server
    server.on('request', (request, response) => this.#answer(request, response))
  }

  static async start(): Promise<FeedServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new FeedServer(server)
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  set(path: string, answer: FeedAnswer): void {
    this.#answers.set(path, answer)
  }

  /** How often a path was asked for. */
  times(path: string): number {
    return this.asked.filter((request) => request.path === path).length
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/'
    const answer = this.#answers.get(path)
    const ifNoneMatch = request.headers['if-none-match']
    const say = (status: number, headers: Record<string, string> = {}) => {
      this.asked.push({ path, ifNoneMatch, status })
      response.writeHead(status, headers)
    }
    if (answer === undefined) {
      say(200, { 'content-type': 'audio/mpeg', 'content-length': '9' })
      response.end('a file :)')
    } else if (typeof answer === 'number') {
      say(answer)
      response.end()
    } else if ('movedTo' in answer) {
      say(answer.status, { location: answer.movedTo })
      response.end()
    } else if ('endless' in answer) {
      say(200, { 'content-type': 'application/rss+xml' })
      if (answer.everyMs === undefined) this.#never(answer.endless, response)
      else this.#slowly(answer.endless, answer.everyMs, response)
    } else if (answer.etag !== undefined && answer.etag === ifNoneMatch) {
      say(304, { etag: answer.etag })
      response.end()
    } else {
      const { text, etag, type = 'application/rss+xml' } = answer
      say(200, { 'content-type': type, ...(etag !== undefined && { etag }) })
      response.end(text)
    }
  }

  #slowly(piece: string, everyMs: number, response: ServerResponse): void {
    const timer = setInterval(() => response.write(piece), everyMs)
    response.once('close', () => clearInterval(timer))
  }

  #never(piece: string, response: ServerResponse): void {
    const pieces = piece.repeat(Math.ceil(65_536 / piece.length))
    const write = () => {
      while (!response.destroyed && response.write(pieces));
    }
    response.on('drain', write)
    write()
  }
}
