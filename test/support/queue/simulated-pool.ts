import type {
  PartFile,
  TransferLimits,
  TransferLook,
  TransferOrder,
  TransferOutcome,
  TransferPool,
  TransferReport,
} from '../../../src-main/queue/ports.ts'
import type { Failure } from '../../../src-preload/contract/index.ts'
import type { HandClock } from '../hand-clock.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** A transfer as the engine would have it. */
interface Simulated {
  readonly order: TransferOrder
  readonly bytesTotal: number
  bytesDone: number
  /** Its file may be created. */
  isKept: boolean
  isStopping: boolean
  /** All its bytes are here: it holds no slot any more. */
  isVerifying: boolean
}

/** An episode that holds a slot. */
interface Holder {
  readonly episodeId: string
  readonly sessionId: string | null
  readonly host: string
  readonly isStopping: boolean
}

export interface SimulatedPoolOptions {
  readonly clock: HandClock
  readonly random: SeededRandom
  /** How likely an attempt ends with a failure that may pass. */
  readonly failures: number
  /** What it is then; by default a lost connection. */
  readonly failure?: Failure
  /** How likely an attempt finds after some bytes that the file is another now, and starts over. */
  readonly restarts?: number
  /** Whether the server wants a sign-in of an attempt that is so far; asked when it starts and as it goes on. */
  readonly refuses?: (order: TransferOrder, bytesDone: number) => boolean
}

const turnMs = 20
const mostBytes = 400_000
const bytesPerTurn = 8_000
const longestWordMs = 60
const lost: Failure = { code: 'NETWORK', message: 'The connection was lost.', params: {} }

const refused: TransferOutcome = {
  kind: 'failed',
  failure: { code: 'AUTH_REQUIRED', message: 'The server asks for a sign-in.', params: { host: 'a.example', status: 401 } },
  transient: false,
  retryAfterMs: null,
  actualChecksum: null,
}

/**
 * An engine without sockets and disks: it says what the real one says, in its order and with its delays, by a clock
 * that is moved by hand. What the queue asks of it and must not is written down in `problems`.
 */
export class SimulatedPool implements TransferPool {
  readonly problems: string[] = []
  /** Ids of the episodes that came to their end, with how often. */
  readonly completed = new Map<string, number>()
  readonly #options: SimulatedPoolOptions
  readonly #running = new Map<number, Simulated>()
  /** What was on disk of each episode when its last attempt ended. */
  readonly #kept = new Map<string, number>()
  readonly #sizes = new Map<string, number>()
  readonly #listeners = new Set<(report: TransferReport) => void>()
  #slots = 0
  #slotsPerHost = Number.POSITIVE_INFINITY

  constructor(options: SimulatedPoolOptions) {
    this.#options = options
  }

  /** How many may hold a slot from now on. */
  allow(slots: number): void {
    this.#slots = slots
  }

  /** How many of one host may. */
  allowPerHost(slots: number): void {
    this.#slotsPerHost = slots
  }

