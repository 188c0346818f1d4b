import type { LadderFacts } from './ladder.ts'

/**
 * A finished file counts as so many bytes beside its own: about what a line brings in the time its request takes. So
 * small files count by their number and large ones by their size, and a mixture by both.
 */
const fileBytes = 65_536
const answersKept = 16
/** Answers and breaks of longer ago say nothing of the present. */
const freshMs = 30_000
const breaksFreshMs = 5_000

interface Answer {
  readonly atMs: number
  readonly tookMs: number
}

/** What comes from one host. Times are monotonic milliseconds. */
export class HostWatch {
  /** Running total: bytes, and an equivalent for each file. */
  work = 0
  /** When it last had an attempt. */
  usedAtMs = 0
  #answers: Answer[] = []
  #breaks: number[] = []
  #refusals = 0

  came(bytes: number): void {
    this.work += Math.max(0, bytes)
  }

  finished(): void {
    this.work += fileBytes
  }

  answered(atMs: number, tookMs: number): void {
    this.#answers = [...this.#answers, { atMs, tookMs }].slice(-answersKept)
  }

  refused(): void {
    this.#refusals += 1
  }

  broke(atMs: number): void {
    this.#breaks = [...this.#breaks.filter((time) => time > atMs - breaksFreshMs), atMs]
  }

  /** What happened since the last look; `sinceMs`: breaks before belong to another number. */
  look(nowMs: number, sinceMs: number): Pick<LadderFacts, 'answerMs' | 'refusals' | 'breaks'> {
    const refusals = this.#refusals
    this.#refusals = 0
    const times = this.#answers.filter(({ atMs }) => atMs > nowMs - freshMs).map(({ tookMs }) => tookMs)
    return {
      answerMs: times.toSorted((left, right) => left - right)[times.length >> 1] ?? null,
      refusals,
      breaks: this.#breaks.filter((time) => time > Math.max(sinceMs, nowMs - breaksFreshMs)).length,
    }
  }
}
