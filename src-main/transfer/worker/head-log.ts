import type { WireExchange } from '../protocol.ts'
import type { Answer, Asked } from './http-client.ts'
import { Problem } from './problem.ts'
import type { Way } from './ways.ts'

type Fields = WireExchange['request']
type Sent = (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>

const mostEpisodes = 200
/** With as many connections as a browser opens, each is seen to have been answered. */
const mostExchanges = 8
/** Heads may be megabytes; what explains something is short. */
const mostFields = 60
const longestValue = 1_000
const usualLength = 4_000

/** The last requests and heads of the episodes that were fetched last, in this worker's memory alone. */
export class HeadLog {
  /** The episodes that asked last stand last. */
  readonly #exchanges = new Map<string, WireExchange[]>()
  readonly #episodeOf: (attemptId: number | null) => string | undefined

  /** `episodeOf`: whose attempt it is; of others, which fetch documents, nothing is kept. */
  constructor(episodeOf: (attemptId: number | null) => string | undefined) {
    this.#episodeOf = episodeOf
  }

  /** Oldest first. */
  of(episodeId: string): readonly WireExchange[] {
    return this.#exchanges.get(episodeId) ?? []
  }

  /** Sends one request with `send`, which passes the headers through as they go out, and remembers what came of it. */
  async noted(url: URL, { asker, method = 'GET' }: Asked, way: Way, send: (sent: Sent) => Promise<Answer>): Promise<Answer> {
    const episodeId = this.#episodeOf(asker.attemptId)
    if (episodeId === undefined) return await send((headers) => headers)
    let begunAt = performance.now()
    let request: Fields = {}
    const sent: Sent = (headers) => {
      begunAt = performance.now()
      request = headers
      return headers
    }
    const at = Date.now()
    const asked = () => ({
      at,
      method,
      url: url.href,
      request: shortened({ host: url.host, ...request }),
      isProxied: way.proxy !== null,
    })
    try {
      const answer = await send(sent)
      this.#note(episodeId, {
        ...asked(),
        headMs: performance.now() - begunAt,
        status: answer.status,
        response: shortened(answer.headers),
        wire: answer.wire ?? null,
        failure: null,
      })
      return answer
    } catch (error) {
      if (error instanceof Problem) {
        const { failure } = error
        this.#note(episodeId, { ...asked(), headMs: null, status: null, response: {}, wire: null, failure })
      }
      throw error
    }
  }

  #note(episodeId: string, exchange: WireExchange): void {
    const known = this.#exchanges.get(episodeId) ?? []
    this.#exchanges.delete(episodeId)
    this.#exchanges.set(episodeId, known)
    known.push(exchange)
    if (known.length > mostExchanges) known.shift()
    const oldest = this.#exchanges.size > mostEpisodes ? this.#exchanges.keys().next().value : undefined
    if (oldest !== undefined) this.#exchanges.delete(oldest)
  }
}

/** Usual heads stay as they are, since most are never looked at. */
function shortened(fields: Fields): Fields {
  let length = 0
  for (const name in fields) length += name.length + (fields[name]?.length ?? 0)
  return length <= usualLength && fields['set-cookie'] === undefined ? fields : cutDown(fields)
}

function cutDown(fields: Fields): Fields {
  const cut = (value: string) => (value.length > longestValue ? `${value.slice(0, longestValue)}…` : value)
  const kept: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(fields).slice(0, mostFields)) {
    if (value !== undefined) kept[name] = typeof value === 'string' ? cut(value) : value.slice(0, mostFields).map(cut)
  }
  return kept
}
