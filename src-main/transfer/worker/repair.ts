import { join } from 'node:path'
import type {
  BlockDigests,
  PartFile,
  TransferCheckpoint,
  TransferLimits,
  TransferOrder,
  TransferOutcome,
  TransferProgress,
} from '../protocol.ts'
import { changedProblem, hostOf, mismatchProblem, StalledProblem, shortProblem, stalledProblem } from './answer-problems.ts'
import { assertNever } from './assert-never.ts'
import { isComplete } from './block-digests.ts'
import { BlockGatherer, OtherBytes, type WholeBlock } from './block-gatherer.ts'
import { checkFile } from './check-file.ts'
import type { DiskFile } from './disk-file.ts'
import { diskProblem, problem } from './failure-of.ts'
import { checksumProblem } from './finish.ts'
import { checkFolder } from './folder-here.ts'
import { OwnLimits } from './own-limits.ts'
import { openPartFile } from './part-file.ts'
import { Problem, Stopped } from './problem.ts'
import { type RepairPlace, repairPlaces } from './repair-places.ts'
import type { Judged } from './requester.ts'
import type { Runner } from './runner.ts'
import { SegmentMap } from './segments.ts'
import { SourceOpening } from './source-opening.ts'
import type { Bucket } from './throttle.ts'
import { isSameRepresentation } from './validator.ts'
import type { Workshop } from './workshop.ts'

/** Answers that bring less than this are few, or the whole is asked for instead. */
const smallAnswerBytes = 65_536
const mostSmallAnswers = 32
/** Bodies that broke off after they had brought more than that are gone on with so often. */
const mostContinuations = 16

/** The finished file as it is to be again. */
interface Known extends PartFile {
  readonly bytesTotal: number
  readonly digests: BlockDigests
}

/**
 * Puts right what is damaged of a finished file, in its place. A block is written when all of it has come and is what
 * it was, over bytes that are wrong anyway: whenever this is broken off, nothing that was right has been touched, and
 * where the server has another file now, nothing at all.
 */
export class RepairAttempt implements Runner {
  readonly order: TransferOrder
  readonly isDirty = false
  readonly #shop: Workshop
  readonly #limits: OwnLimits
  readonly #stopping = new AbortController()
  #sources: SourceOpening
  #map = new SegmentMap([])
  #connections = 0
  /** When the last bytes came while bytes are wanted. */
  #waitingSince = Infinity
  #interrupt: ((reason: Error) => void) | null = null
  #toldBytes = -1
  #smallAnswers = 0
  #continuations = 0

  /** `job`, `queue`: the buckets of the order's job and of its queue, shared by their attempts. */
  constructor(order: TransferOrder, shop: Workshop, job: Bucket, queue: Bucket) {
    this.order = order
    this.#shop = shop
    this.#limits = new OwnLimits(order.limits, shop.throttle, job, queue)
    this.#sources = this.#sourcesOf(order)
  }

  async run(): Promise<void> {
    const { attemptId, blockDigests, part, directory } = this.order
    let outcome: TransferOutcome
    try {
      outcome = await this.#live()
    } catch (error) {
      outcome = outcomeOf(error, directory)
    }
    this.#shop.reservations.release(attemptId)
    this.#shop.room.release(attemptId)
    this.#shop.report({ kind: 'ended', attemptId, part: part && this.#marked(part), blockDigests, outcome })
  }

  limit(limits: TransferLimits, queue: Bucket): void {
    this.#limits.change(limits, queue)
  }

  stop(): void {
    const reason = new Stopped()
    this.#stopping.abort(reason)
    this.#interrupt?.(reason)
  }

  /** The finished file has its name already. */
  keep(): void {}

