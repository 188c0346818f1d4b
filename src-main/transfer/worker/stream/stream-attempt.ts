import { rename, rm } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { piecesOf, type StreamPlan } from '../../../streams/plan.ts'
import type {
  PartFile,
  TransferCheckpoint,
  TransferLimits,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
} from '../../protocol.ts'
import { changedProblem, hostOf } from '../answer-problems.ts'
import { diskProblem, outcomeOf } from '../failure-of.ts'
import { publishFile, verifyFile } from '../finish.ts'
import { Integrity } from '../integrity.ts'
import { Keeping } from '../keeping.ts'
import { Naming } from '../naming.ts'
import { OwnLimits } from '../own-limits.ts'
import { openPartFile } from '../part-file.ts'
import { letGo, type OwnedFile, placePart } from '../placing.ts'
import { Problem, Stopped } from '../problem.ts'
import type { Runner } from '../runner.ts'
import { unknownEnd } from '../segments.ts'
import type { Bucket } from '../throttle.ts'
import type { Workshop } from '../workshop.ts'
import { Asking, type AskingParts } from './asking.ts'
import { Estimate } from './estimate.ts'
import { Fetching } from './fetching.ts'
import { join } from './join.ts'
import type { Container } from './join-log.ts'
import type { LogContents } from './log-format.ts'
import { logPlanOf } from './log-plan.ts'
import { LogWriter } from './log-writer.ts'
import { pickUpStream } from './pick-up-stream.ts'
import type { PieceAt } from './piece-fetch.ts'
import { joinSuffix, nameInContainer, streamName } from './stream-name.ts'

const mediaType = 'video/mp4'

type Stream = NonNullable<TransferOrder['stream']>

/**
 * One attempt at a stream: reads its playlists, fetches what is lacking of its pieces into a log (`log-format.ts`), puts
 * them together and gives the file its name.
 */
export class StreamAttempt implements Runner {
  readonly order: TransferOrder
  readonly #stream: Stream
  readonly #shop: Workshop
  readonly #limits: OwnLimits
  readonly #stopping = new AbortController()
  readonly #keeping = new Keeping(this.#stopping.signal)
  readonly #naming: Naming
  readonly #asking: AskingParts
  #owned: OwnedFile | null = null
  #writer: LogWriter | null = null
  #fetching: Fetching | null = null
  /** Reads the playlists. */
  #reader: Asking | null = null
  #estimate: Estimate | null = null
  /** What of the part file counts; larger only by what the writer has flushed. */
  #bytesKept = 0
  /** Of the log once it is whole, then of the file. */
  #bytesTotal: number | null = null
  #isNameDurable = false
  #told = { bytesDone: -1, connections: -1 }

