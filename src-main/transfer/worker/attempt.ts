import { join } from 'node:path'
import type {
  PartFile,
  SegmentMark,
  TransferCheckpoint,
  TransferLimits,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
} from '../protocol.ts'
import { changingProblem, hostOf, mismatchProblem } from './answer-problems.ts'
import { Download } from './download.ts'
import { type DownloadEnd, isCrumb } from './download-end.ts'
import { type EarlyBody, earlyBodyOf, writeWhole } from './early-body.ts'
import { diskProblem, outcomeOf } from './failure-of.ts'
import { publishFile, verifyFile } from './finish.ts'
import type { Place } from './host-load.ts'
import { Integrity } from './integrity.ts'
import { nothingKnown, type Representation } from './judge.ts'
import { Keeping } from './keeping.ts'
import type { Lead } from './lane.ts'
import { leadOf, type Opened } from './lead.ts'
import { Mending } from './mending.ts'
import { Naming } from './naming.ts'
import { openedReport } from './opened-report.ts'
import { OwnLimits } from './own-limits.ts'
import { PartWriter } from './part-writer.ts'
import { pickUp } from './pick-up.ts'
import { letGo, type OwnedFile, placedReport, placePart } from './placing.ts'
import { Problem, Stopped } from './problem.ts'
import { refuseAnother } from './repair-guard.ts'
import { representationOf, type Source } from './requester.ts'
import { SegmentMap } from './segments.ts'
import { SourceOpening } from './source-opening.ts'
import { Telling } from './telling.ts'
import type { Bucket } from './throttle.ts'
import { toldChecksumOf } from './told-checksum.ts'
import { unproved } from './validator.ts'
import type { Workshop } from './workshop.ts'

/** A file that changes more often than this while it is fetched is given up. */
const mostRestarts = 3
/** A server on which neither ranges nor the whole come to an end. */
const mostRounds = 8

/** One attempt at one episode, from its first request to its last word. */
export class Attempt {
  readonly order: TransferOrder
  readonly #shop: Workshop
  readonly #limits: OwnLimits
  readonly #stopping = new AbortController()
  readonly #keeping = new Keeping(this.#stopping.signal)
  readonly #sources: SourceOpening
  readonly #mending: Mending
  readonly #integrity: Integrity
  readonly #naming: Naming
  readonly #telling: Telling
  #owned: OwnedFile | null = null
  #known: Representation | null = null
  #map = new SegmentMap([])
  #writer: PartWriter | null = null
  #download: Download | null = null
  #restarts = 0
  #isNameDurable = false
  #wasCheckpointed = false

  /** `job`, `queue`: the buckets of the order's job and of its queue, shared by their attempts. */
  constructor(order: TransferOrder, shop: Workshop, job: Bucket, queue: Bucket) {
    this.order = order
    this.#shop = shop
    this.#limits = new OwnLimits(order.limits, shop.throttle, job, queue)
    this.#sources = new SourceOpening(shop, order, this.#stopping.signal, () => this.#limits.proxy)
    this.#mending = new Mending(order, shop.report, (url) => this.#download?.leave(url))
    this.#integrity = new Integrity(order, this.#mending.ledger)
    this.#naming = new Naming(order)
    this.#telling = new Telling(order.attemptId, shop.report)
  }

  /** Runs to the end and reports it. Never rejects. */
  async run(): Promise<void> {
    let outcome: TransferOutcome
    try {
      outcome = await this.#live()
    } catch (error) {
      outcome = outcomeOf(error, this.order.directory)
    }
    await this.#putDown()
    this.#telling.ended(outcome, this.#part(), this.#integrity)
  }

  limit(limits: TransferLimits, queue: Bucket): void {
    this.#limits.change(limits, queue)
    this.#download?.grant(limits.connections)
  }

  stop(): void {
    this.#stopping.abort(new Stopped())
    void this.#download?.stop()
  }

  /** The name that was reported is kept. */
  keep(): void {
    this.#keeping.kept()
  }

  checkStalls(now: number, stallTimeoutMs: number): void {
    this.#download?.watch(now, stallTimeoutMs)
    this.#sources.checkStall(now, stallTimeoutMs)
  }

  /** Null where nothing has changed since the last call. */
  progress(): TransferProgress | null {
    const { connections = 0 } = this.#download ?? {}
    return this.#telling.progress(this.#known?.bytesTotal ?? null, connections, this.#map)
  }

