import { headersSchema, type ImportProblem } from '../../../src-preload/contract/index.ts'

/** What Staffel decides for each request; a browser's own choice of it is no loss. */
const setByUs = new Set(['accept-encoding', 'connection', 'content-length'])
/** These would change what a request asks for, behind the back of resuming and checking. */
const alsoOurs = new Set([
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'te',
  'transfer-encoding',
])

/** The fields of a curl command, apart from cookies. */
export class CurlHeaders {
  /** Values of `Cookie` fields. */
  readonly cookieFields: { text: string; line: number }[] = []
  /** By name in lower case. */
  readonly #fields = new Map<string, { name: string; value: string }>()
  readonly #problems: ImportProblem[]

  constructor(problems: ImportProblem[]) {
    this.#problems = problems
  }

  /** A field as `-H` has it: `Name: value`, `Name;` for one without value, `Name:` to keep curl from sending its own. */
  take(text: string, line: number): void {
    if (text.startsWith('@')) return this.#problem('fromFile', '-H', line)
    const end = text.search(/[:;]/)
    const name = text.slice(0, Math.max(end, 0)).trim()
    const value = text.slice(end + 1).trim()
    if (name === '' || (text.charAt(end) === ';' && value !== '')) return this.#problem('badHeader', name, line)
    if (text.charAt(end) === ':' && value === '') return
    if (name.toLowerCase() === 'cookie') this.cookieFields.push({ text: value, line })
    else this.set(name, value, line)
  }

  /** A field that comes again joins the first, RFC 9110 §5.3. */
  set(name: string, value: string, line: number): void {
    const key = name.toLowerCase()
    if (setByUs.has(key)) return
    if (alsoOurs.has(key)) return this.#problem('ownHeader', name, line)
    const before = this.#fields.get(key)
    const field = before === undefined ? { name, value } : { name: before.name, value: `${before.value}, ${value}` }
    if (headersSchema.safeParse(recordOf([field])).success) this.#fields.set(key, field)
    else this.#problem('badHeader', name, line)
  }

  /** Fit for a job. */
  record(): Record<string, string> {
    return recordOf([...this.#fields.values()])
  }

  #problem(reason: ImportProblem['reason'], name: string, line: number): void {
    this.#problems.push({ line, name: name === '' ? null : name, reason })
  }
}

/** Own properties, whatever their names. */
function recordOf(fields: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}
