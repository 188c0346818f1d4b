import type { Validator } from '../protocol.ts'
import { parseContentLength, parseContentRange, parseUnsatisfiedRange } from './content-range.ts'
import { isPage } from './sign-in-page.ts'
import { hasChanged, isSameRepresentation } from './validator.ts'

/** What a request asked for. */
export interface AskedPart {
  readonly start: number
  /** Inclusive; null for all that follows. */
  readonly end: number | null
  /** Whether a `Range` was sent. */
  readonly isRanged: boolean
}

/** What is known of the representation from the first answer; null before there was one. */
export interface Representation {
  readonly bytesTotal: number | null
  readonly validator: Validator | null
  readonly contentType: string | null
}

export const nothingKnown: Representation = { bytesTotal: null, validator: null, contentType: null }

/** The parts of an answer's head that decide. */
export interface Head {
  readonly status: number
  readonly contentRange: string | undefined
  readonly contentLength: string | undefined
  readonly contentEncoding: string | undefined
  readonly transferEncoding: string | undefined
  /** Media type, lower case, without parameters. */
  readonly contentType: string | null
  readonly validator: Validator
}

/** Whether a whole answer is the file known before: its head proves it, or rules it out, or its bytes are to show it. */
export type Sameness = 'proved' | 'refuted' | 'open'

/** What an answer is. */
export type Verdict =
  /** Bytes from where was asked to `end` inclusive, of the same representation as before. */
  | { readonly kind: 'part'; readonly end: number; readonly bytesTotal: number }
  /** The whole file from its first byte. `coding`: what lies over the bytes. */
  | { readonly kind: 'whole'; readonly bytesTotal: number | null; readonly sameness: Sameness; readonly coding: string | null }
  /** Another representation than the one known before; the body is of no use. */
  | { readonly kind: 'changed' }
  /** A 206 or a length that cannot be trusted; nothing of it is written. */
  | { readonly kind: 'mismatch'; readonly reason: string }
  /** 416, with the present length where the server told it. */
  | { readonly kind: 'unsatisfied'; readonly bytesTotal: number | null }
  /** A page where the file was of another type: a sign-in or an error, whatever its status says. */
  | { readonly kind: 'page' }
  | { readonly kind: 'refused'; readonly status: number }

/** Decides what an answer is worth: RFC 9110 §14.4, §15.3.7, §15.5.17, §13.1.5. */
export function judge(asked: AskedPart, known: Representation | null, hasBytes: boolean, head: Head): Verdict {
  switch (head.status) {
    case 200:
    case 203:
      return judgeWhole(known, hasBytes, head)
    case 204:
    case 205:
      return known === null ? { kind: 'whole', bytesTotal: 0, sameness: 'refuted', coding: null } : refused(head)
    case 206:
      return judgePart(asked, known, head)
    case 416:
      return { kind: 'unsatisfied', bytesTotal: parseUnsatisfiedRange(head.contentRange) }
    default:
      return refused(head)
  }
}

function judgeWhole(known: Representation | null, hasBytes: boolean, head: Head): Verdict {
  if (known !== null && hasBytes && isPage(head.contentType) && !isPage(known.contentType)) return { kind: 'page' }
  const coding = codingOf(head)
  const isFramedByLength = head.transferEncoding === undefined && head.contentLength !== undefined
  const length = parseContentLength(head.contentLength)
  if (isFramedByLength && length === null) return { kind: 'mismatch', reason: 'content-length' }
  const bytesTotal = isFramedByLength && coding === null ? length : null
  const sameness = coding === null ? samenessOf(known, { bytesTotal, validator: head.validator }) : 'refuted'
  return { kind: 'whole', bytesTotal, sameness, coding }
}

function samenessOf(
  known: Representation | null,
  answered: Pick<Representation, 'bytesTotal'> & { validator: Validator },
): Sameness {
  if (known === null || hasChanged(known.validator, answered.validator)) return 'refuted'
  const hasOtherSize = answered.bytesTotal !== null && known.bytesTotal !== null && answered.bytesTotal !== known.bytesTotal
  if (hasOtherSize) return 'refuted'
  return isSameRepresentation(known.validator, answered.validator) ? 'proved' : 'open'
}

function judgePart(asked: AskedPart, known: Representation | null, head: Head): Verdict {
  if (!asked.isRanged) return { kind: 'mismatch', reason: 'unasked' }
  if (known !== null && hasChanged(known.validator, head.validator)) return { kind: 'changed' }
  if (head.contentType === 'multipart/byteranges') return { kind: 'mismatch', reason: 'multipart' }
  if (codingOf(head) !== null) return { kind: 'mismatch', reason: 'content-encoding' }
  const range = parseContentRange(head.contentRange)
  if (range === null) return { kind: 'mismatch', reason: 'content-range' }
  if (range.start !== asked.start) return { kind: 'mismatch', reason: 'offset' }
  const bytesTotal = range.total ?? known?.bytesTotal ?? null
  if (bytesTotal === null || range.end >= bytesTotal) return { kind: 'mismatch', reason: 'total' }
  if (known !== null && known.bytesTotal !== null && bytesTotal !== known.bytesTotal) return { kind: 'mismatch', reason: 'total' }
  const length = parseContentLength(head.contentLength)
  if (length !== null && length !== range.end - range.start + 1) return { kind: 'mismatch', reason: 'content-length' }
  return { kind: 'part', end: range.end, bytesTotal }
}

function refused(head: Head): Verdict {
  return { kind: 'refused', status: head.status }
}

function codingOf(head: Head): string | null {
  const coding = head.contentEncoding?.trim().toLowerCase() ?? ''
  return coding === '' || coding === 'identity' ? null : coding
}
