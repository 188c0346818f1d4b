import { hostOf, mismatchProblem, pageProblem } from './answer-problems.ts'
import { assertNever } from './assert-never.ts'
import { statusProblem } from './failure-of.ts'
import type { AskedPart, Representation } from './judge.ts'
import type { Judged } from './requester.ts'
import { strongValidator } from './validator.ts'

/** How an attempt begins. */
export type Opening =
  /** Nothing was there before: `part` from the first byte, or `whole`. */
  | { readonly kind: 'fresh'; readonly judged: Judged }
  /** The bytes on disk count; the answer goes on with the asked part. */
  | { readonly kind: 'resumed'; readonly judged: Judged }
  /** The server sends the whole file, and the bytes on disk count as far as it begins with them. */
  | { readonly kind: 'repeated'; readonly judged: Judged }
  /** The bytes on disk are of no use; the answer is the beginning of what there is now. */
  | { readonly kind: 'anew'; readonly judged: Judged }
  /** The bytes on disk are all there is. */
  | { readonly kind: 'complete'; readonly bytesTotal: number }

export interface OpeningFacts {
  readonly known: Representation | null
  /** The first byte asked for; 0 where nothing is on disk. */
  readonly start: number
  /** Inclusive; null for all that follows. */
  readonly end: number | null
  readonly hasBytes: boolean
  /** Whether to ask for a range at all. */
  readonly isRanged: boolean
  readonly url: string
}

const mostRequests = 6

/**
 * Asks until an answer can be used: a 206 that is not what was asked is asked for once more and then done without,
 * a range that is refused is left out. Throws a Problem where nothing helps.
 */
export async function openEpisode(
  ask: (asked: AskedPart, known: Representation | null) => Promise<Judged>,
  facts: OpeningFacts,
): Promise<Opening> {
  let { known, isRanged, hasBytes } = facts
  let isVoid = false
  let isRepeat = false
  for (let requests = 0; requests < mostRequests; requests++) {
    const asked: AskedPart = isRanged
      ? { start: isVoid ? 0 : facts.start, end: isVoid ? null : facts.end, isRanged: true }
      : { start: 0, end: null, isRanged: false }
    const judged = await ask(asked, known)
    const { verdict } = judged
    if (verdict.kind === 'part') return { kind: isVoid ? 'anew' : hasBytes ? 'resumed' : 'fresh', judged }
    if (verdict.kind === 'whole') {
      if (isVoid || (hasBytes && verdict.sameness === 'refuted')) return { kind: 'anew', judged }
      return { kind: hasBytes ? 'repeated' : 'fresh', judged }
    }
    judged.answer.body.destroy()
    switch (verdict.kind) {
      case 'changed':
        isVoid = true
        hasBytes = false
        known = null
        break
      case 'mismatch':
        if (isRepeat && !isRanged) throw mismatchProblem(facts.url, verdict.reason)
        if (isRepeat) isRanged = false
        isRepeat = true
        break
      case 'unsatisfied':
        if (isAll(facts, known, verdict.bytesTotal) && !isVoid) return { kind: 'complete', bytesTotal: facts.start }
        if (!isRanged) throw refusedProblem(416, judged, facts)
        isRanged = false
        break
      case 'page':
        throw pageProblem(judged.answer.url)
      case 'refused':
        throw refusedProblem(verdict.status, judged, facts)
      default:
        return assertNever(verdict)
    }
  }
  throw mismatchProblem(facts.url, 'no usable answer')
}

/** A file of unknown size is complete when its server says, under the same strong validator, that it ends here. */
function isAll(facts: OpeningFacts, known: Representation | null, bytesTotal: number | null): boolean {
  if (known === null || !facts.hasBytes || known.bytesTotal !== null) return false
  return bytesTotal === facts.start && strongValidator(known.validator) !== null
}

function refusedProblem(status: number, judged: Judged, facts: OpeningFacts) {
  return statusProblem(status, {
    retryAfterMs: judged.retryAfterMs,
    hasBytes: facts.hasBytes,
    host: hostOf(facts.url),
    session: judged.answer.session,
  })
}
