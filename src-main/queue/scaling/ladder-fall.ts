import { type Ladder, type LadderBounds, type LadderFacts, moved, probeMs, within } from './ladder.ts'
import { estimateOf } from './rate-window.ts'

/** Refusals this close to each other are of one moment. */
const togetherMs = 1_000
/** Refused again so soon after the rest at what was borne before: once may be chance, as two that pass each other are. */
const soonMs = 20_000
/** So often in a row it is not the number that is minded. */
const tooOften = 2
const firstRestMs = 2_000
const longestRestMs = 60_000
/** An answer that takes so many times as long as usual, and so much longer, while less comes: it is too much. */
const slowTimes = 3
const slowMs = 500
const muchLess = 0.9
/** Attempts that break off by chance. */
const fewBreaks = 3

/** More was refused than one: half as many, and in time again as many as were borne. */
export function refused(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  if (facts.nowMs < ladder.halvedAtMs + togetherMs) return ladder
  // Of several that were refused at once some are gone already: what was borne was not too many.
  const atOnce = Math.max(2, facts.inUse, ladder.borne + 1)
  return halved(ladder, facts, bounds, Math.min(ladder.number, atOnce))
}

/** Whether the other side breaks under what it bears. */
export function isTooMuch(ladder: Ladder, facts: LadderFacts): boolean {
  if (facts.breaks >= Math.max(fewBreaks, ladder.number / 4)) return true
  const { top, usualAnswerMs } = ladder
  if (top === null || usualAnswerMs === null || facts.answerMs === null || ladder.phase !== 'holding') return false
  const own = estimateOf(ladder.own)
  const isSlow = facts.answerMs > Math.max(slowTimes * usualAnswerMs, usualAnswerMs + slowMs)
  return isSlow && own.parts >= 4 && own.rate < muchLess * top.rate
}

/** `at`: so many were too many. */
export function halved(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds, at: number): Ladder {
  const isBorne = at <= ladder.borne
  const isSoon = facts.nowMs < ladder.halvedAtMs + restMs(ladder) + soonMs
  const halvedAgain = isBorne && isSoon ? ladder.halvedAgain + 1 : 0
  // What was borne for long and is refused once is tried once more.
  const most = isBorne && !isSoon ? at : at - 1
  return moved(ladder, facts, {
    phase: 'recovering',
    number: within(bounds, Math.floor(at / 2)),
    ceiling: within(bounds, most),
    isRefused: true,
    borne: halvedAgain >= tooOften ? Math.floor(at / 2) : Math.min(ladder.borne, most),
    halvedAtMs: facts.nowMs,
    halvedAgain,
    probeAtMs: facts.nowMs + probeMs,
    below: null,
  })
}

function restMs({ halvedAgain }: Ladder): number {
  return Math.min(firstRestMs * 2 ** halvedAgain, longestRestMs)
}

/** As many as were borne before, or are borne now: what ran on while it rested was refused by nobody. */
export function recovered(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  if (facts.nowMs < ladder.halvedAtMs + restMs(ladder)) return ladder
  const ceiling = ladder.ceiling ?? bounds.most
  const number = within(bounds, Math.min(ceiling, Math.max(ladder.number, ladder.borne, facts.inUse)))
  return moved(ladder, facts, { phase: number >= ceiling ? 'holding' : 'climbing', number })
}
