import { hostOf, StalledProblem, shortProblem, stalledProblem } from './answer-problems.ts'
import { BodyPump, DiffersFromDisk } from './body-pump.ts'
import { CrawlWatch } from './crawl-watch.ts'
import type { Deliveries } from './deliveries.ts'
import { CameShort, Changed, type DownloadEnd, endFor, Unusable, uselessness } from './download-end.ts'
import { type DownloadLook, DownloadLooks } from './download-look.ts'
import { Growth } from './growth.ts'
import type { HostLoad } from './host-load.ts'
import type { HttpClient } from './http-client.ts'
import type { AskedPart, Representation } from './judge.ts'
import { giveUp, type Lane, type LaneAnswer, type Lead, surplusOf } from './lane.ts'
import { type Mirror, Mirrors } from './mirrors.ts'
import type { PartWriter } from './part-writer.ts'
import { Problem, Stopped } from './problem.ts'
import { type Judged, representationOf, request, type Source } from './requester.ts'
import { leastSegmentBytes, remainingOf, type Segment, type SegmentMap, unknownEnd } from './segments.ts'
import type { Tap } from './throttle.ts'
import { strongValidator } from './validator.ts'

export interface DownloadOptions {
  readonly client: HttpClient
  readonly load: HostLoad
  /** The place that opened the episode. */
  readonly source: Source
  readonly representation: Representation
  /** Further places, asked where ranges can be joined. */
  readonly others: readonly Source[]
  readonly hasDigest: boolean
  /** With so many the host did well before; null where that is not known. */
  readonly usualConnections: number | null
  /** Told of each place that is asked for nothing more, and why. */
  readonly onDropped: (url: string, reason: unknown) => void
  readonly map: SegmentMap
  readonly writer: PartWriter
  /** Is told who brings what. */
  readonly deliveries: Deliveries
  readonly connections: number
  readonly tapFor: (resume: () => void) => Tap
}

/** After so many refusals of additional connections no more are tried. */
const mostRefusals = 12
const firstGrowMs = 1_000
const longestGrowMs = 30_000
/** When to look again whether a crowded host has room. */
const crowdedMs = 1_000
/** Bodies that broke off after real progress are continued at once so often. */
const mostContinuations = 16
/** Answers shorter than this are legal, but not without end. */
const smallAnswerBytes = 65_536
const mostSmallAnswers = 32

/**
 * Fetches what a segment map lacks over as many connections as are granted. Each connection is a lane that takes one
 * segment after another. While one lane delivers, the failure of another only lowers their number.
 */
export class Download {
  readonly #options: DownloadOptions
  readonly #lanes = new Set<Lane>()
  readonly #settled = Promise.withResolvers<DownloadEnd>()
  /** May several connections share this file at all? */
  readonly #isShared: boolean
  readonly #mirrors: Mirrors
  #granted: number
  /** Where the redirects of the first answer led. */
  #host = ''
  readonly #growth: Growth
  readonly #crawl = new CrawlWatch()
  readonly #looks = new DownloadLooks()
  /** How many the server seems to take. */
  #ceiling = Infinity
  #refusals = 0
  #growMs = firstGrowMs
  #hasGrown = false
  #continuations = 0
  #smallAnswers = 0
  /** Bytes received when the last connection last broke off. */
  #receivedAtBreak: number
  #regrow: NodeJS.Timeout | undefined
  #laneNumber = 0
  #isOver = false

  constructor(options: DownloadOptions) {
    this.#options = options
    this.#granted = options.connections
    this.#isShared = strongValidator(options.representation.validator) !== null && options.representation.bytesTotal !== null
    this.#growth = new Growth(options.usualConnections)
    this.#receivedAtBreak = options.map.bytesReceived
    const { source, representation, others, hasDigest } = options
    this.#mirrors = new Mirrors({ source, representation, others: this.#isShared ? others : [], hasDigest })
  }

  get connections(): number {
    return this.#lanes.size
  }

  look(): DownloadLook {
    return this.#looks.look(this.#lanes, this.#mirrors)
  }