  /** `job`, `queue`: the buckets of the order's job and of its queue, shared by their attempts. */
  constructor(order: TransferOrder, stream: Stream, shop: Workshop, job: Bucket, queue: Bucket) {
    this.order = order
    this.#stream = stream
    this.#shop = shop
    this.#limits = new OwnLimits(order.limits, shop.throttle, job, queue)
    this.#naming = new Naming(order)
    this.#asking = {
      client: shop.client,
      order,
      proxy: () => this.#limits.proxy,
      tapFor: (resume) => this.#limits.tap(resume),
    }
  }

  async run(): Promise<void> {
    const { attemptId } = this.order
    let outcome: TransferOutcome
    let integrity: Integrity | null = null
    try {
      ;({ outcome, integrity } = await this.#live())
    } catch (error) {
      outcome = outcomeOf(this.#stopping.signal.aborted ? this.#stopping.signal.reason : error, this.order.directory)
    }
    await this.#putDown()
    const isSkipped = outcome.kind === 'completed' && outcome.skipped
    const part = isSkipped ? null : this.#part()
    const blockDigests = outcome.kind === 'completed' ? (integrity?.blocks(outcome.bytesTotal) ?? null) : null
    this.#shop.report({ kind: 'ended', attemptId, part, blockDigests, outcome })
  }

  limit(limits: TransferLimits, queue: Bucket): void {
    this.#limits.change(limits, queue)
    this.#fetching?.grant(limits.connections)
  }

  stop(): void {
    const reason = new Stopped()
    this.#stopping.abort(reason)
    this.#reader?.abort(reason)
    void this.#fetching?.stop(reason)
  }

  keep(): void {
    this.#keeping.kept()
  }

  checkStalls(now: number, stallTimeoutMs: number): void {
    this.#fetching?.watch(now, stallTimeoutMs)
    this.#reader?.checkStall(now, stallTimeoutMs)
  }

  progress(): TransferProgress | null {
    const bytesDone = this.#writer?.bytesReceived ?? this.#bytesKept
    const connections = this.#fetching?.connections ?? 0
    if (bytesDone === this.#told.bytesDone && connections === this.#told.connections) return null
    this.#told = { bytesDone, connections }
    const bytesTotal = this.#expectedBytes(bytesDone)
    const segments = bytesTotal === null ? [] : [{ start: 0, end: bytesTotal - 1, done: bytesDone, active: connections > 0 }]
    return { attemptId: this.order.attemptId, bytesDone, bytesTotal, connections, segments }
  }

  get isDirty(): boolean {
    return this.#fetching !== null && (this.#writer?.isDirty ?? false)
  }

  async checkpoint(): Promise<TransferCheckpoint | null> {
    const { attemptId, directory } = this.order
    try {
      await this.#shop.room.check(directory)
      await this.#flush()
    } catch (error) {
      void this.#fetching?.stop(diskProblem(error, { path: directory }))
      return null
    }
    const part = this.#part()
    return part === null || this.#fetching === null ? null : { attemptId, part }
  }

  async #live(): Promise<{ outcome: TransferOutcome; integrity: Integrity | null }> {
    const before = await pickUpStream(this.order, this.#shop.reservations)
    if (before.kind === 'finished') return await this.#finished(before)
    if (before.kind === 'joined') {
      this.#own(before.owned)
      return await this.#publish(before.owned, before.container)
    }
    let log: LogContents | null = null
    if (before.kind === 'log') {
      this.#own(before.owned)
      this.#isNameDurable = true
      if (before.isLost) this.#shop.report({ kind: 'restarted', attemptId: this.order.attemptId })
      log = before.log
      this.#bytesKept = log?.end ?? 0
    }
    if (log?.isComplete !== true) {
      const skipped = await this.#fetch(log)
      if (skipped !== null) return { outcome: skipped, integrity: null }
    } else this.#bytesTotal = log.end
    return await this.#join()
  }

  /** The file was given its name before a crash kept that from being told. */
  async #finished(before: { readonly file: OwnedFile['file']; readonly fileName: string; readonly placed: string }) {
    const { file, fileName, placed } = before
    const { size } = await file.stat()
    this.#own({ file, path: '', fileName })
    return await this.#verified({ file, bytesTotal: size }, placed)
  }

  /** Brings what is lacking into the log. An outcome where the file is to be skipped. */
  async #fetch(before: LogContents | null): Promise<TransferOutcome | null> {
    const { plan, url } = await this.#plan(before !== null)
    if (this.#owned === null) {
      const name = streamName(this.#naming.nameFor(url, undefined))
      const skipped = await this.#naming.skip(name)
      if (skipped !== null) return skipped
      await this.#place(name)
    }
    const { file } = this.#own(this.#owned)
    const told = logPlanOf(plan)
    let log = before
    if (log !== null && log.plan.fingerprint !== told.fingerprint) {
      this.#shop.report({ kind: 'restarted', attemptId: this.order.attemptId })
      log = null
    }
    if (log === null) await file.truncate(0)
    const estimate = new Estimate(plan)
    if (log !== null) estimate.adopt(plan, log)
    this.#estimate = estimate
    this.#bytesKept = log?.end ?? 0
    const onFailed = (failed: Problem) => void this.#fetching?.stop(failed)
    const writer = new LogWriter(file, this.#bytesKept, this.#shop.gatherBytes, onFailed)
    this.#writer = writer
    await this.#claimRoom()
    if (log === null) await writer.add({ kind: 'plan', rendition: 0, piece: 0, ordinal: 0 }, [Buffer.from(JSON.stringify(told))])
    const fetching = new Fetching({
      asking: this.#asking,
      load: this.#shop.load,
      log: writer,
      lacking: lackingOf(plan, log),
      connections: this.#limits.connections,
      usualConnections: this.order.hostProfile.bestConnections,
      onPiece: (at, bytes) => estimate.add(at, bytes),
    })
    this.#stopping.signal.throwIfAborted()
    this.#fetching = fetching
    try {
      await fetching.run()
    } finally {
      this.#fetching = null
    }
    await writer.add({ kind: 'complete', rendition: 0, piece: 0, ordinal: 0 })
    this.#bytesTotal = writer.bytesReceived
    return null
  }

  async #plan(hasBytes: boolean): Promise<{ plan: StreamPlan; url: string }> {
    const { url, mirrors } = this.order
    let first: unknown
    // What reads playlists is loaded with the first stream.
    const { planStream } = await import('./planning.ts')
    for (const address of new Set([url, ...mirrors])) {
      const place = await this.#shop.load.enter(hostOf(address))
      const reader = new Asking(this.#asking)
      this.#reader = reader
      try {
        this.#stopping.signal.throwIfAborted()
        return await planStream(this.#stream, address, reader, { hasBytes })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        first ??= error
      } finally {
        this.#reader = null
        place.leave()
      }
    }
    throw first
  }

  async #place(name: string): Promise<void> {
    const { attemptId, directory, onConflict } = this.order
    this.#owned = await placePart({
      attemptId,
      directory,
      name,
      policy: onConflict,
      reservations: this.#shop.reservations,
      sides: [joinSuffix],
      access: await this.#shop.room.accessTo(directory),
      keep: (fileName) =>
        this.#keeping.ask(() => this.#shop.report({ kind: 'placed', attemptId, part: partOf(fileName, 0, null) })),
    })
  }

  /** The log, and the file that is made of it while both are there. */
  async #claimRoom(): Promise<void> {
    const { attemptId, directory } = this.order
    const remainingBytes = () => {
      const expected = this.#estimate?.bytes ?? 0
      return Math.max(0, 2 * expected - (this.#writer?.bytesReceived ?? 0))
    }
    await this.#shop.room.claim(attemptId, { directory, remainingBytes })
  }

  async #join(): Promise<{ outcome: TransferOutcome; integrity: Integrity }> {
    const { attemptId, url } = this.order
    const { signal } = this.#stopping
    const owned = this.#own(this.#owned)
    // No connection is needed any more: the slot is for the next episode while the disk does its part.
    this.#shop.report({ kind: 'verifying', attemptId })
    await this.#flush()
    const limit = this.#writer?.bytesFlushed ?? this.#bytesKept
    const part = this.#part()
    if (part !== null) this.#shop.report({ kind: 'checkpoint', items: [{ attemptId, part }] })
    const outPath = `${joinPath(this.order.directory, owned.fileName)}${joinSuffix}`
    try {
      const container = await this.#shop.joins.inTurn(signal, () => join({ logPath: owned.path, outPath, limit }, url, signal))
      await owned.file.close()
      await rename(outPath, owned.path)
      this.#writer = null
      const file = await openPartFile(owned.path)
      if (file === null) throw Object.assign(new Error('the file is gone'), { code: 'ENOENT' })
      this.#owned = { ...owned, file }
      return await this.#publish(this.#owned, container)
    } catch (error) {
      await rm(outPath, { force: true }).catch(() => undefined)
      throw error
    }
  }

  async #publish(
    { file, path, fileName }: OwnedFile,
    container: Container,
  ): Promise<{ outcome: TransferOutcome; integrity: Integrity }> {
    const { attemptId, directory, repair, part, url } = this.order
    const { size: bytesTotal } = await file.stat()
    if (repair !== null && part?.bytesTotal != null && part.bytesTotal !== bytesTotal) throw changedProblem(url)
    this.#bytesTotal = bytesTotal
    this.#bytesKept = bytesTotal
    const name = nameInContainer(fileName, container)
    const ended = await this.#verified({ file, bytesTotal }, name)
    const mayTake = (found: string) => !this.#shop.reservations.isTaken(joinPath(directory, found), attemptId)
    const unfinished = { file, path, fileName: name, bytesTotal }
    const access = await this.#shop.room.accessTo(directory)
    const placed = await publishFile(unfinished, this.order, this.#shop.folders, mayTake, access)
    this.#isNameDurable = true
    return { ...ended, outcome: { ...ended.outcome, fileName: placed } }
  }

  async #verified({ file, bytesTotal }: { readonly file: OwnedFile['file']; readonly bytesTotal: number }, fileName: string) {
    const integrity = new Integrity({ checksum: this.order.checksum, part: null, blockDigests: null })
    const actualChecksum = await verifyFile({ file, bytesTotal }, integrity, this.#stopping.signal)
    this.#stopping.signal.throwIfAborted()
    this.#bytesTotal = bytesTotal
    this.#bytesKept = bytesTotal
    return { outcome: { kind: 'completed' as const, fileName, bytesTotal, skipped: false, actualChecksum }, integrity }
  }

  #own(owned: OwnedFile | null): OwnedFile {
    if (owned === null) throw new Error('nowhere to put what is fetched')
    this.#owned = owned
    return owned
  }

  async #flush(): Promise<void> {
    await this.#writer?.sync()
    this.#bytesKept = this.#writer?.bytesFlushed ?? this.#bytesKept
    if (this.#isNameDurable || this.#owned === null) return
    // Bytes that are flushed are of no use while the name they are under is not.
    await this.#shop.folders.sync(this.order.directory)
    this.#isNameDurable = true
  }

  /** Null where nothing says how large it will be; never less than what is there. */
  #expectedBytes(bytesDone: number): number | null {
    const expected = this.#bytesTotal ?? this.#estimate?.bytes ?? null
    return expected === null ? null : Math.max(expected, bytesDone, 1)
  }

  #part(): PartFile | null {
    if (this.#owned === null) return null
    return partOf(this.#owned.fileName, this.#bytesKept, this.#expectedBytes(this.#bytesKept))
  }

  /** Writes and flushes what is left to, and lets go of everything. */
  async #putDown(): Promise<void> {
    try {
      await this.#flush()
    } catch {
      // The marks tell only what was flushed; why the rest was not is in the outcome already.
    }
    await letGo(this.order, this.#shop, this.#owned, this.#stopping.signal)
  }
}

/** What is kept of a log: how much of it counts, and how large it will be as far as anybody knows. */
function partOf(fileName: string, bytesDone: number, bytesTotal: number | null): PartFile {
  const end = bytesTotal === null ? unknownEnd : bytesTotal - 1
  const segments = bytesDone === 0 ? [] : [{ start: 0, end, done: bytesDone }]
  return { fileName, bytesTotal, validator: null, contentType: mediaType, toldChecksum: null, segments }
}

/** What no earlier attempt has brought, in the order in which it is played. */
function lackingOf(plan: StreamPlan, log: LogContents | null): readonly PieceAt[] {
  const lacking: { readonly at: PieceAt; readonly plays: number }[] = []
  for (const [rendition, found] of plan.renditions.entries()) {
    const pieces = piecesOf(found)
    const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0)
    let at = 0
    for (const [index, piece] of pieces.entries()) {
      const plays = seconds > 0 ? at / seconds : index / pieces.length
      if (log?.pieces[rendition]?.[index] == null) lacking.push({ at: { rendition, index, piece }, plays })
      at += piece.seconds
    }
  }
  return lacking.toSorted((one, other) => one.plays - other.plays).map(({ at }) => at)
}