  look() {
    return this.#download?.look() ?? null
  }

  /** Whether anything was received since the last checkpoint. */
  get isDirty(): boolean {
    return this.#download !== null && (this.#writer?.isDirty ?? false)
  }

  /** Flushes what was received; null where there is nothing to tell, because the attempt is ending. */
  async checkpoint(): Promise<TransferCheckpoint | null> {
    const { attemptId, directory } = this.order
    try {
      await this.#shop.room.check(directory)
      await this.#flush()
    } catch (error) {
      void this.#download?.stop(diskProblem(error, { path: directory }))
      return null
    }
    const part = this.#part()
    this.#wasCheckpointed = true
    if (part === null || this.#download === null) return null
    const blockDigests = this.#integrity.worthKeeping(part.bytesTotal)
    return blockDigests === null ? { attemptId, part } : { attemptId, part, blockDigests }
  }

  async #live(): Promise<TransferOutcome> {
    const before = await pickUp(this.order, this.#shop.reservations, this.#integrity, this.#stopping.signal)
    if (before.kind === 'finished') return before.outcome
    if (before.kind === 'owned') {
      this.#owned = before.owned
      this.#known = before.known
      this.#map = before.map
      this.#isNameDurable = true
      if (before.isLost) this.#telling.restarted()
      const outcome = this.#known !== null && this.#map.isReceived ? await this.#complete() : 'mend'
      if (outcome !== 'mend') return outcome
      await this.#claimRoom()
      if (this.#known?.validator?.isOfOldLink === true) {
        // The address was replaced: what is on disk counts only where it is of the same file.
        const proved = await this.#sources.prove(before.owned.file, this.#known, this.#map)
        if (proved === null) await this.#restart()
        else this.#known = proved
      }
    } else {
      const skipped = await this.#naming.skipUnfetched(this.#sources)
      if (skipped !== null) return skipped
    }
    return await this.#transfer()
  }

  /** Opens, fetches, and begins anew as often as the server has another file. */
  async #transfer(): Promise<TransferOutcome> {
    let isRanged = true
    for (let rounds = 1; ; rounds++) {
      if (rounds > mostRounds) throw mismatchProblem(this.order.url, 'no end')
      const place = await this.#shop.load.enter(hostOf(this.order.url))
      try {
        const end = await this.#fetchOnce(place, isRanged)
        if (typeof end === 'object') return end
        isRanged = end !== 'no-ranges'
        if (end === 'changed') await this.#restart()
        // A server that gives its file away bit by bit comes to an end, and so does what is mended.
        if (end === 'rest' || end === 'mend') rounds--
      } finally {
        place.leave()
      }
    }
  }