  /** Those that hold a slot, asked to stop or not. */
  get holders(): readonly Holder[] {
    return [...this.#running.values()]
      .filter(({ isVerifying }) => !isVerifying)
      .map(({ order, isStopping }) => ({
        episodeId: order.episodeId,
        sessionId: order.sessionId,
        host: hostOf(order),
        isStopping,
      }))
  }

  start(order: TransferOrder): void {
    const { random } = this.#options
    const { holders } = this
    if (holders.length >= this.#slots) this.problems.push(`${holders.length + 1} hold ${this.#slots} slots`)
    const host = hostOf(order)
    const ofHost = holders.filter((holder) => holder.host === host).length
    if (ofHost >= this.#slotsPerHost) this.problems.push(`${ofHost + 1} of ${host} hold ${this.#slotsPerHost} slots`)
    if ([...this.#running.values()].some((other) => other.order.episodeId === order.episodeId)) {
      this.problems.push(`${order.episodeId} is started while it runs`)
    }
    if (this.completed.has(order.episodeId)) this.problems.push(`${order.episodeId} is started though it is finished`)
    const bytesDone = order.part?.segments.reduce((sum, { done }) => sum + done, 0) ?? 0
    const kept = this.#kept.get(order.episodeId) ?? 0
    if (bytesDone !== kept) this.problems.push(`${order.episodeId} had ${kept} bytes and goes on with ${bytesDone}`)
    const bytesTotal = this.#sizes.get(order.episodeId) ?? random.between(0, mostBytes)
    this.#sizes.set(order.episodeId, bytesTotal)
    const isPlaced = order.part !== null
    this.#running.set(order.attemptId, { order, bytesTotal, bytesDone, isKept: isPlaced, isStopping: false, isVerifying: false })
    this.#later(random.between(0, turnMs), order.attemptId, (one) => {
      if (this.#isRefused(one)) return this.#end(one, refused)
      if (isPlaced) this.#go(one)
      else this.#tell({ kind: 'placed', attemptId: order.attemptId, part: partOf(one) })
    })
  }

  keep(attemptId: number): void {
    const one = this.#running.get(attemptId)
    if (one === undefined || one.isKept) return
    one.isKept = true
    this.#go(one)
  }

  stop(attemptId: number): void {
    const one = this.#running.get(attemptId)
    if (one === undefined) return
    if (one.isStopping) this.problems.push(`${one.order.episodeId} is asked to stop twice`)
    one.isStopping = true
    this.#later(this.#options.random.between(0, longestWordMs), attemptId, () => this.#end(one, { kind: 'stopped' }))
  }

  limit(_attemptId: number, { connections }: TransferLimits): void {
    if (connections < 1) this.problems.push('an episode is left without a connection')
  }

  configure(): void {}

  check(): Promise<never> {
    return Promise.reject(new Error('nothing is looked at here'))
  }

  retireConnections(): void {}

  look(): Promise<TransferLook> {
    return Promise.resolve({ connections: [], places: [], exchanges: [] })
  }

  onReport(listener: (report: TransferReport) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {}

  #go(one: Simulated): void {
    const { random, failures, failure = lost, restarts = 0 } = this.#options
    const { attemptId } = one.order
    let restartsAt = random.happens(restarts) ? random.between(one.bytesDone, one.bytesTotal) : Number.POSITIVE_INFINITY
    const failsAt = random.happens(failures) ? random.between(one.bytesDone, one.bytesTotal) : Number.POSITIVE_INFINITY
    const turn = () =>
      this.#later(turnMs, attemptId, () => {
        if (one.isStopping) return
        if (one.bytesDone >= restartsAt) {
          restartsAt = Number.POSITIVE_INFINITY
          one.bytesDone = 0
          this.#tell({ kind: 'restarted', attemptId })
        }
        one.bytesDone = Math.min(one.bytesTotal, one.bytesDone + bytesPerTurn)
        this.#tell({ kind: 'progress', items: [{ attemptId, ...one, connections: 1, segments: [] }] })
        if (one.bytesDone < one.bytesTotal && this.#isRefused(one)) this.#end(one, refused)
        else if (one.bytesDone >= failsAt)
          this.#end(one, { kind: 'failed', failure, transient: true, retryAfterMs: null, actualChecksum: null })
        else if (one.bytesDone === one.bytesTotal) this.#verify(one)
        else turn()
      })
    turn()
  }

  #isRefused({ order, bytesDone, isStopping }: Simulated): boolean {
    return !isStopping && this.#options.refuses?.(order, bytesDone) === true
  }

  #verify(one: Simulated): void {
    const { attemptId } = one.order
    one.isVerifying = true
    this.#tell({ kind: 'verifying', attemptId })
    this.#later(turnMs, attemptId, () => {
      if (one.isStopping) return
      const { fileName } = partOf(one)
      this.#end(one, { kind: 'completed', fileName, bytesTotal: one.bytesTotal, skipped: false, actualChecksum: null })
    })
  }

  #end(one: Simulated, outcome: TransferOutcome): void {
    const { attemptId, episodeId } = one.order
    this.#running.delete(attemptId)
    this.#kept.set(episodeId, one.isKept ? one.bytesDone : 0)
    if (outcome.kind === 'completed') this.completed.set(episodeId, (this.completed.get(episodeId) ?? 0) + 1)
    this.#tell({ kind: 'ended', attemptId, part: one.isKept ? partOf(one) : null, blockDigests: null, outcome })
  }

  #tell(report: TransferReport): void {
    for (const listener of this.#listeners) listener(report)
  }

  #later(delayMs: number, attemptId: number, act: (one: Simulated) => void): void {
    this.#options.clock.schedule(delayMs, () => {
      const one = this.#running.get(attemptId)
      if (one !== undefined) act(one)
    })
  }
}

function hostOf({ url }: TransferOrder): string {
  return new URL(url).host
}

function partOf({ order, bytesTotal, bytesDone }: Simulated): PartFile {
  return {
    fileName: order.wantedName ?? order.episodeId,
    bytesTotal,
    validator: null,
    contentType: null,
    toldChecksum: null,
    segments: bytesTotal === 0 ? [] : [{ start: 0, end: bytesTotal - 1, done: bytesDone }],
  }
}
