import type { Attempt } from '../attempts.ts'

/** So long a number may be below what runs: it often comes back, and what was cut would have to be begun anew. */
const graceMs = 3_000

export interface HeldNumbers {
  readonly slots: number
  /** Attempts in the order of their start. */
  readonly perHost: readonly { readonly host: string; readonly most: number; readonly attempts: readonly Attempt[] }[]
  /** Whether nothing is lost where it stops: others run to their end. */
  readonly isResumable: (attempt: Attempt) => boolean
}

/** Watches for how long more run than may, and says which of them go back to the queue: the newest-started. */
export class Surplus {
  /** Since when, by host; of the slots under null. */
  readonly #overSinceMs = new Map<string | null, number>()

  /** What is to be given up now. */
  look(nowMs: number, { slots, perHost, isResumable }: HeldNumbers): readonly Attempt[] {
    const over = new Set<Attempt>()
    for (const { host, most, attempts } of perHost) {
      for (const attempt of this.#newest(host, nowMs, attempts, most, isResumable)) over.add(attempt)
    }
    const rest = perHost.flatMap(({ attempts }) => attempts).filter((attempt) => !over.has(attempt))
    const inOrder = rest.toSorted((left, right) => left.id - right.id)
    for (const attempt of this.#newest(null, nowMs, inOrder, slots, isResumable)) over.add(attempt)
    for (const host of this.#overSinceMs.keys()) {
      if (host !== null && !perHost.some((entry) => entry.host === host)) this.#overSinceMs.delete(host)
    }
    return [...over]
  }

  #newest(
    key: string | null,
    nowMs: number,
    attempts: readonly Attempt[],
    most: number,
    isResumable: HeldNumbers['isResumable'],
  ): readonly Attempt[] {
    const staying = attempts.filter(({ stopping }) => stopping === null)
    const surplus = staying.length - most
    if (surplus <= 0) {
      this.#overSinceMs.delete(key)
      return []
    }
    const sinceMs = this.#overSinceMs.get(key) ?? nowMs
    this.#overSinceMs.set(key, sinceMs)
    return nowMs - sinceMs < graceMs ? [] : staying.filter(isResumable).slice(-surplus)
  }
}