  /** One opening and what follows from it; where that is no outcome, how to begin anew. */
  async #fetchOnce(place: Place, isRanged: boolean): Promise<TransferOutcome | 'changed' | 'rest' | 'no-ranges' | 'mend'> {
    const wish = this.#mending.wish(this.#known, this.#map, isRanged)
    const { opening, source, failed } = await this.#sources.open(wish)
    this.#shop.report(openedReport(this.order.attemptId, { opening, source }, wish))
    for (const { url, problem } of failed) this.#mending.dropped(url, problem)
    if (this.#mending.leavesAt(opening, source.url, this.#map)) return 'mend'
    if (opening.kind === 'complete') {
      this.#map.endAt(opening.bytesTotal)
      return await this.#complete()
    }
    const { body } = opening.judged.answer
    const early = this.#limits.isLimited ? null : earlyBodyOf(opening, this.order)
    try {
      if (early !== null) await this.#claimRoom(early.bytesTotal)
      const skipped = await this.#settle(opening, early, place)
      if (skipped !== null || this.#map.isReceived) {
        body.destroy()
        return skipped ?? (await this.#complete())
      }
      const rest = early?.settle() ?? body
      if (Buffer.isBuffer(rest)) {
        await writeWhole(rest, this.#map, this.#newWriter())
        return await this.#complete()
      }
      const lead = leadOf(opening, { owned: this.#owned, map: this.#map, overlap: wish.overlap, place, body: rest })
      const others = this.#mending.besides([source.url, ...failed.map(({ url }) => url)])
      const end = await this.#fetch(source, others, lead)
      if (end === 'changed' && this.#mending.leaves(source.url, this.#map)) return 'mend'
      return end === 'complete' ? await this.#complete() : end
    } catch (error) {
      body.destroy()
      throw error
    }
  }

  /** Makes name, part file and segment map fit to the answer. An outcome, where the file is to be skipped. */
  async #settle({ kind, judged }: Opened, early: EarlyBody | null, connection: Place): Promise<TransferOutcome | null> {
    const { verdict, answer, head } = judged
    const bytesTotal = verdict.kind === 'part' || verdict.kind === 'whole' ? verdict.bytesTotal : null
    if (kind === 'repeated') this.#map = this.#map.prefix()
    // What the bytes are to show, no validator of before stands for any more.
    if (verdict.kind === 'whole' && verdict.sameness === 'open' && this.#known !== null) this.#known = unproved(this.#known)
    if (kind === 'repeated' || kind === 'resumed') {
      this.#learnSize(bytesTotal)
      return null
    }
    if (kind === 'anew') await this.#restart()
    const isCoded = verdict.kind === 'whole' && verdict.coding !== null
    this.#known = representationOf(head, bytesTotal, isCoded)
    refuseAnother(this.order, this.#known)
    const isWhole = verdict.kind !== 'part' || verdict.end + 1 === bytesTotal
    this.#integrity.begin(toldChecksumOf(answer, { isWhole, isCoded }))
    this.#mending.learn(judged, this.#integrity.isExpected)
    this.#map = SegmentMap.whole(bytesTotal)
    if (this.#owned === null) {
      const name = this.#naming.nameFor(answer.url, answer.disposition)
      const skipped = await this.#naming.skip(name)
      if (skipped !== null) return skipped
      await this.#place(name, early, connection)
    }
    if (early === null) await this.#claimRoom()
    return null
  }

  #learnSize(bytesTotal: number | null): void {
    if (bytesTotal === null || this.#known === null || this.#known.bytesTotal !== null) return
    this.#known = { ...this.#known, bytesTotal }
    this.#map = SegmentMap.resumed(this.#map.flushedMarks(), bytesTotal, Number.MAX_SAFE_INTEGER)
  }

  async #place(name: string, early: EarlyBody | null, connection: Place): Promise<void> {
    const { attemptId, directory, onConflict: policy } = this.order
    const { reservations, room } = this.#shop
    const access = await room.accessTo(directory)
    const keep = (fileName: string) =>
      this.#keeping.ask(() => {
        this.#shop.report(placedReport(attemptId, name, this.#partAs(fileName, [])))
        early?.whenWhole(() => {
          connection.leave()
          this.#telling.verifying()
        })
      })
    const isWhole = () => early?.isWhole === true
    this.#owned = await placePart({ attemptId, directory, name, policy, reservations, access, isWhole, keep })
  }

  /** `expected`: the bytes of an answer that nothing is known of yet. */
  async #claimRoom(expected = 0): Promise<void> {
    const { attemptId, directory } = this.order
    const remainingBytes = () => (this.#known?.bytesTotal == null ? expected : this.#map.bytesRemaining)
    await this.#shop.room.claim(attemptId, { directory, remainingBytes })
  }

  #newWriter(): PartWriter {
    if (this.#owned === null) throw new Error('nowhere to put what is fetched')
    const onFailed = (failed: Problem) => void this.#download?.stop(failed)
    this.#integrity.goOn(this.#map.all)
    const onBytes = (position: number, bytes: Buffer) => this.#integrity.add(position, bytes)
    this.#writer = new PartWriter(this.#owned.file, this.#map, this.#shop.gatherBytes, onFailed, onBytes)
    return this.#writer
  }

  async #fetch(source: Source, others: readonly string[], lead: Lead): Promise<DownloadEnd['kind']> {
    const shop = this.#shop
    if (this.#known === null) throw new Error('nothing is known of what is fetched')
    const writer = this.#newWriter()
    const download = new Download({
      client: shop.client,
      load: shop.load,
      source,
      representation: this.#mending.representation(this.#known, lead.judged.head, this.#map),
      others: others.map((url) => this.#sources.sourceOf(url, this.#mending.places.isTold(url))),
      hasDigest: this.#integrity.isExpected,
      usualConnections: this.order.hostProfile.bestConnections,
      onDropped: (url, reason) => this.#mending.dropped(url, reason),
      map: this.#map,
      writer,
      deliveries: this.#mending.deliveries,
      connections: this.#limits.connections,
      tapFor: (resume) => this.#limits.tap(resume),
    })
    this.#download = download
    const { bytesReceived } = this.#map
    try {
      const running = download.run(lead)
      if (this.#stopping.signal.aborted) void download.stop()
      const { kind } = await running
      return isCrumb(kind, this.#map.bytesReceived - bytesReceived) ? 'no-ranges' : kind
    } finally {
      this.#download = null
      await writer.drain()
    }
  }

  /** What is on disk is of another file: the part file is emptied and kept. */
  async #restart(): Promise<void> {
    if (++this.#restarts > mostRestarts) throw changingProblem(this.order.url)
    this.#known = null
    this.#integrity.begin(null)
    this.#map = new SegmentMap([])
    this.#writer = null
    await this.#owned?.file.truncate(0)
    this.#telling.restarted()
  }

  /** Has what is wrong of the file fetched again: true where there is something. */
  async #mend({ file }: OwnedFile, bytesTotal: number): Promise<boolean> {
    const wrong = await this.#mending.look(file, bytesTotal, this.#stopping.signal)
    if (wrong === null) return false
    await this.#writer?.sync()
    this.#map = SegmentMap.resumed(wrong.marks, bytesTotal, Number.MAX_SAFE_INTEGER)
    this.#telling.part(this.#part())
    if (wrong.failed !== null) throw wrong.failed
    return true
  }

  /** Verifies all bytes and gives the file its name. */
  async #complete(): Promise<TransferOutcome | 'mend'> {
    const { attemptId, directory } = this.order
    const { signal } = this.#stopping
    if (this.#owned === null) throw new Error('nothing to finish')
    const bytesTotal = this.#map.bytesWritten
    this.#known = { ...(this.#known ?? nothingKnown), bytesTotal }
    if (await this.#mend(this.#owned, bytesTotal)) return 'mend'
    const unfinished = { ...this.#owned, bytesTotal }
    this.#telling.verifying()
    // A small file is through before anybody could look: one flush at its end and its last word are enough.
    if (this.#integrity.expected !== null || this.#wasCheckpointed) {
      await this.#flush()
      this.#telling.part(this.#part())
    }
    const actualChecksum = await verifyFile(unfinished, this.#integrity, signal).catch((error: unknown) => {
      // Wrong bytes are not gone on with: the next attempt begins at the first one.
      if (error instanceof Problem) this.#map = SegmentMap.whole(bytesTotal)
      throw error
    })
    signal.throwIfAborted()
    const mayTake = (name: string) => !this.#shop.reservations.isTaken(join(directory, name), attemptId)
    const access = await this.#shop.room.accessTo(directory)
    const fileName = await publishFile(unfinished, this.order, this.#shop.folders, mayTake, access)
    this.#writer?.noteFlushed()
    this.#isNameDurable = true
    return { kind: 'completed', fileName, bytesTotal, skipped: false, actualChecksum }
  }

  async #flush(): Promise<void> {
    await this.#writer?.sync()
    if (this.#isNameDurable || this.#owned === null || this.#download === null) return
    // Bytes that are flushed are of no use while the name they are under is not.
    await this.#shop.folders.sync(this.order.directory)
    this.#isNameDurable = true
  }

  #part(): PartFile | null {
    return this.#owned === null ? null : this.#partAs(this.#owned.fileName, this.#map.flushedMarks())
  }

  #partAs(fileName: string, segments: readonly SegmentMark[]): PartFile {
    return { fileName, ...(this.#known ?? nothingKnown), toldChecksum: this.#integrity.toldChecksum, segments }
  }

  /** Writes and flushes what is left to, and lets go of everything. */
  async #putDown(): Promise<void> {
    const { directory } = this.order
    try {
      await this.#writer?.sync()
      if (!this.#isNameDurable && this.#map.hasBytes) await this.#shop.folders.sync(directory)
    } catch {
      // The marks tell only what was flushed; why the rest was not is in the outcome already.
    }
    await letGo(this.order, this.#shop, this.#owned, this.#stopping.signal)
  }
}
