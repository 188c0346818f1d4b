import { join } from 'node:path'
import type {
  PartFile,
  TransferCheckpoint,
  TransferLimits,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
  TransferReport,
  TransferSettings,
} from '../protocol.ts'
import type { DiskRoom } from './disk-room.ts'
import { Download, hostOf, type Lead, stalledProblem } from './download.ts'
import { diskProblem, problem } from './failure-of.ts'
import { decideName } from './file-name.ts'
import { placedName, publishFile, verifyFile } from './finish.ts'
import type { FolderSync } from './folder-sync.ts'
import type { HttpClient } from './http-client.ts'
import type { AskedPart, Representation } from './judge.ts'
import { type Opening, openEpisode } from './opening.ts'
import { createPartFile, openPartFile, standingAt } from './part-file.ts'
import { PartWriter } from './part-writer.ts'
import { type OwnedFile, partSuffix, placePart, sizeToSkip } from './placing.ts'
import { Problem, Stopped } from './problem.ts'
import { type Judged, representationOf, request, type Source } from './requester.ts'
import type { Reservations } from './reservations.ts'
import { remainingOf, SegmentMap } from './segments.ts'
import { Bucket, Tap, type Throttle } from './throttle.ts'
import { strongValidator } from './validator.ts'

/** What all attempts of a worker share. */
export interface Workshop {
  readonly client: HttpClient
  readonly throttle: Throttle
  readonly reservations: Reservations
  readonly room: DiskRoom
  readonly folders: FolderSync
  readonly settings: () => TransferSettings
  /** How much one connection gathers before it is written. */
  readonly gatherBytes: () => number
  readonly onConnections: (change: 1 | -1) => void
  readonly report: (report: TransferReport) => void
}

/** A file that changes more often than this while it is fetched is given up. */
const mostRestarts = 3
/** How much is fetched again and compared where no validator proves that the file is the same. */
const overlapBytes = 65_536

/** A digest over less is through before anyone could read that it is being made. */
const longDigestBytes = 8 * 1_048_576

/** One attempt at one episode, from its first request to its last word. */
export class Attempt {
  readonly order: TransferOrder
  readonly #shop: Workshop
  readonly #job: Bucket
  readonly #episode = new Bucket()
  readonly #stopping = new AbortController()
  #limits: TransferLimits
  #owned: OwnedFile | null = null
  #known: Representation | null = null
  #map = new SegmentMap([])
  #writer: PartWriter | null = null
  #download: Download | null = null
  #stall: { readonly controller: AbortController; waitingSince: number } | null = null
  #kept: (() => void) | null = null
  #restarts = 0
  #isNameDurable = false
  #wasCheckpointed = false
  #told = { bytesDone: -1, connections: -1 }

  constructor(order: TransferOrder, shop: Workshop, job: Bucket) {
    this.order = order
    this.#shop = shop
    this.#job = job
    this.#limits = order.limits
    this.limit(order.limits)
  }

  /** Runs to the end and reports it. Never rejects. */
  async run(): Promise<void> {
    const { attemptId } = this.order
    let outcome: TransferOutcome
    try {
      outcome = await this.#live()
    } catch (error) {
      outcome = this.#outcomeOf(error)
    }
    await this.#putDown()
    this.#shop.report({ kind: 'ended', attemptId, part: isSkipped(outcome) ? null : this.#part(), outcome })
  }

  limit(limits: TransferLimits): void {
    this.#limits = limits
    this.#episode.setRate(limits.episodeSpeedLimit, performance.now())
    this.#job.setRate(limits.jobSpeedLimit, performance.now())
    this.#shop.throttle.changed()
    this.#download?.grant(limits.connections)
  }

  stop(): void {
    this.#stopping.abort(new Stopped())
    void this.#download?.stop()
  }

  /** The name that was reported is kept. */
  keep(): void {
    this.#kept?.()
    this.#kept = null
  }