  /** Resolves when the bytes are complete or the way they come must change; rejects with a {@link Problem} or {@link Stopped}. */
  run(lead: Lead): Promise<DownloadEnd> {
    this.#host = hostOf(lead.judged.answer.url)
    lead.place.moveTo(this.#host)
    const opensRanges = lead.judged.verdict.kind === 'part'
    if (!opensRanges) this.#ceiling = 1
    if (opensRanges && this.#isShared && !this.#options.map.hasBytes) this.#options.map.divide(lead.segment, this.#granted)
    this.#spawn(lead)
    this.#fill()
    return this.#settled.promise
  }

  /** Fewer: the surplus is given up at once, what still waits for a head first, then what has most to do. */
  grant(connections: number): void {
    this.#granted = connections
    for (const lane of surplusOf(this.#active(), connections)) giveUp(lane)
    this.#fill()
  }

  /** A place brings what it should not: it is asked for nothing more, unless it is the only one. */
  leave(url: string): void {
    const mirror = this.#mirrors.find(url)
    if (mirror === undefined || this.#mirrors.drop(mirror) !== 'dropped') return
    for (const lane of this.#lanes) if (lane.mirror === mirror) giveUp(lane)
  }

  /** Takes what has arrived and closes all connections. */
  async stop(reason: Stopped | Problem = new Stopped()): Promise<void> {
    const wasOver = this.#isOver
    this.#isOver = true
    await this.#closeLanes()
    if (!wasOver) this.#settled.reject(reason)
  }

  /** Called ten times a second: ends what was silent for too long, and adds connections while they bring speed. */
  watch(now: number, stallTimeoutMs: number): void {
    const delivering = this.#active().filter((lane) => lane.pump !== null).length
    const { bytesReceived } = this.#options.map
    if (this.#growth.watch({ now, bytesReceived, delivering })) this.#fill()
    this.#makeRoom()
    for (const lane of this.#lanes) {
      this.#replaceIfCrawling(lane, now)
      const silentMs = lane.pump?.silentMs(now) ?? now - lane.waitingSince
      if (silentMs < stallTimeoutMs) continue
      const stalled = stalledProblem(lane.mirror.source.url, stallTimeoutMs)
      if (lane.pump !== null) lane.pump.fail(stalled)
      else lane.controller.abort(stalled)
    }
  }

  /** A connection far below what the others bring is worth a new one, which may reach another server or way. */
  #replaceIfCrawling(lane: Lane, now: number): void {
    const rate = lane.pump?.rate(now) ?? null
    if (rate === null || lane.givenUpUntil !== null || !this.#isShared) return
    if (this.#crawl.isCrawling(rate)) giveUp(lane)
  }

  #fill(): void {
    if (this.#isOver) return
    const most = this.#isShared ? Math.min(this.#granted, this.#ceiling, this.#growth.allowed) : 1
    while (this.#active().length < most && this.#options.map.hasWork) {
      if (this.#isCrowded()) {
        this.#growLater(crowdedMs)
        return
      }
      this.#spawn(null)
    }
  }

  /** The queue counts connections by the hosts of its URLs; where redirects lead many to one host is seen only here. */
  #isCrowded(): boolean {
    const { load, source } = this.#options
    if (this.#active().length === 0) return false
    return load.isCrowded(this.#host) || (this.#host !== hostOf(source.url) && !load.hasRoom(this.#host))
  }

  /** A document waits for a connection: one of several is given up for it. */
  #makeRoom(): void {
    const active = this.#active()
    if (active.length < 2 || active.length < this.#lanes.size || !this.#options.load.isWanted(this.#host)) return
    for (const lane of surplusOf(active, active.length - 1)) giveUp(lane)
  }

  /** Tries one connection more after a while, and so on as long as none is refused. */
  #growLater(delayMs: number): void {
    clearTimeout(this.#regrow)
    this.#regrow = setTimeout(() => {
      this.#hasGrown = true
      this.#ceiling++
      this.#fill()
      if (this.#ceiling < this.#granted) this.#growLater(this.#growMs)
    }, delayMs)
  }

  #spawn(lead: Lead | null): void {
    const lane: Lane = {
      number: this.#laneNumber++,
      mirror: lead === null ? this.#mirrors.pick() : this.#mirrors.lead,
      controller: new AbortController(),
      segment: null,
      pump: null,
      waitingSince: performance.now(),
      givenUpUntil: null,
      over: Promise.resolve(),
    }
    // Taken here and now, so that the next lane sees it as held.
    lane.segment = lead?.segment ?? this.#options.map.unheld() ?? this.#options.map.split()
    if (lane.segment === null) return
    lane.segment.held = true
    lane.mirror.connections++
    this.#lanes.add(lane)
    lane.over = this.#work(lane, lead)
  }

  async #work(lane: Lane, lead: Lead | null): Promise<void> {
    const place = lead?.place ?? (await this.#options.load.enter(this.#hostOf(lane.mirror)))
    let failure: unknown
    try {
      await this.#fetchSegments(lane, lead)
    } catch (error) {
      failure = error
    }
    if (lane.segment !== null) lane.segment.held = false
    this.#lanes.delete(lane)
    lane.mirror.connections--
    place.leave()
    if (this.#isOver) return
    if (this.#options.map.isReceived) this.#finish({ kind: 'complete' })
    else if (failure !== undefined && lane.givenUpUntil === null) this.#endLane(lane.mirror, failure)
    else this.#fill()
  }

  /** A place that delivers no more, or another file, is left; where it is the only one, the number of connections falls. */
  #endLane(mirror: Mirror, failure: unknown): void {
    const isUseless = mirror.connections === 0 || failure instanceof Unusable || failure instanceof Changed
    const mayLeave = mirror !== this.#mirrors.lead || !(failure instanceof Changed || failure instanceof DiffersFromDisk)
    const left = isUseless && mayLeave ? this.#mirrors.drop(mirror) : 'last'
    if (left === 'dropped') this.#options.onDropped(mirror.source.url, failure)
    if (left === 'last') this.#lower(failure)
    else this.#fill()
  }

  /** Where the redirects of a place led, as far as that is known. */
  #hostOf(mirror: Mirror): string {
    return mirror === this.#mirrors.lead ? this.#host : hostOf(mirror.source.url)
  }

  async #fetchSegments(lane: Lane, lead: Lead | null): Promise<void> {
    let opened: LaneAnswer | null = lead
    const { map } = this.#options
    while (lane.segment !== null && lane.givenUpUntil === null && !this.#isOver) {
      opened ??= await this.#open(lane, lane.segment)
      const delivered = await this.#pump(lane, lane.segment, opened)
      opened = null
      if (remainingOf(lane.segment) > 0 && lane.givenUpUntil === null) {
        // A shorter answer than asked for is legal (RFC 9110 §15.3.7): the rest is asked for, but not without end.
        if (!this.#isShared) throw new CameShort()
        if (delivered < smallAnswerBytes && ++this.#smallAnswers > mostSmallAnswers) throw new Unusable('too short')
        continue
      }
      if (lane.givenUpUntil !== null) return
      lane.segment.held = false
      const isSurplus = this.#active().length > Math.min(this.#granted, this.#ceiling)
      lane.segment = isSurplus ? null : (map.unheld() ?? (this.#isShared ? map.split() : null))
      if (lane.segment !== null) lane.segment.held = true
    }
  }

  async #open(lane: Lane, segment: Segment, isRepeat = false): Promise<LaneAnswer> {
    const { client, map } = this.#options
    const { mirror } = lane
    const { source } = mirror
    const expected = this.#mirrors.expectedOf(mirror)
    const isLast = segment === map.all.at(-1)
    const asked: AskedPart = { start: segment.received, end: isLast ? null : segment.end, isRanged: true }
    lane.waitingSince = performance.now()
    const judged = await request(client, source, asked, expected, {
      hasBytes: true,
      signal: lane.controller.signal,
      onWaiting: (isWaiting) => {
        lane.waitingSince = isWaiting ? performance.now() : Infinity
      },
    })
    const { verdict } = judged
    if (verdict.kind === 'part' && this.#mirrors.admits(mirror, representationOf(judged.head, verdict.bytesTotal, false))) {
      return { judged, body: judged.answer.body, segment, skipBytes: 0, onDisk: null }
    }
    judged.answer.body.destroy()
    if (verdict.kind === 'mismatch' && !isRepeat) return await this.#open(lane, segment, true)
    throw uselessness(judged, { bytesTotal: expected.bytesTotal, hasBytes: map.hasBytes, url: source.url })
  }

  /** Reads one body to its end; returns how many bytes it brought. A body that broke off after real progress is gone on with. */
  async #pump(lane: Lane, segment: Segment, { judged, body, skipBytes, onDisk }: LaneAnswer): Promise<number> {
    const { verdict, answer } = judged
    const { map, writer, deliveries, tapFor } = this.#options
    const lastByte = lastByteOf(verdict)
    const delivered = deliveries.begin(lane.mirror.source.url, segment)
    const pump = new BodyPump({
      body,
      segment,
      skipBytes,
      onDisk,
      lastByte,
      extend: () => lastByte !== null && map.absorb(segment, lastByte),
      writer,
      tapFor,
      broken: answer.broken,
    })
    lane.pump = pump
    if (lane.givenUpUntil !== null) pump.giveUp(lane.givenUpUntil - performance.now())
    try {
      const end = await pump.ended
      if (pump.delivered >= leastSegmentBytes / 4) this.#crawl.learn(pump.meanRate)
      if (end === 'body-ended') this.#endBody(segment, judged)
      return pump.delivered
    } catch (error) {
      const isPartial =
        this.#isShared && verdict.kind === 'part' && pump.delivered >= leastSegmentBytes && !(error instanceof StalledProblem)
      if (isPartial && this.#continuations++ < mostContinuations) return pump.delivered
      throw error
    } finally {
      delivered()
      lane.pump = null
    }
  }

  /** A body has ended. Of an answer without a length that is the file's size, and one told before was wrong. */
  #endBody(segment: Segment, { verdict, head }: Judged): void {
    if (verdict.kind === 'part' && !this.#isShared) {
      const announced = Math.min(verdict.end, segment.end) + 1
      if (segment.received < announced) throw shortProblem(this.#options.source.url, announced, segment.received)
    }
    if (verdict.kind !== 'whole') return
    if (segment.end === unknownEnd) this.#options.map.endAt(segment.received)
    else if (remainingOf(segment) > 0) {
      // A chunked body says itself where it ends (RFC 9112 §7.1).
      if (verdict.bytesTotal === null && head.transferEncoding !== undefined) throw new Changed()
      throw shortProblem(this.#options.source.url, segment.end + 1, segment.received)
    }
  }

  /** A lane failed. The others carry on without it for a while; the failure of the last one ends the download. */
  #lower(failure: unknown): void {
    const end = endFor(failure, this.#active().length === 0)
    if (end !== null) {
      this.#finish(end)
      return
    }
    if (this.#active().length === 0) {
      if (this.#goesOnAfter(failure)) return
      this.#isOver = true
      void this.#closeLanes().then(() => this.#settled.reject(failure))
      return
    }
    this.#ceiling = Math.max(1, this.#lanes.size)
    if (++this.#refusals > mostRefusals) {
      clearTimeout(this.#regrow)
      return
    }
    // Refusals that come together are one; only one that answers a new try makes the next try later.
    if (this.#hasGrown) this.#growMs = Math.min(2 * this.#growMs, longestGrowMs)
    this.#hasGrown = false
    const wishMs = failure instanceof Problem ? (failure.retryAfterMs ?? 0) : 0
    this.#growLater(Math.max(wishMs, this.#growMs))
  }

  /** The last connection broke off, but much has come since the last time: the rest is asked for at once. */
  #goesOnAfter(failure: unknown): boolean {
    const { bytesReceived } = this.#options.map
    const hasBrought = bytesReceived - this.#receivedAtBreak >= leastSegmentBytes
    const mayPass = failure instanceof Problem && failure.transient && failure.retryAfterMs === null
    if (!this.#isShared || !hasBrought || !mayPass || this.#continuations++ >= mostContinuations) return false
    this.#receivedAtBreak = bytesReceived
    this.#fill()
    return true
  }

  #active(): Lane[] {
    return [...this.#lanes].filter((lane) => lane.givenUpUntil === null)
  }

  #finish(end: DownloadEnd): void {
    this.#isOver = true
    void this.#closeLanes().then(() => this.#settled.resolve(end))
  }

  async #closeLanes(): Promise<void> {
    clearTimeout(this.#regrow)
    for (const lane of this.#lanes) giveUp(lane)
    await Promise.all([...this.#lanes].map((lane) => lane.over))
  }
}

/** The last byte of the file that a body brings, where its head says so. */
function lastByteOf(verdict: Judged['verdict']): number | null {
  if (verdict.kind === 'part') return verdict.end
  return verdict.kind === 'whole' && verdict.bytesTotal !== null ? verdict.bytesTotal - 1 : null
}
