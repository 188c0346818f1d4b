import type { TransferReport } from './ports.ts'
import { storeRetryMs } from './store-retry.ts'
import type { World } from './world.ts'

type Kept = Exclude<TransferReport, { kind: 'progress' | 'opened' }>
type Placed = Extract<Kept, { kind: 'placed' }>

/** A report that changes what is kept. */
export type KeptReport = Exclude<Kept, Placed> | PlacedReport
/** `isWhole`: all bytes of the file are there already, which is then not told again. */
export type PlacedReport = Placed & { readonly isWhole?: boolean }

/** What is to happen once a report is written: at once, or when that is on disk too. */
export interface Afterwards {
  written(act: () => void): void
  flushed(act: () => void): void
  /** Still in the same transaction, after all that came with it is written. */
  together(act: () => void): void
}

export interface ReportInboxOptions {
  readonly world: Pick<World, 'clock' | 'log'> & { readonly store: Pick<World['store'], 'transaction' | 'flushed'> }
  /** Writes what follows from a report, and tells what is to happen afterwards. */
  readonly record: (report: KeptReport, afterwards: Afterwards) => void
  /** Called after each round that kept something. */
  readonly onRound: () => void
  /** A report that can't be kept because of a defect of ours. */
  readonly onDropped: (report: KeptReport) => void
}

/** At least so long between two rounds: what comes in the meantime shares one transaction, and the pages it writes. */
const roundMs = 2
/** A round should take about this long, with all that follows from it: requests that wait behind it go before the next. */
const roundWorkMs = 5
const fewestOfRound = 16
const mostOfRound = 1_000

/**
 * Keeps reports: those that arrive together in one transaction, and what must be on disk before it has consequences
 * in one flush. A database that cannot be written to delays them and loses none; a report that cannot be kept at all
 * holds up no other.
 */
export class ReportInbox {
  readonly #options: ReportInboxOptions
  #reports: KeptReport[] = []
  /** How many of them the next round takes, by how long the last one took. */
  #ofRound = 64
  #toFlush: (() => void)[] = []
  #isScheduled = false
  #roundAtMs = Number.NEGATIVE_INFINITY

  constructor(options: ReportInboxOptions) {
    this.#options = options
  }

  put(report: KeptReport): void {
    this.#reports.push(report)
    if (this.#isScheduled) return
    const waitMs = this.#roundAtMs + roundMs - this.#options.world.clock.monotonic()
    if (waitMs > 0) this.#schedule(waitMs)
    else this.#soon()
  }

  /** Once all that came in the same message is here. */
  #soon(): void {
    this.#isScheduled = true
    queueMicrotask(() => {
      this.#isScheduled = false
      this.#write()
    })
  }

  #schedule(delayMs: number): void {
    this.#isScheduled = true
    this.#options.world.clock.schedule(delayMs, () => {
      this.#isScheduled = false
      this.#write()
    })
  }

  #write(): void {
    const { clock } = this.#options.world
    const batch = joined(this.#reports.splice(0, this.#ofRound))
    if (batch.length === 0) return
    const begunAtMs = clock.monotonic()
    const end = this.#keep(batch)
    if (end === 'later') return
    if (end === 'defect') for (const report of batch) this.#keepAlone(report)
    this.#options.onRound()
    void this.#flush()
    this.#roundAtMs = clock.monotonic()
    const tookMs = Math.max(0.1, this.#roundAtMs - begunAtMs)
    this.#ofRound = Math.round(Math.min(mostOfRound, Math.max(fewestOfRound, (batch.length * roundWorkMs) / tookMs)))
    if (this.#reports.length > 0 && !this.#isScheduled) this.#schedule(roundMs)
  }

  #keepAlone(report: KeptReport): void {
    if (this.#keep([report]) === 'defect') this.#options.onDropped(report)
  }

  #keep(batch: readonly KeptReport[]): 'kept' | 'later' | 'defect' {
    const { world, record } = this.#options
    const written: (() => void)[] = []
    const flushed: (() => void)[] = []
    const together: (() => void)[] = []
    const afterwards: Afterwards = {
      written: (act) => written.push(act),
      flushed: (act) => flushed.push(act),
      together: (act) => together.push(act),
    }
    try {
      world.store.transaction(
        () => {
          for (const report of batch) record(report, afterwards)
          for (const act of together) act()
        },
        { durable: false },
      )
    } catch (error) {
      const isRefused = isOfDatabase(error)
      const kinds = batch.map(({ kind }) => kind)
      world.log.error(isRefused ? 'reports cannot be kept now' : 'a report cannot be kept', { kinds, error: String(error) })
      if (!isRefused) return 'defect'
      // Marks would pile up for as long as it refuses: what runs sends newer ones.
      this.#reports = [...batch, ...this.#reports].filter(({ kind }) => kind !== 'checkpoint')
      this.#schedule(storeRetryMs)
      return 'later'
    }
    this.#toFlush.push(...flushed)
    for (const act of written) act()
    return 'kept'
  }

  /** What is written stays written: only its consequences wait until the disk has it. */
  async #flush(): Promise<void> {
    const { world } = this.#options
    const acts = this.#toFlush
    if (acts.length === 0) return
    this.#toFlush = []
    try {
      await world.store.flushed()
    } catch (error) {
      world.log.error('the list cannot be flushed now', { error: String(error) })
      this.#toFlush.unshift(...acts)
      world.clock.schedule(storeRetryMs, () => void this.#flush())
      return
    }
    for (const act of acts) act()
  }
}

/** A small file is whole about when it is named: both make one change of its row. */
function joined(batch: readonly KeptReport[]): KeptReport[] {
  const reports: KeptReport[] = []
  const placedAt = new Map<number, number>()
  for (const report of batch) {
    const at = report.kind === 'verifying' ? placedAt.get(report.attemptId) : undefined
    const placed = at === undefined ? undefined : reports[at]
    if (at !== undefined && placed?.kind === 'placed') reports[at] = { ...placed, isWhole: true }
    else reports.push(report)
    if (report.kind === 'placed') placedAt.set(report.attemptId, reports.length - 1)
  }
  return reports
}

/** Whether the database refused, as it does for want of room; what it objects to in the values themselves is ours. */
function isOfDatabase(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}
