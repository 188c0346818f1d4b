import type { Validator } from '../protocol.ts'

/**
 * The value for `If-Range`, verbatim: a strong ETag, or else a `Last-Modified` that counts as strong. Null where an
 * answer cannot be proved to be the same representation (RFC 9110 §8.8.1, §13.1.5: with any ETag no date is used).
 */
export function strongValidator(validator: Validator | null): string | null {
  if (validator === null) return null
  if (validator.etag !== null) return isStrongTag(validator.etag) ? validator.etag : null
  return isStrongDate(validator) ? validator.lastModified : null
}

/** Whether an answer's head proves that it is another representation than the known one. Silence proves nothing. */
export function hasChanged(known: Validator | null, answered: Validator): boolean {
  if (known === null) return false
  if (known.etag !== null && answered.etag !== null) return opaqueTag(known.etag) !== opaqueTag(answered.etag)
  if (known.lastModified !== null && answered.lastModified !== null) return known.lastModified !== answered.lastModified
  return false
}

/** Whether both name the same strong validator, so that their bytes may be combined (§15.3.7.3). */
export function isSameRepresentation(known: Validator | null, answered: Validator): boolean {
  const validator = strongValidator(known)
  return validator !== null && validator === strongValidator(answered)
}

/** What is known of a file of which some bytes came under another proof: what would prove it is forgotten, what may refute it stays. */
export function unproved<Known extends { readonly validator: Validator | null }>(known: Known): Known {
  return strongValidator(known.validator) === null ? known : { ...known, validator: null }
}

function isStrongTag(etag: string): boolean {
  return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag)
}

/** Weak comparison (§8.8.3.2): the prefix does not count. */
function opaqueTag(etag: string): string {
  return etag.replace(/^W\//, '')
}

/** §8.8.2.2: a date is strong when the answer was made at least a second later, by the same server's clock. */
function isStrongDate(validator: Validator): boolean {
  if (validator.lastModified === null || validator.date === null) return false
  const modified = Date.parse(validator.lastModified)
  const answered = Date.parse(validator.date)
  return Number.isFinite(modified) && Number.isFinite(answered) && answered - modified >= 1_000
}
