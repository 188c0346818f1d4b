import type { Loss } from './inspection.ts'
import type { PlannedJob } from './planned-jobs.ts'
import { bytesSentAgain, type ServedFiles } from './served-files.ts'

/** What came of a run. Nothing may stand in `problems`. */
export interface ChaosOutcome {
  readonly problems: readonly string[]
  readonly kills: number
  /** Kills before the program was ready. */
  readonly killsAtStart: number
  /** Kills while a server was sending. */
  readonly killsAtWork: number
  readonly jobs: number
  readonly episodes: number
  /** Of all files of these jobs. */
  readonly bytes: number
  readonly bytesSent: number
  /** Bytes of files that can be gone on with, sent more than once. */
  readonly bytesSentAgain: number
  /** The most that one kill cost one transfer. */
  readonly worstLoss: Loss | null
  readonly seconds: number
}

/** What a resume without a validator fetches again to compare. */
const overlapBytes = 65_536
/** What may be lost on the way when a connection is cut. */
const cutBytes = 65_536

/** Counts what happens in a run, and holds it against what may happen. */
export class Tally {
  readonly problems: string[] = []
  readonly #startedAt = performance.now()
  #kills = 0
  #killsAtStart = 0
  #killsAtWork = 0
  #allowedAgain = 0
  #worst: Loss | null = null

  kill(when: 'start' | 'work' | 'rest'): void {
    this.#kills++
    if (when === 'start') this.#killsAtStart++
    if (when === 'work') this.#killsAtWork++
  }

  loss(loss: Loss): void {
    this.#allowedAgain += loss.allowedBytes
    if (loss.seconds > (this.#worst?.seconds ?? -1)) this.#worst = loss
    if (loss.bytes <= loss.allowedBytes) return
    const { url, manner } = loss.file
    this.problems.push(`a kill cost ${url} (${manner}) ${loss.bytes} bytes, ${Math.round(loss.allowedBytes)} were allowed`)
  }

  outcome(served: ServedFiles, plans: readonly PlannedJob[]): ChaosOutcome {
    let bytesSent = 0
    let again = 0
    for (const file of served.all) {
      const requests = served.requestsFor(file)
      bytesSent += requests.reduce((sum, request) => sum + request.bytesSent, 0)
      if (file.manner === 'whole' || file.manner === 'chunked') continue
      again += bytesSentAgain(requests)
      if (file.manner === 'unproved') this.#allowedAgain += requests.length * overlapBytes
      this.#allowedAgain += requests.filter(({ aborted }) => aborted).length * cutBytes
    }
    const allowed = Math.round(this.#allowedAgain)
    if (again > allowed) this.problems.push(`${again} bytes were fetched again, ${allowed} were allowed`)
    const files = plans.flatMap((plan) => plan.files)
    return {
      problems: this.problems,
      kills: this.#kills,
      killsAtStart: this.#killsAtStart,
      killsAtWork: this.#killsAtWork,
      jobs: plans.length,
      episodes: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      bytesSent,
      bytesSentAgain: again,
      worstLoss: this.#worst,
      seconds: (performance.now() - this.#startedAt) / 1_000,
    }
  }
}