  checkStalls(now: number, stallTimeoutMs: number): void {
    this.#sources.checkStall(now, stallTimeoutMs)
    if (now - this.#waitingSince >= stallTimeoutMs) this.#interrupt?.(stalledProblem(this.order.url, stallTimeoutMs))
  }

  progress(): TransferProgress | null {
    const bytesDone = this.#map.bytesReceived
    if (bytesDone === this.#toldBytes) return null
    this.#toldBytes = bytesDone
    const bytesTotal = this.order.part?.bytesTotal ?? null
    const segments = this.#map.receivedMarks()
    return { attemptId: this.order.attemptId, bytesDone, bytesTotal, connections: this.#connections, segments }
  }

  /** Each block is flushed and told when it is written. */
  checkpoint(): Promise<TransferCheckpoint | null> {
    return Promise.resolve(null)
  }

  async #live(): Promise<TransferOutcome> {
    const known = this.#known()
    const { attemptId, directory } = this.order
    const path = join(directory, known.fileName)
    if (!this.#shop.reservations.take(attemptId, path)) {
      throw problem('FILE_EXISTS', 'Another download has the name of the file.', { transient: true })
    }
    this.#map = SegmentMap.resumed(known.segments, known.bytesTotal, Number.MAX_SAFE_INTEGER)
    await checkFolder(this.order)
    await this.#mend(path, known)
    this.#shop.report({ kind: 'verifying', attemptId })
    return await this.#look(path, known)
  }

  #known(): Known {
    const { part, blockDigests } = this.order
    if (part === null || part.bytesTotal === null || blockDigests === null || !isComplete(blockDigests, part.bytesTotal)) {
      throw problem('INTERNAL', 'Nothing is known by which the file could be repaired.', { transient: false })
    }
    // A fresh link has validators of its own; every block proves itself.
    const validator = part.validator?.isOfOldLink === true ? null : part.validator
    return { ...part, bytesTotal: part.bytesTotal, validator, digests: blockDigests }
  }

  /** Fetches and writes what the map lacks. */
  async #mend(path: string, known: Known): Promise<void> {
    const file = await openPartFile(path)
    if (file === null) throw problem('FILE_MISSING', 'The file to repair has disappeared.', { transient: false })
    try {
      const { size } = await file.stat()
      if (size > known.bytesTotal) await file.truncate(known.bytesTotal)
      const { attemptId, directory } = this.order
      await this.#shop.room.claim(attemptId, { directory, remainingBytes: () => Math.max(0, known.bytesTotal - size) })
      const gatherer = new BlockGatherer(this.#map, known.digests, known.bytesTotal)
      const places = repairPlaces(this.order)
      while (!this.#map.isReceived) await this.#fetchFromAny(file, known, gatherer, places)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  /** Asks one place after the other until one brings something. Throws the {@link Problem} of the first where none does. */
  async #fetchFromAny(file: DiskFile, known: Known, gatherer: BlockGatherer, places: RepairPlace[]): Promise<void> {
    let first: Problem | null = null
    for (const [index, place] of places.entries()) {
      const { bytesReceived } = this.#map
      try {
        await this.#fetch(file, known, gatherer, place)
        places.unshift(...places.splice(index, 1))
        return
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        first ??= error
        const hasBrought = this.#map.bytesReceived - bytesReceived >= smallAnswerBytes
        const isCut = error.transient && !(error instanceof StalledProblem)
        if (index === 0 && hasBrought && isCut && this.#continuations++ < mostContinuations) return
        // What has come of a block from one place is not put together with what another sends.
        for (const segment of this.#map.all) segment.received = segment.written
      }
    }
    throw first
  }

  #sourcesOf(order: TransferOrder): SourceOpening {
    return new SourceOpening(this.#shop, order, this.#stopping.signal, () => this.#limits.proxy)
  }

  /** One request and what it brings. */
  async #fetch(file: DiskFile, known: Known, gatherer: BlockGatherer, from: RepairPlace): Promise<void> {
    const { url } = from.order
    const place = await this.#shop.load.enter(hostOf(url))
    // Without the validator every block still proves itself.
    const asked = from.isOwn ? known : { ...known, validator: null }
    this.#sources = this.#sourcesOf(from.order)
    try {
      const wish = { known: asked, map: this.#map, overlap: 0, isRanged: from.isRanged }
      const { opening } = await this.#sources.open(wish)
      if (opening.kind === 'anew' || opening.kind === 'complete') {
        if (opening.kind === 'anew') opening.judged.answer.body.destroy()
        throw changedProblem(url)
      }
      place.moveTo(hostOf(opening.judged.answer.url))
      from.isRanged = opening.judged.verdict.kind === 'part'
      await this.#take(file, asked, gatherer, opening.judged, from)
    } finally {
      place.leave()
    }
  }

  async #take(file: DiskFile, known: Known, gatherer: BlockGatherer, judged: Judged, from: RepairPlace): Promise<void> {
    const { answer, verdict } = judged
    const { body } = answer
    const pieces: AsyncIterable<Buffer> = body
    const missing = this.#map.unheld()
    if (missing === null || (verdict.kind === 'whole' && verdict.coding !== null)) {
      body.destroy()
      throw mismatchProblem(answer.url, 'content-encoding')
    }
    const before = this.#map.bytesReceived
    let position = verdict.kind === 'part' ? missing.received : 0
    const released = { go: () => {} }
    const tap = this.#limits.tap(() => released.go())
    this.#connections = 1
    this.#interrupt = (reason) => {
      body.destroy(reason)
      released.go()
    }
    this.#waitingSince = performance.now()
    try {
      this.#stopping.signal.throwIfAborted()
      for await (const bytes of pieces) {
        this.#waitingSince = Infinity
        for (const block of gatherer.take(position, bytes)) await this.#write(file, block)
        position += bytes.length
        if (!gatherer.wants(position)) break
        for (let left = bytes.length - tap.take(bytes.length); left > 0; left -= tap.take(left)) {
          const turn = Promise.withResolvers<void>()
          released.go = turn.resolve
          await turn.promise
          this.#stopping.signal.throwIfAborted()
        }
        this.#stopping.signal.throwIfAborted()
        this.#waitingSince = performance.now()
      }
    } catch (error) {
      if (error instanceof OtherBytes) throw this.#otherBytes(known, judged)
      throw this.#stopping.signal.aborted ? this.#stopping.signal.reason : answer.broken(error)
    } finally {
      this.#waitingSince = Infinity
      this.#interrupt = null
      this.#connections = 0
      tap.close()
      body.destroy()
    }
    // A shorter answer than asked for is legal (RFC 9110 §15.3.7), as long as it brings something.
    const brought = this.#map.bytesReceived - before
    if (brought < smallAnswerBytes && ++this.#smallAnswers > mostSmallAnswers) from.isRanged = false
    if (brought === 0) throw shortProblem(answer.url, known.bytesTotal, position)
  }

  /** Under the validator that the file had, other bytes are a lie; without one they are another file. */
  #otherBytes(known: Known, { head }: Judged): Problem {
    const { url } = this.order
    if (!isSameRepresentation(known.validator, head.validator)) return changedProblem(url)
    return problem('CHECKSUM_MISMATCH', 'The server sends other bytes under the same validator.', {
      params: { host: hostOf(url) },
      transient: false,
    })
  }

  async #write(file: DiskFile, { segment, start, bytes }: WholeBlock): Promise<void> {
    try {
      let written = 0
      while (written < bytes.length) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, start + written)
        written += bytesWritten
      }
      await file.datasync()
    } catch (error) {
      throw diskProblem(error)
    }
    segment.written = segment.received
    segment.flushed = segment.received
    const { attemptId, part } = this.order
    if (part !== null) this.#shop.report({ kind: 'checkpoint', items: [{ attemptId, part: this.#marked(part) }] })
  }

