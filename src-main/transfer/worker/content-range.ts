/** What a `Content-Range` of bytes says (RFC 9110 §14.4). `total` null where it says `*`. */
export interface ContentRange {
  readonly start: number
  /** Inclusive. */
  readonly end: number
  readonly total: number | null
}

/** Reads the satisfied form, `bytes 0-9/10`. Null for anything invalid, of another unit, or beyond 2^53. */
export function parseContentRange(header: string | undefined): ContentRange | null {
  const match = /^\s*bytes\s+(\d+)\s*-\s*(\d+)\s*\/\s*(\d+|\*)\s*$/i.exec(header ?? '')
  if (match === null) return null
  const start = wholeNumber(match[1])
  const end = wholeNumber(match[2])
  if (start === null || end === null || end < start) return null
  if (match[3] === '*') return { start, end, total: null }
  const total = wholeNumber(match[3])
  return total === null || total <= end ? null : { start, end, total }
}

/** Reads the unsatisfied form of a 416, `bytes * /10` (RFC 9110 §15.5.17): the present length, or null. */
export function parseUnsatisfiedRange(header: string | undefined): number | null {
  return wholeNumber(/^\s*bytes\s+\*\s*\/\s*(\d+)\s*$/i.exec(header ?? '')?.[1])
}

/** A `Content-Length`; null where there is none or none that can be counted with. Repeated equal values are one (RFC 9112 §6.3). */
export function parseContentLength(header: string | undefined): number | null {
  const values = new Set((header ?? '').split(',').map((value) => value.trim()))
  return values.size === 1 ? wholeNumber([...values][0]) : null
}

function wholeNumber(text: string | undefined): number | null {
  if (text === undefined || !/^\d+$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}
