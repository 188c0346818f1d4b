import { assertNever } from '../assert-never.ts'
import { type Ladder, type LadderBounds, type LadderFacts, moved, unmeasured, within } from './ladder.ts'
import { halved, isTooMuch, recovered, refused } from './ladder-fall.ts'
import { climbed, doubled, eased, held } from './ladder-rise.ts'
import { followed } from './rate-window.ts'

/** One look, four times a second. What it decides on takes a second or more to show. */
export function stepped(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  if (facts.refusals > 0) return refused(ladder, facts, bounds)
  const number = within(bounds, ladder.number)
  if (number !== ladder.number)
    return moved(ladder, facts, { number, phase: ladder.phase === 'doubling' ? 'doubling' : 'climbing', below: null })
  if (ladder.phase === 'recovering') return recovered(ladder, facts, bounds)
  if (isTooMuch(ladder, facts)) return halved(ladder, facts, bounds, ladder.number)
  if (facts.nowMs < ladder.settledAtMs || !isTelling(ladder, facts)) return unmeasured(ladder, facts)
  const own = followed(ladder.own, facts.nowMs, facts.work)
  if (own === ladder.own) return ladder
  const total = followed(ladder.total, facts.nowMs, facts.totalWork)
  return judged({ ...ladder, own, total, usualAnswerMs: usualOf(ladder.usualAnswerMs, facts.answerMs) }, facts, bounds)
}

/** Whether what comes now says something of the number: all of it is used, not more, and nothing else decides. */
function isTelling({ number }: Ladder, { inUse, isWanted, isLimited }: LadderFacts): boolean {
  return isWanted && !isLimited && inUse <= number + Math.floor(number / 8)
}

function judged(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  switch (ladder.phase) {
    case 'doubling':
      return doubled(ladder, facts, bounds)
    case 'climbing':
      return climbed(ladder, facts, bounds)
    case 'easing':
      return eased(ladder, facts, bounds)
    case 'holding':
      return held(ladder, facts, bounds)
    case 'recovering':
      return ladder
    default:
      return assertNever(ladder.phase)
  }
}

/** Follows shorter times at once and longer ones slowly: what is usual is what it is while little is asked for. */
function usualOf(usualMs: number | null, answerMs: number | null): number | null {
  if (answerMs === null || usualMs === null) return usualMs ?? answerMs
  return Math.min(answerMs, usualMs * 1.002)
}
