import { textWithoutCredentials } from '../../src-preload/contract/index.ts'

/**
 * What may stand in a log or on a terminal. What may stand in answers and reports is decided beside it, in
 * `contract/shown-address.ts`.
 */

const hidden = '[hidden]'
const secretNames = /authorization|cookie|token|password|passwd|secret|signature|credential|api[-_]?key|^headers$/i
/** Deeper values and further items say nothing in a log. */
const deepest = 6
const mostItems = 100

/** What a library may quote of a request: fields that hold secrets to the end of their line, and schemes with their word (RFC 9110 §11.4). */
const fields = /(authorization|cookie|api[-_]?key|token|secret|password|passwd)(["']?\s*[:=]\s*)(?!\/\/)[^\r\n]+/gi
const schemes = /\b(Basic|BASIC|[Bb]earer|BEARER|Digest|DIGEST|Negotiate)\s+(?!realm\b)[\w+/=.~-]{6,}/g

/**
 * A text without what it keeps secret: user names and passwords of addresses, the values of queries, any of which may be
 * a key, and fields of a request that hold credentials.
 */
export function redactText(text: string): string {
  return textWithoutCredentials(text)
    .replace(/([?&][^\s=?&#"'<>]*=)[^\s&#"'<>]+/g, `$1${hidden}`)
    .replace(fields, `$1$2${hidden}`)
    .replace(schemes, `$1 ${hidden}`)
}

/** A JSON-safe copy of any value that holds no secret: texts redacted, values under telling names hidden, errors as their facts. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return '[deeper]'
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => redact(item, depth + 1))
  const entries = value instanceof Error ? errorEntries(value) : Object.entries(value)
  return Object.fromEntries(
    entries.slice(0, mostItems).map(([name, item]) => [name, secretNames.test(name) ? hidden : redact(item, depth + 1)]),
  )
}

function errorEntries(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error
  return Object.entries({ ...error, name, message, stack, ...(cause === undefined ? {} : { cause }) })
}