  checkStalls(now: number, stallTimeoutMs: number): void {
    this.#download?.checkStalls(now, stallTimeoutMs)
    if (this.#stall === null || now - this.#stall.waitingSince < stallTimeoutMs) return
    this.#stall.controller.abort(stalledProblem(this.order.url, stallTimeoutMs))
  }

  /** Null where nothing has changed since the last call. */
  progress(): TransferProgress | null {
    const bytesDone = this.#map.bytesReceived
    const connections = this.#download?.connections ?? 0
    if (bytesDone === this.#told.bytesDone && connections === this.#told.connections) return null
    this.#told = { bytesDone, connections }
    const bytesTotal = this.#known?.bytesTotal ?? null
    return { attemptId: this.order.attemptId, bytesDone, bytesTotal, connections, segments: this.#map.receivedMarks() }
  }

  get isDirty(): boolean {
    return this.#writer?.isDirty ?? false
  }

  /** Flushes what was received; null where there is nothing to tell, because the attempt is ending. */
  async checkpoint(): Promise<TransferCheckpoint | null> {
    const { attemptId, directory } = this.order
    try {
      await this.#shop.room.check(directory)
      await this.#flush()
    } catch (error) {
      void this.#download?.stop(error instanceof Problem ? error : diskProblem(error))
      return null
    }
    const part = this.#part()
    this.#wasCheckpointed = true
    return part === null || this.#stopping.signal.aborted ? null : { attemptId, part }
  }

  async #live(): Promise<TransferOutcome> {
    const finished = await this.#pickUp()
    if (finished !== null) return finished
    if (this.#owned !== null && this.#known?.bytesTotal != null && this.#map.isReceived) return await this.#complete()
    const { wantedName } = this.order
    if (this.#owned === null && wantedName !== null) {
      const skipped = await this.#skip(this.#nameFor(this.order.url, undefined))
      if (skipped !== null) return skipped
    }
    let isRanged = true
    for (;;) {
      const opening = await this.#open(isRanged)
      if (opening.kind === 'complete') {
        this.#map.endAt(opening.bytesTotal)
        return await this.#complete()
      }
      const { judged } = opening
      const skipped = await this.#settle(opening)
      if (skipped !== null) return skipped
      if (this.#map.isReceived) {
        judged.answer.body.destroy()
        return await this.#complete()
      }
      const end = await this.#fetch(await this.#leadOf(opening))
      if (end === 'complete') return await this.#complete()
      isRanged = end !== 'no-ranges'
      if (end === 'changed') await this.#restart()
    }
  }

  /** Takes over what an earlier attempt has left. An outcome, where that was the whole file. */
  async #pickUp(): Promise<TransferOutcome | null> {
    const { part, directory, attemptId } = this.order
    const { reservations, room } = this.#shop
    if (part === null) return null
    const target = join(directory, part.fileName)
    const path = `${target}${partSuffix}`
    if (reservations.isTaken(target, attemptId) || reservations.isTaken(path, attemptId)) return null
    reservations.take(target, attemptId)
    reservations.take(path, attemptId)
    const file = await openPartFile(path)
    if (file === null) return await this.#pickUpMissing(part, target, path)
    this.#owned = { file, path, fileName: part.fileName }
    this.#isNameDurable = true
    const placed = await placedName(file, directory, part.fileName)
    const { size } = await file.stat()
    this.#known = { bytesTotal: part.bytesTotal, validator: part.validator, contentType: part.contentType }
    this.#map = SegmentMap.resumed(part.segments, part.bytesTotal, size)
    if (strongValidator(part.validator) === null && !this.#map.isReceived) this.#map = this.#map.prefix()
    if (placed !== null) {
      const actualChecksum = await verifyFile({ ...this.#owned, bytesTotal: size }, this.order.checksum, this.#stopping.signal)
      return { kind: 'completed', fileName: placed, bytesTotal: size, skipped: false, actualChecksum }
    }
    if (!this.#map.hasBytes) this.#forget()
    await room.claim(attemptId, { directory, remainingBytes: () => this.#remainingBytes() })
    return null
  }

  /** The part file is gone: renamed to its target just before a crash, or lost. */
  async #pickUpMissing(part: PartFile, target: string, path: string): Promise<TransferOutcome | null> {
    const map = SegmentMap.resumed(part.segments, part.bytesTotal, Number.MAX_SAFE_INTEGER)
    const standing = await standingAt(target)
    if (standing !== null && map.isReceived && standing.size === part.bytesTotal) {
      const file = await openPartFile(target)
      if (file !== null) {
        try {
          const unfinished = { file, path, fileName: part.fileName, bytesTotal: standing.size }
          const actualChecksum = await verifyFile(unfinished, this.order.checksum, this.#stopping.signal)
          return { kind: 'completed', fileName: part.fileName, bytesTotal: standing.size, skipped: false, actualChecksum }
        } finally {
          await file.close()
        }
      }
    }
    const file = await createPartFile(path)
    if (file === null) throw problem('FILE_EXISTS', 'The name of the part file is taken.', { transient: true })
    this.#owned = { file, path, fileName: part.fileName }
    if (map.hasBytes) this.#reportRestart()
    this.#forget()
    return null
  }

  /** Asks the episode's URL, then its mirrors, until one answers. */
  async #open(isRanged: boolean): Promise<Opening> {
    const { order } = this
    const origin = new URL(order.url).origin
    let first: unknown
    for (const url of [order.url, ...order.mirrors]) {
      const source: Source = { url, userHeaders: new URL(url).origin === origin ? order.headers : {} }
      try {
        return await this.#openAt(source, isRanged)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        first ??= error
      }
    }
    throw first
  }

  #source: Source = { url: '', userHeaders: {} }

  async #openAt(source: Source, isRanged: boolean): Promise<Opening> {
    this.#source = source
    const controller = new AbortController()
    const stall = { controller, waitingSince: Infinity }
    this.#stall = stall
    const signal = AbortSignal.any([this.#stopping.signal, controller.signal])
    const hasBytes = this.#map.hasBytes
    const next = this.#map.unheld()
    const isLast = next === this.#map.all.at(-1)
    const overlap = this.#overlap()
    const ask = (asked: AskedPart, known: Representation | null): Promise<Judged> =>
      request(this.#shop.client, source, asked, known, {
        hasBytes,
        signal,
        onWaiting: (isWaiting) => {
          stall.waitingSince = isWaiting ? performance.now() : Infinity
        },
      })
    try {
      return await openEpisode(ask, {
        known: this.#known,
        start: (next?.received ?? 0) - overlap,
        end: next === null || isLast ? null : next.end,
        hasBytes,
        isRanged,
        host: hostOf(source.url),
      })
    } finally {
      this.#stall = null
    }
  }

  /** How many of the bytes on disk have to be fetched again to see that they are still the same. */
  #overlap(): number {
    if (!this.#map.hasBytes || strongValidator(this.#known?.validator ?? null) !== null) return 0
    return Math.min(overlapBytes, this.#map.bytesWritten)
  }

  /** Makes name, part file and segment map fit to the answer. An outcome, where the file is to be skipped. */
  async #settle(opening: Exclude<Opening, { kind: 'complete' }>): Promise<TransferOutcome | null> {
    const { judged } = opening
    const { verdict, answer, head } = judged
    const bytesTotal = verdict.kind === 'part' || verdict.kind === 'whole' ? verdict.bytesTotal : null
    switch (opening.kind) {
      case 'resumed':
        if (this.#known?.bytesTotal === null) await this.#learnSize(bytesTotal)
        return null
      case 'repeated':
        this.#map = this.#map.prefix()
        if (this.#known?.bytesTotal === null) await this.#learnSize(bytesTotal)
        return null
      case 'anew':
        await this.#restart()
        break
      case 'fresh':
        break
      default:
        throw opening satisfies never
    }
    this.#known = representationOf(head, bytesTotal)
    this.#map = SegmentMap.whole(bytesTotal)
    if (this.#owned === null) {
      const name = this.#nameFor(answer.url, answer.disposition)
      const skipped = await this.#skip(name)
      if (skipped === null) await this.#place(name).catch((error: unknown) => this.#abandon(judged, error))
      else answer.body.destroy()
      if (skipped !== null) return skipped
    }
    await this.#shop.room
      .claim(this.order.attemptId, { directory: this.order.directory, remainingBytes: () => this.#remainingBytes() })
      .catch((error: unknown) => this.#abandon(judged, error))
    return null
  }

  #abandon(judged: Judged, error: unknown): never {
    judged.answer.body.destroy()
    throw error
  }

  async #learnSize(bytesTotal: number | null): Promise<void> {
    if (bytesTotal === null || this.#known === null) return
    this.#known = { ...this.#known, bytesTotal }
    this.#map = SegmentMap.resumed(this.#map.flushedMarks(), bytesTotal, Number.MAX_SAFE_INTEGER)
  }

  #nameFor(url: string, disposition: string | undefined): string {
    const { wantedName, fileNameTemplate, title, index, jobTitle } = this.order
    return decideName({ wantedName, template: fileNameTemplate, disposition, url, title, index, jobTitle, now: Date.now() })
  }

  async #skip(name: string): Promise<TransferOutcome | null> {
    const { directory, onConflict } = this.order
    const size = await sizeToSkip({ directory, name, policy: onConflict })
    if (size === null) return null
    return { kind: 'completed', fileName: name, bytesTotal: size, skipped: true, actualChecksum: null }
  }

  async #place(name: string): Promise<void> {
    const { attemptId, directory, onConflict } = this.order
    this.#owned = await placePart({
      attemptId,
      directory,
      name,
      policy: onConflict,
      reservations: this.#shop.reservations,
      keep: (fileName) => this.#askToKeep(fileName),
    })
  }

  #askToKeep(fileName: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const { signal } = this.#stopping
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    this.#kept = resolve
    const facts = this.#known ?? { bytesTotal: null, validator: null, contentType: null }
    this.#shop.report({ kind: 'placed', attemptId: this.order.attemptId, part: { fileName, ...facts, segments: [] } })
    return promise
  }

  async #leadOf({ kind, judged }: Exclude<Opening, { kind: 'complete' }>): Promise<Lead> {
    const segment = this.#map.unheld()
    if (segment === null) throw new Error('nothing left to fetch')
    if (kind === 'repeated') return { judged, segment, skipBytes: segment.received, expected: null }
    const skipBytes = kind === 'resumed' ? this.#overlap() : 0
    if (skipBytes === 0 || this.#owned === null) return { judged, segment, skipBytes: 0, expected: null }
    const expected = Buffer.alloc(skipBytes)
    await this.#owned.file.read(expected, 0, skipBytes, segment.received - skipBytes)
    return { judged, segment, skipBytes, expected }
  }

  async #fetch(lead: Lead): Promise<'complete' | 'changed' | 'no-ranges'> {
    const { owned, known, map } = { owned: this.#owned, known: this.#known, map: this.#map }
    if (owned === null || known === null) throw new Error('no file to write to')
    const writer = new PartWriter(owned.file, map, this.#shop.gatherBytes, (failed) => void this.#download?.stop(failed))
    const download = new Download({
      client: this.#shop.client,
      source: this.#source,
      representation: known,
      map,
      writer,
      connections: this.#limits.connections,
      tapFor: (resume) => new Tap(this.#shop.throttle, this.#episode, this.#job, resume),
      onConnections: this.#shop.onConnections,
    })
    this.#writer = writer
    this.#download = download
    const running = download.run(lead)
    if (this.#stopping.signal.aborted) void download.stop()
    const end = await running
    this.#download = null
    await this.#flush()
    return end.kind
  }

  /** What is on disk is of another file: the part file is emptied and kept. */
  async #restart(): Promise<void> {
    if (++this.#restarts > mostRestarts) {
      throw problem('CONTENT_CHANGED', 'The file keeps changing on the server.', {
        params: { host: hostOf(this.order.url) },
        transient: true,
      })
    }
    this.#forget()
    await this.#owned?.file.truncate(0)
    this.#reportRestart()
  }

  #reportRestart(): void {
    const { attemptId } = this.order
    this.#shop.report({ kind: 'restarted', attemptId })
  }

  #forget(): void {
    this.#known = null
    this.#map = new SegmentMap([])
    this.#writer = null
  }

  async #complete(): Promise<TransferOutcome> {
    const { order } = this
    const { attemptId } = order
    const owned = this.#owned
    if (owned === null || this.#known === null) throw new Error('nothing to finish')
    const bytesTotal = this.#map.bytesWritten
    this.#known = { ...this.#known, bytesTotal }
    await this.#flush()
    const part = this.#part()
    if (part !== null && (order.checksum !== null || this.#wasCheckpointed)) {
      this.#shop.report({ kind: 'checkpoint', items: [{ attemptId, part }] })
    }
    if (order.checksum !== null && bytesTotal >= longDigestBytes) this.#shop.report({ kind: 'verifying', attemptId })
    let actualChecksum: string | null
    try {
      actualChecksum = await verifyFile({ ...owned, bytesTotal }, order.checksum, this.#stopping.signal)
    } catch (error) {
      // Wrong bytes are not gone on with: the next attempt begins at the first one.
      if (error instanceof Problem) this.#map = SegmentMap.whole(bytesTotal)
      throw error
    }
    this.#stopping.signal.throwIfAborted()
    const mayTake = (name: string) => !this.#shop.reservations.isTaken(join(order.directory, name), attemptId)
    const fileName = await publishFile({ ...owned, bytesTotal }, order, this.#shop.folders, mayTake)
    return { kind: 'completed', fileName, bytesTotal, skipped: false, actualChecksum }
  }

  async #flush(): Promise<void> {
    await this.#writer?.sync()
    if (this.#isNameDurable || this.#owned === null) return
    // Bytes that are flushed are of no use while the name they are under is not.
    await this.#shop.folders.sync(this.order.directory)
    this.#isNameDurable = true
  }

  #part(): PartFile | null {
    if (this.#owned === null) return null
    const { bytesTotal, validator, contentType } = this.#known ?? { bytesTotal: null, validator: null, contentType: null }
    return { fileName: this.#owned.fileName, bytesTotal, validator, contentType, segments: this.#map.flushedMarks() }
  }

  #remainingBytes(): number {
    if (this.#known?.bytesTotal == null) return 0
    return this.#map.all.reduce((sum, segment) => sum + remainingOf(segment), 0)
  }

  #outcomeOf(error: unknown): TransferOutcome {
    if (error instanceof Stopped) return { kind: 'stopped' }
    const { failure, transient, retryAfterMs, actualChecksum } = diskProblem(error, { path: this.order.directory })
    return { kind: 'failed', failure, transient, retryAfterMs, actualChecksum }
  }

  /** Writes and flushes what is left to, and lets go of everything. */
  async #putDown(): Promise<void> {
    const { attemptId, url } = this.order
    await this.#writer?.sync().catch(() => undefined)
    await this.#owned?.file.close().catch(() => undefined)
    this.#shop.reservations.release(attemptId)
    this.#shop.room.release(attemptId)
    if (this.#stopping.signal.aborted) this.#shop.client.dropIdle(url)
  }
}

function isSkipped(outcome: TransferOutcome): boolean {
  return outcome.kind === 'completed' && outcome.skipped
}