  #marked(part: PartFile): PartFile {
    const segments = this.#map.flushedMarks()
    return { ...part, segments: segments.length === 0 ? part.segments : segments }
  }

  /** Reads all of the file again. What is found damaged still, or by now, is for the next attempt. */
  async #look(path: string, known: Known): Promise<TransferOutcome> {
    const { bytesTotal, fileName, digests } = known
    const checksum = this.order.checksum ?? known.toldChecksum
    const finding = await checkFile({ path, bytesTotal, checksum, blockDigests: digests }, this.#stopping.signal)
    switch (finding.kind) {
      case 'ok':
        return { kind: 'completed', fileName, bytesTotal, skipped: false, actualChecksum: finding.actualChecksum }
      case 'damaged':
        if (finding.segments !== null) {
          this.#map = SegmentMap.resumed(finding.segments, bytesTotal, Number.MAX_SAFE_INTEGER)
          throw problem('CHECKSUM_MISMATCH', 'Other parts of the file are damaged by now.', { transient: true })
        }
        throw checksumProblem({
          algorithm: checksum?.algorithm ?? '',
          expected: checksum?.expected ?? '',
          actual: finding.actualChecksum ?? '',
        })
      case 'missing':
        throw problem('FILE_MISSING', 'The file to repair has disappeared.', { transient: false })
      case 'unreadable':
        throw new Problem(finding.failure, { transient: true })
      case 'stopped':
        throw new Stopped()
      case 'unknown':
        throw new Error('a file with known blocks can be compared')
      default:
        return assertNever(finding)
    }
  }
}

function outcomeOf(error: unknown, directory: string): TransferOutcome {
  if (error instanceof Stopped) return { kind: 'stopped' }
  const { failure, transient, retryAfterMs, actualChecksum } = diskProblem(error, { path: directory })
  return { kind: 'failed', failure, transient, retryAfterMs, actualChecksum }
}
