import { hostOf } from '../answer-problems.ts'
import { Growth } from '../growth.ts'
import type { HostLoad } from '../host-load.ts'
import { Problem, Stopped } from '../problem.ts'
import { Asking, type AskingParts } from './asking.ts'
import type { LogWriter } from './log-writer.ts'
import { fetchPiece, type PieceAt, StreamKeys } from './piece-fetch.ts'

export interface FetchingOptions {
  readonly asking: AskingParts
  readonly load: HostLoad
  readonly log: LogWriter
  /** What is lacking, in the order in which it is played. */
  readonly lacking: readonly PieceAt[]
  readonly connections: number
  /** See {@link Growth}. */
  readonly usualConnections: number | null
  /** Told of each piece that came whole. */
  readonly onPiece: (at: PieceAt, bytes: number) => void
}

/** One connection, which fetches one piece after another. */
interface Lane {
  readonly number: number
  readonly asking: Asking
  isGivenUp: boolean
  over: Promise<void>
}

/** After so many refusals of additional connections no more are tried. */
const mostRefusals = 12
/** After a refusal one more is tried once this has passed. */
const regrowMs = 10_000

/**
 * Fetches the pieces of a stream over as many connections as are granted. While one delivers, the passing failure of
 * another only lowers their number; the piece is fetched again by the next.
 */
export class Fetching {
  readonly #options: FetchingOptions
  readonly #keys = new StreamKeys()
  readonly #lanes = new Set<Lane>()
  readonly #settled = Promise.withResolvers<void>()
  readonly #growth: Growth
  /** What has come back to be fetched again comes first. */
  readonly #returned: PieceAt[] = []
  #next = 0
  #left: number
  #granted: number
  #ceiling = Infinity
  #refusals = 0
  #refusedAt = 0
  #laneNumber = 0
  #isOver = false

  constructor(options: FetchingOptions) {
    this.#options = options
    this.#granted = options.connections
    this.#growth = new Growth(options.usualConnections)
    this.#left = options.lacking.length
  }

  get connections(): number {
    return this.#lanes.size
  }

  /** Resolves once all pieces are in the log; rejects with a {@link Problem} or {@link Stopped}. */
  run(): Promise<void> {
    if (this.#left === 0) this.#settled.resolve()
    else this.#fill()
    return this.#settled.promise
  }

  /** Fewer: the surplus is given up at once, what delivers nothing yet first. */
  grant(connections: number): void {
    this.#granted = connections
    const active = this.#active()
    const byUse = active.toSorted(
      (one, other) => Number(one.asking.isDelivering) - Number(other.asking.isDelivering) || other.number - one.number,
    )
    for (const lane of byUse.slice(0, Math.max(0, active.length - connections))) {
      lane.isGivenUp = true
      lane.asking.abort(new Stopped())
    }
    this.#fill()
  }

  /** Closes all connections; what came whole is in the log. */
  async stop(reason: Stopped | Problem = new Stopped()): Promise<void> {
    const wasOver = this.#isOver
    this.#isOver = true
    for (const lane of this.#lanes) lane.asking.abort(reason)
    await Promise.all([...this.#lanes].map(({ over }) => over))
    if (!wasOver) this.#settled.reject(reason)
  }

  /** Called ten times a second: ends what was silent for too long, and adds connections while they bring speed. */
  watch(now: number, stallTimeoutMs: number): void {
    for (const { asking } of this.#lanes) asking.checkStall(now, stallTimeoutMs)
    const delivering = this.#active().filter(({ asking }) => asking.isDelivering).length
    this.#growth.watch({ now, bytesReceived: this.#options.log.bytesReceived, delivering })
    if (this.#ceiling < this.#granted && this.#refusals <= mostRefusals && now - this.#refusedAt > regrowMs) {
      this.#ceiling++
      this.#refusedAt = now
    }
    this.#fill()
  }

  #active(): readonly Lane[] {
    return [...this.#lanes].filter(({ isGivenUp }) => !isGivenUp)
  }

  #fill(): void {
    if (this.#isOver) return
    const most = Math.min(this.#granted, this.#ceiling, this.#growth.allowed)
    while (this.#active().length < most) {
      const at = this.#peek()
      if (at === undefined || this.#isCrowded(at)) return
      this.#spawn()
    }
  }

  /** The queue counts connections by the hosts of its addresses; that pieces lie at another one is seen only here. */
  #isCrowded({ piece }: PieceAt): boolean {
    const { asking, load } = this.#options
    const host = hostOf(piece.url)
    return this.#active().length > 0 && host !== hostOf(asking.order.url) && !load.hasRoom(host)
  }

  #peek(): PieceAt | undefined {
    return this.#returned[0] ?? this.#options.lacking[this.#next]
  }

  #take(): PieceAt | undefined {
    return this.#returned.shift() ?? this.#options.lacking[this.#next++]
  }

  #spawn(): void {
    // Taken here and now, so that the next lane takes another.
    const first = this.#take()
    if (first === undefined) return
    const lane: Lane = {
      number: this.#laneNumber++,
      asking: new Asking(this.#options.asking),
      isGivenUp: false,
      over: Promise.resolve(),
    }
    this.#lanes.add(lane)
    lane.over = this.#work(lane, first)
  }

  async #work(lane: Lane, first: PieceAt): Promise<void> {
    const { load, log, onPiece } = this.#options
    const place = await load.enter(hostOf(first.piece.url))
    let at: PieceAt | undefined = first
    let failure: unknown = null
    try {
      while (at !== undefined && !this.#isOver && !lane.isGivenUp) {
        const bytes = await fetchPiece(at, {
          asking: lane.asking,
          keys: this.#keys,
          log,
          onHead: ({ url }) => place.moveTo(hostOf(url)),
        })
        this.#left--
        onPiece(at, bytes)
        const isSurplus = this.#active().length > Math.min(this.#granted, this.#ceiling)
        at = isSurplus ? undefined : this.#take()
      }
    } catch (error) {
      failure = error
    }
    place.leave()
    this.#lanes.delete(lane)
    if (at !== undefined) this.#returned.push(at)
    if (this.#isOver) return
    if (this.#left === 0) this.#finish()
    else if (failure !== null && !lane.isGivenUp) this.#lower(failure)
    else this.#fill()
  }

  #finish(): void {
    this.#isOver = true
    this.#settled.resolve()
  }

  /** The failure of the last connection, or one that no further try mends, ends it. */
  #lower(failure: unknown): void {
    const mayPass = failure instanceof Problem && failure.transient
    if (mayPass && this.#active().length > 0) {
      this.#ceiling = Math.max(1, this.#lanes.size)
      this.#refusals++
      this.#refusedAt = performance.now()
      return
    }
    this.#isOver = true
    for (const { asking } of this.#lanes) asking.abort(new Stopped())
    void Promise.all([...this.#lanes].map(({ over }) => over)).then(() => this.#settled.reject(failure))
  }
}
