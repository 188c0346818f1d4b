import type { ScalingPhase } from '../../../src-preload/contract/index.ts'
import { type Estimate, newWindow, type RateWindow } from './rate-window.ts'

/** A number at which the speed was measured. `total`: of everything, at the same time. */
export interface Rung {
  readonly number: number
  readonly own: Estimate
  readonly total: Estimate
}

/**
 * A number (of connections at a host, of slots in all) on its way to the smallest one with which as much comes as can.
 * All times are monotonic milliseconds.
 */
export interface Ladder {
  readonly phase: ScalingPhase
  readonly number: number
  /** The next lower number that was measured; null where none was since the last fall. */
  readonly below: Rung | null
  /** The most that came, as long as such speeds are still seen. */
  readonly top: Estimate | null
  /** It does not go beyond this before `probeAtMs`: more were refused, or brought nothing. */
  readonly ceiling: number | null
  readonly probeAtMs: number
  readonly probeEveryMs: number
  /** The ceiling is what was not refused, and no measurement's. */
  readonly isRefused: boolean
  /** So many were borne for a whole measurement. */
  readonly borne: number
  readonly own: RateWindow
  readonly total: RateWindow
  /** What was begun by the last change is not measured before this. */
  readonly settledAtMs: number
  readonly halvedAtMs: number
  /** How often in a row it was halved at what was borne before. */
  readonly halvedAgain: number
  /** It was eased since it last rose: another time it is not to fall below what came then, or little by little all would go. */
  readonly isEased: boolean
  /** Measurements in a row that were far below `top`. */
  readonly poor: number
  /** The usual time to an answer; null where none was seen. */
  readonly usualAnswerMs: number | null
}

export interface LadderBounds {
  readonly least: number
  readonly most: number
}

/** What can be seen at a moment. */
export interface LadderFacts {
  readonly nowMs: number
  /** Running totals of what was done, see `workOf`. */
  readonly work: number
  readonly totalWork: number
  /** So many of the number are used. */
  readonly inUse: number
  /** More would be used if the number were higher. */
  readonly isWanted: boolean
  /** A speed limit of the user's own decides. */
  readonly isLimited: boolean
  /** What this one gains others may lose. */
  readonly isShared: boolean
  /** Median of the last few times to an answer; null where there were none. */
  readonly answerMs: number | null
  /** Answers 429 and 503 since the last look. */
  readonly refusals: number
  /** Attempts that broke off lately, since the number last changed. */
  readonly breaks: number
}

/** A moment at which nothing can be seen. */
export function nothingSeen(nowMs: number): LadderFacts {
  const nothing = { work: 0, totalWork: 0, inUse: 0, answerMs: null, refusals: 0, breaks: 0 }
  return { ...nothing, nowMs, isWanted: false, isLimited: false, isShared: false }
}

const settleMs = 500
const longestSettleMs = 3_000
/** A ceiling is tried again at most so often. */
export const probeMs = 60_000

/** `ceiling`: what an earlier run has found. Half of the way is gone at once, and for a while none beyond it. */
export function newLadder(facts: LadderFacts, start: number, ceiling: number | null, bounds: LadderBounds): Ladder {
  const known = ceiling === null ? null : within(bounds, ceiling)
  return {
    phase: 'doubling',
    number: within(bounds, known === null ? start : Math.min(known, Math.max(start, Math.ceil(known / 2)))),
    below: null,
    top: null,
    ceiling: known,
    probeAtMs: facts.nowMs + probeMs,
    probeEveryMs: probeMs,
    isRefused: false,
    borne: 0,
    own: newWindow(facts.nowMs, facts.work),
    total: newWindow(facts.nowMs, facts.totalWork),
    settledAtMs: facts.nowMs + settleMs,
    halvedAtMs: Number.NEGATIVE_INFINITY,
    halvedAgain: 0,
    isEased: false,
    poor: 0,
    usualAnswerMs: null,
  }
}

/** The ladder after a change, to be measured anew once what was begun by it has settled. */
export function moved(ladder: Ladder, facts: LadderFacts, change: Partial<Ladder>): Ladder {
  const next = { ...ladder, ...change }
  const waitMs = next.number > ladder.number ? Math.max(settleMs, 2 * (facts.answerMs ?? 0)) : settleMs
  return { ...unmeasured(next, facts), poor: 0, settledAtMs: facts.nowMs + Math.min(waitMs, longestSettleMs) }
}

/** What was measured so far is worth nothing. */
export function unmeasured(ladder: Ladder, { nowMs, work, totalWork }: LadderFacts): Ladder {
  return { ...ladder, own: newWindow(nowMs, work), total: newWindow(nowMs, totalWork) }
}

export function within({ least, most }: LadderBounds, number: number): number {
  return Math.min(most, Math.max(least, number))
}

/** How far it may go. */
export function reachOf(ladder: Ladder, bounds: LadderBounds): number {
  return Math.min(bounds.most, ladder.ceiling ?? bounds.most)
}
