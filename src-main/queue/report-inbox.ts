import type { TransferReport } from './ports.ts'
import { storeRetryMs } from './store-retry.ts'
import type { World } from './world.ts'

/** A report that changes what is kept. */
export type KeptReport = Exclude<TransferReport, { kind: 'progress' }>

/** Reports after which nothing has to be on disk before it is answered. */
const fleeting: ReadonlySet<KeptReport['kind']> = new Set(['checkpoint', 'verifying', 'host', 'mirrorDropped'])

export interface ReportInboxOptions {
  readonly world: Pick<World, 'clock' | 'log'> & { readonly store: Pick<World['store'], 'transaction'> }
  /** Writes what follows from a report, and notes in `afterwards` what is to happen once that is kept. */
  readonly record: (report: KeptReport, afterwards: (() => void)[]) => void
  /** Called after each round that kept something. */
  readonly onRound: () => void
  /** A report that can't be kept because of a defect of ours. */
  readonly onDropped: (report: KeptReport) => void
}

/**
 * Keeps reports: those that arrive together in one transaction. A database that cannot be written to delays them and
 * loses none; a report that cannot be kept at all holds up no other.
 */
export class ReportInbox {
  readonly #options: ReportInboxOptions
  #reports: KeptReport[] = []
  #isScheduled = false

  constructor(options: ReportInboxOptions) {
    this.#options = options
  }

  put(report: KeptReport): void {
    this.#reports.push(report)
    // A freed slot is not left waiting for what else is to be written.
    if (report.kind === 'verifying' && this.#reports.length === 1) this.#write()
    else this.#schedule(0)
  }

  #schedule(delayMs: number): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#options.world.clock.schedule(delayMs, () => {
      this.#isScheduled = false
      this.#write()
    })
  }

  #write(): void {
    const batch = this.#reports
    if (batch.length === 0) return
    this.#reports = []
    const end = this.#keep(batch)
    if (end === 'later') return
    if (end === 'defect') for (const report of batch) this.#keepAlone(report)
    this.#options.onRound()
  }

  #keepAlone(report: KeptReport): void {
    if (this.#keep([report]) === 'defect') this.#options.onDropped(report)
  }

  #keep(batch: readonly KeptReport[]): 'kept' | 'later' | 'defect' {
    const { world, record } = this.#options
    const afterwards: (() => void)[] = []
    const durable = batch.some(({ kind }) => !fleeting.has(kind))
    try {
      world.store.transaction(
        () => {
          for (const report of batch) record(report, afterwards)
        },
        { durable },
      )
    } catch (error) {
      const isRefused = isOfDatabase(error)
      const kinds = batch.map(({ kind }) => kind)
      world.log.error(isRefused ? 'reports cannot be kept now' : 'a report cannot be kept', { kinds, error: String(error) })
      if (!isRefused) return 'defect'
      // Marks would pile up for as long as it refuses: what runs sends newer ones.
      this.#reports = [...batch.filter(({ kind }) => kind !== 'checkpoint'), ...this.#reports]
      this.#schedule(storeRetryMs)
      return 'later'
    }
    for (const act of afterwards) act()
    return 'kept'
  }
}

/** Whether the database refused, as it does for want of room; what it objects to in the values themselves is ours. */
function isOfDatabase(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}
