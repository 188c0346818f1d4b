/** A rate as far as it is known: its mean, how uncertain that is (one standard error), and from how many parts it stems. */
export interface Estimate {
  readonly rate: number
  readonly error: number
  readonly parts: number
}

/** What was done since a moment, cut into parts of equal length so that their scatter tells how far the mean can be trusted. */
export interface RateWindow {
  readonly partSinceMs: number
  readonly workAtPart: number
  /** Work per second of each whole part, the newest last. */
  readonly rates: readonly number[]
}

/** Longer than the tenth of a second in which reports come, so that none of them makes a part by itself. */
export const partMs = 500
/** Fewer parts say nothing about their scatter. */
const fewestParts = 3
/** After so many parts the more likely answer is taken. */
export const mostParts = 10
/** So many standard errors decide sooner. */
const sureness = 1.5
/** What is counted in pieces is never known better than this, however even it looks. */
const leastDoubt = 0.02

export function newWindow(nowMs: number, work: number): RateWindow {
  return { partSinceMs: nowMs, workAtPart: work, rates: [] }
}

/** `work`: the running total at that time. Keeps the newest parts. */
export function followed(window: RateWindow, nowMs: number, work: number): RateWindow {
  const elapsedMs = nowMs - window.partSinceMs
  if (elapsedMs < partMs) return window
  const rate = ((work - window.workAtPart) * 1_000) / elapsedMs
  return { partSinceMs: nowMs, workAtPart: work, rates: [...window.rates, rate].slice(-mostParts) }
}

export function estimateOf({ rates }: RateWindow): Estimate {
  const parts = rates.length
  if (parts === 0) return { rate: 0, error: 0, parts }
  const rate = rates.reduce((sum, part) => sum + part, 0) / parts
  const variance = rates.reduce((sum, part) => sum + (part - rate) ** 2, 0) / Math.max(1, parts - 1)
  return { rate, error: Math.max(leastDoubt * rate, Math.sqrt(variance / parts)), parts }
}

/** Whether it has been seen for long enough to be compared with; null where not. */
export function isKnown({ parts }: Estimate): true | null {
  return parts < fewestParts ? null : true
}

/** Whether a rate is above so many times another one; null while it has to be watched on. */
export function isAbove(now: Estimate, factor: number, base: Estimate): boolean | null {
  if (now.parts < fewestParts) return null
  const lead = now.rate - factor * base.rate
  const doubt = Math.hypot(now.error, factor * base.error)
  return Math.abs(lead) > sureness * doubt || now.parts >= mostParts ? lead > 0 : null
}
