const hidden = '[hidden]'
const secretNames = /authorization|cookie|token|password|passwd|secret|signature|credential|api[-_]?key|^headers$/i
/** Deeper values and further items say nothing in a log. */
const deepest = 6
const mostItems = 100

/** A text without what addresses in it keep secret: user names, passwords, and the values of queries, any of which may be a key. */
export function redactText(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi, '$1')
    .replace(/([?&][^\s=&#"'<>]+=)[^\s&#"'<>]+/g, `$1${hidden}`)
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
