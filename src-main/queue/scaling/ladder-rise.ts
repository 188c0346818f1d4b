import { type Ladder, type LadderBounds, type LadderFacts, moved, probeMs, type Rung, reachOf, unmeasured } from './ladder.ts'
import { type Estimate, estimateOf, isAbove, isKnown, mostParts } from './rate-window.ts'

/** Twice as many are worth it where they bring a twentieth more. */
const doublingShare = 0.05
/** A few more are worth it where they bring two fifths of what as many bring that are there already. */
const climbingShare = 0.4
/** The same below a number that was refused: until then all brought something. */
const refusedShare = 0.1
/** What brings so much of all that it could is far from the best number. */
const farShare = 0.8
/** This close to the most that ever came it is as good as that. */
const asGood = 0.98
/** Below this for two measurements the network or the server is another than it was. */
const farBelow = 0.85
/** Fewer save a lonely server next to nothing, and where one of two pauses half of the speed is gone. Others could use them. */
const fewestEased = { alone: 4, shared: 1 }
/** What others are held against is measured for so long. */
const topParts = 6
const longestProbeMs = 600_000

export function doubled(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  const here = rungOf(ladder)
  const { below } = ladder
  const isWorth = below === null ? isKnown(here.own) : hasGained(here, below, doublingShare, facts.isShared)
  if (isWorth === null) return ladder
  if (!isWorth && below !== null) return backFrom(here, below, ladder, facts)
  const borne = Math.max(ladder.borne, here.number)
  const top = higherOf(ladder.top, here.own)
  const number = Math.min(2 * here.number, reachOf(ladder, bounds))
  if (number <= here.number) return moved(ladder, facts, { phase: 'easing', top: null, borne, below: null })
  return moved(ladder, facts, { number, below: here, top, borne })
}

/** Twice as many brought next to nothing: the fewer it is, or where those alone are not as good, what lies between. */
function backFrom(tried: Rung, below: Rung, ladder: Ladder, facts: LadderFacts): Ladder {
  const top = higherOf(ladder.top, tried.own)
  const found = { ceiling: tried.number, probeAtMs: facts.nowMs + ladder.probeEveryMs }
  if (below.own.rate >= asGood * top.rate) {
    const number = Math.min(below.number + smallStep(below.number), tried.number)
    return moved(ladder, facts, { ...found, phase: 'climbing', number, top, below })
  }
  return moved(ladder, facts, { ...found, phase: 'easing', top: null, below: null })
}

export function climbed(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  const here = rungOf(ladder)
  const { below } = ladder
  const isWorth = below === null ? isKnown(here.own) : hasGained(here, below, shareOf(ladder), facts.isShared)
  if (isWorth === null) return ladder
  if (!isWorth && below !== null) return ladder.poor === 0 ? again(ladder, facts) : backTo(below, ladder, facts)
  const borne = Math.max(ladder.borne, here.number)
  const left = reachOf(ladder, bounds) - here.number
  const worth = { borne, top: higherOf(ladder.top, here.own), probeEveryMs: probeMs, isEased: ladder.isEased && below === null }
  if (left < Math.max(1, here.number / 16))
    return moved(ladder, facts, { ...worth, phase: ladder.isRefused ? 'holding' : 'easing', below: null })
  const isFar = below !== null && ladder.ceiling === null && hasGained(here, below, farShare, facts.isShared) === true
  const step = isFar ? here.number : Math.min(smallStep(here.number), Math.ceil(left / 2))
  return moved(ladder, facts, {
    ...worth,
    phase: isFar ? 'doubling' : 'climbing',
    number: here.number + Math.min(step, left),
    below: here,
  })
}

/** The last step brought nothing: the number before it is enough, and perhaps one less. */
function backTo(below: Rung, ladder: Ladder, facts: LadderFacts): Ladder {
  return moved(ladder, facts, {
    phase: 'easing',
    number: below.number,
    ceiling: below.number,
    probeAtMs: facts.nowMs + ladder.probeEveryMs,
    probeEveryMs: Math.min(2 * ladder.probeEveryMs, longestProbeMs),
    top: ladder.isEased ? ladder.top : null,
    below: null,
  })
}

/** As long as as much comes with one less. */
export function eased(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  const { own } = rungOf(ladder)
  const { number, top } = ladder
  const isGood = top === null ? own.parts >= topParts || null : isAbove(own, asGood, top)
  if (isGood === null) return ladder
  if (!isGood && ladder.poor === 0) return again(ladder, facts)
  const known = { top: higherOf(top, own), borne: Math.max(ladder.borne, number), isEased: true }
  const next = number - easingStep(number)
  if (isGood && next >= Math.max(bounds.least, facts.isShared ? fewestEased.shared : fewestEased.alone))
    return moved(ladder, facts, { ...known, number: next })
  const found = isGood ? number : Math.min(number + easingStep(number), reachOf(ladder, bounds))
  return moved(ladder, facts, { ...known, phase: 'holding', number: found, ceiling: found })
}

/** Nothing but a look whether things are still as they were, and now and then whether more would bring more. */
export function held(ladder: Ladder, facts: LadderFacts, bounds: LadderBounds): Ladder {
  const here = rungOf(ladder)
  if (here.own.parts < mostParts) return ladder
  const { number, top } = ladder
  const isProbeDue = facts.nowMs >= ladder.probeAtMs && number < bounds.most
  if (isProbeDue) {
    const step = ladder.isRefused ? 1 : smallStep(number)
    return moved(ladder, facts, {
      phase: 'climbing',
      number: Math.min(bounds.most, number + step),
      below: here,
      ceiling: null,
      isRefused: false,
      top: higherOf(top, here.own),
    })
  }
  const borne = Math.max(ladder.borne, number)
  if (top === null || here.own.rate >= farBelow * top.rate) {
    return { ...unmeasured(ladder, facts), borne, top: higherOf(top, here.own), poor: 0 }
  }
  if (ladder.poor === 0) return again(ladder, facts)
  // Things have changed. Where it was never tried with fewer it may be too many that made them worse.
  if (!ladder.isEased) return moved(ladder, facts, { phase: 'easing', borne, top: null })
  return { ...unmeasured(ladder, facts), borne, top: here.own, poor: 0 }
}

/** What sways by itself is looked at twice before a step is taken back. */
function again(ladder: Ladder, facts: LadderFacts): Ladder {
  return { ...unmeasured(ladder, facts), poor: 1 }
}

function shareOf({ isRefused }: Ladder): number {
  return isRefused ? refusedShare : climbingShare
}

function rungOf({ number, own, total }: Ladder): Rung {
  return { number, own: estimateOf(own), total: estimateOf(total) }
}

/**
 * Whether a higher number has brought at least this share of what it would where each connection brings the same. What
 * only came over from others is no gain.
 */
function hasGained(here: Rung, below: Rung, share: number, isShared: boolean): boolean | null {
  const isMore = isAbove(here.own, 1 + share * (here.number / below.number - 1), below.own)
  if (isMore !== true || !isShared) return isMore
  return here.total.rate - below.total.rate >= (here.own.rate - below.own.rate) / 4
}

function higherOf(top: Estimate | null, own: Estimate): Estimate {
  return top === null || own.rate > top.rate ? own : top
}

/** One; of many one in eight, since a single one among them could not be seen. */
function smallStep(number: number): number {
  return Math.max(1, Math.floor(number / 8))
}

function easingStep(number: number): number {
  return Math.max(1, Math.round(number / 16))
}
