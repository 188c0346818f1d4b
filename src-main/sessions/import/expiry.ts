/**
 * When a cookie expires, of what programs write as its expiry: seconds since 1970 (with or without a fraction),
 * milliseconds, a date, or 0, less, nothing: until the session is signed out. Milliseconds since 1970, null for the
 * latter, undefined for what can't be read.
 */
export function expiryOf(text: unknown): number | null | undefined {
  if (text === null || text === undefined || text === '') return null
  const number = typeof text === 'number' ? text : typeof text === 'string' && numeric.test(text) ? Number(text) : undefined
  if (number !== undefined) return ofNumber(number)
  if (typeof text !== 'string' || text.length > 64) return undefined
  if (/^session$/i.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : date
}

function ofNumber(number: number): number | null | undefined {
  if (!Number.isFinite(number)) return undefined
  if (number <= 0) return null
  return number < firstMilliseconds ? Math.round(number * 1_000) : Math.round(number)
}

const numeric = /^\s*[+-]?\d{1,20}(?:\.\d{1,20})?\s*$/
/** As seconds this would be the year 5138; as milliseconds it is 1973. */
const firstMilliseconds = 100_000_000_000
