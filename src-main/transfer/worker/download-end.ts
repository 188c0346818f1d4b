import { hostOf, pageProblem } from './answer-problems.ts'
import { assertNever } from './assert-never.ts'
import { DiffersFromDisk } from './body-pump.ts'
import { statusProblem } from './failure-of.ts'
import type { Judged } from './requester.ts'

/** How the bytes of an episode came together, or what has to be done about it. */
export type DownloadEnd =
  | { readonly kind: 'complete' }
  /** Less was sent than asked for, as announced: the rest is to be asked for, over bytes that are there already. */
  | { readonly kind: 'rest' }
  /** The server has another file now. */
  | { readonly kind: 'changed' }
  /** The server no longer serves ranges one can use: the whole has to be asked for. */
  | { readonly kind: 'no-ranges'; readonly reason: string }

/** Where each range brings less than this, the whole is asked for instead. */
const leastRestBytes = 65_536

export function isCrumb(end: DownloadEnd['kind'], bytesBrought: number): boolean {
  return end === 'rest' && bytesBrought < leastRestBytes
}

/** Another file answers now. */
export class Changed extends Error {}
/** An answer brought all that it announced and less than was asked for (RFC 9110 §15.3.7). */
export class CameShort extends Error {}
/** Ranges of this server cannot be built on. */
export class Unusable extends Error {}

/** What a lane's failure says about the file as a whole; null where it is a failure and nothing more. */
export function endFor(failure: unknown, isLast: boolean): DownloadEnd | null {
  if (failure instanceof Changed || failure instanceof DiffersFromDisk) return { kind: 'changed' }
  if (failure instanceof CameShort) return { kind: 'rest' }
  return failure instanceof Unusable && isLast ? { kind: 'no-ranges', reason: failure.message } : null
}

/** Why an answer to a range of a known file cannot be used. */
export function uselessness(
  { verdict, retryAfterMs, answer }: Judged,
  known: { readonly bytesTotal: number | null; readonly hasBytes: boolean; readonly url: string },
): Error {
  switch (verdict.kind) {
    case 'part':
      return new Unusable('another file')
    case 'changed':
      return new Changed()
    case 'whole':
      return verdict.sameness === 'refuted' ? new Changed() : new Unusable('ranges are no longer served')
    case 'mismatch':
      return new Unusable(verdict.reason)
    case 'unsatisfied':
      if (verdict.bytesTotal !== null && verdict.bytesTotal !== known.bytesTotal) return new Changed()
      return new Unusable('416')
    case 'page':
      return pageProblem(known.url)
    case 'refused':
      return statusProblem(verdict.status, {
        retryAfterMs,
        hasBytes: known.hasBytes,
        host: hostOf(known.url),
        session: answer.session,
      })
    default:
      return assertNever(verdict)
  }
}
