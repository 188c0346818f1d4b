import type { TransferOrder } from '../protocol.ts'
import { hostOf, otherSizeProblem, stalledProblem } from './answer-problems.ts'
import type { HostLoad } from './host-load.ts'
import type { Answer, Asked, HttpClient } from './http-client.ts'
import type { AskedPart, Representation } from './judge.ts'
import { type Opening, openEpisode } from './opening.ts'
import { fitsPieces } from './piece-ledger.ts'
import { Problem } from './problem.ts'
import { type Judged, request, type Source } from './requester.ts'
import { type ProofFacts, proveSame } from './same-file.ts'
import type { SegmentMap } from './segments.ts'
import type { Workshop } from './workshop.ts'

/** How much is fetched again and compared where no validator proves that the file is the same. */
const overlapBytes = 65_536

type Shop = Pick<Workshop, 'client' | 'load'>

/** What is asked for at the beginning of an attempt. */
export interface OpeningWish {
  readonly known: Representation | null
  readonly map: SegmentMap
  /** Bytes before the first missing one that are fetched again. */
  readonly overlap: number
  readonly isRanged: boolean
  /** In the order in which they are asked; the order's own address, then its mirrors, where nothing is said. */
  readonly places?: readonly string[]
}

/** Which place answered. */
export interface OpenedAt {
  readonly opening: Opening
  readonly source: Source
  /** The places before it, and why they were of no use. */
  readonly failed: readonly { readonly url: string; readonly problem: Problem }[]
}

/** How many of the bytes on disk have to be fetched again to see that they are still the same. */
export function overlapOf(map: SegmentMap, isProved: boolean): number {
  return isProved ? 0 : Math.min(overlapBytes, map.bytesWritten)
}

/** Asks the episode's URL, then its mirrors, until one answers; watches that none is silent for too long. */
export class SourceOpening {
  readonly #client: HttpClient
  readonly #load: HostLoad
  readonly #order: TransferOrder
  readonly #signal: AbortSignal
  readonly #proxy: Asked['proxy']
  #stall = new AbortController()
  #waitingSince = Infinity
  #url: string

  /** `proxy`: the job's own way as it is at each request. */
  constructor({ client, load }: Shop, order: TransferOrder, signal: AbortSignal, proxy: Asked['proxy']) {
    this.#client = client
    this.#load = load
    this.#order = order
    this.#signal = signal
    this.#proxy = proxy
    this.#url = order.url
  }

  /** Throws the Problem of the episode's own URL where no mirror helped. */
  async open(wish: OpeningWish): Promise<OpenedAt> {
    const { url: own, mirrors } = this.#order
    const places = wish.places ?? [...new Set([own, ...mirrors])]
    const failed: OpenedAt['failed'][number][] = []
    for (const source of places.map((url) => this.sourceOf(url))) {
      try {
        return { opening: await this.#openAt(source, wish), source, failed }
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        failed.push({ url: source.url, problem: error })
      }
    }
    throw failed[0]?.problem
  }

  /**
   * What the user sends goes to the origin of the episode's own URL alone. A place elsewhere that only a server named
   * (`isTold`) gets nothing of the session either, and one request at a time (RFC 6249 §7).
   */
  sourceOf(url: string, isTold = false): Source {
    const { url: own, headers, attemptId } = this.#order
    const isAtHome = url === own || new URL(url).origin === new URL(own).origin
    const asker = isTold && !isAtHome ? { attemptId, sessionId: null } : this.#order
    return { url, asker, userHeaders: isAtHome ? headers : {}, proxy: this.#proxy, isSingle: isTold }
  }

  /** Whether the episode's own URL, which is a new one, leads to the file of which bytes are on disk; see {@link proveSame}. */
  async prove(file: ProofFacts['file'], known: Representation, map: SegmentMap): Promise<Representation | null> {
    const { url } = this.#order
    const source = this.sourceOf(url)
    const place = await this.#load.enter(hostOf(url))
    try {
      return await proveSame({ client: this.#client, source, file, map, known, ...this.#watched(url) })
    } finally {
      place.leave()
      this.#waitingSince = Infinity
    }
  }

  /** What the episode's own URL says of the file without sending it; null where the server does not answer that. */
  async peek(): Promise<Pick<Answer, 'url' | 'disposition'> | null> {
    const { url, headers } = this.#order
    try {
      const answer = await this.#client.open({
        url,
        asker: this.#order,
        method: 'HEAD',
        userHeaders: headers,
        proxy: this.#proxy,
        headers: {},
        bytesWanted: 0,
        ...this.#watched(url),
      })
      answer.body.resume()
      return answer.status === 200 ? answer : null
    } catch (error) {
      // The request for the file itself tells what is wrong.
      if (error instanceof Problem) return null
      throw error
    } finally {
      this.#waitingSince = Infinity
    }
  }

  checkStall(now: number, stallTimeoutMs: number): void {
    if (now - this.#waitingSince >= stallTimeoutMs) this.#stall.abort(stalledProblem(this.#url, stallTimeoutMs))
  }

  async #openAt(source: Source, { known, map, overlap, isRanged }: OpeningWish): Promise<Opening> {
    const watched = this.#watched(source.url)
    const next = map.unheld()
    const { hasBytes } = map
    const ask = (asked: AskedPart, representation: Representation | null): Promise<Judged> =>
      request(this.#client, source, asked, representation, { hasBytes, ...watched })
    try {
      const opening = await openEpisode(ask, {
        known,
        start: (next?.received ?? 0) - overlap,
        end: next === null || next === map.all.at(-1) ? null : next.end,
        hasBytes,
        isRanged,
        url: source.url,
      })
      this.#refuseOtherSize(opening, source.url)
      return opening
    } finally {
      this.#waitingSince = Infinity
    }
  }

  /** Where the pieces of the file are counted, one with more or fewer is not worth its first byte. */
  #refuseOtherSize(opening: Opening, url: string): void {
    const { pieces } = this.#order
    if (pieces === null || opening.kind === 'complete') return
    const { verdict, answer } = opening.judged
    const bytesTotal = verdict.kind === 'part' || verdict.kind === 'whole' ? verdict.bytesTotal : null
    if (bytesTotal === null || fitsPieces(pieces, bytesTotal)) return
    answer.body.destroy()
    throw otherSizeProblem(url, bytesTotal, pieces.digests.length)
  }

  /** Ends with the attempt, or where a server is silent for too long. */
  #watched(url: string): Pick<Asked, 'signal' | 'onWaiting'> {
    const stall = new AbortController()
    this.#stall = stall
    this.#url = url
    // `AbortSignal.any` would keep books of its own for each request.
    const follow = () => stall.abort(this.#signal.reason)
    this.#signal.addEventListener('abort', follow, { once: true })
    if (this.#signal.aborted) follow()
    return {
      signal: stall.signal,
      onWaiting: (isWaiting) => {
        this.#waitingSince = isWaiting ? performance.now() : Infinity
      },
    }
  }
}
