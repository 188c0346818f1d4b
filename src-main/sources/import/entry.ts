import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import type { Finding, FoundCandidate } from '../source.ts'
import { type FieldName, fieldNamed } from './field-names.ts'
import { algorithmNamed, checksumOf, relativeFolder, sizeOf } from './values.ts'

/** A string or an object of a JSON text as a candidate, or why it is none. */
export function* entryFindings(entry: unknown, base: string | null, line: number | undefined): Generator<Finding> {
  const place = line === undefined ? {} : { line }
  if (typeof entry === 'string') {
    yield { kind: 'candidate', candidate: { url: absolute(entry.trim(), base) }, ...place }
    return
  }
  if (!isObject(entry)) {
    yield { kind: 'skipped', text: shortText(entry), reason: 'noLink', ...place }
    return
  }
  const fields = fieldsOf(entry)
  const addresses = [...texts(fields.get('url')), ...texts(fields.get('mirrors'))].map((address) =>
    absolute(address.trim(), base),
  )
  const [url, ...mirrors] = addresses
  if (url === undefined || url === '') {
    yield { kind: 'skipped', text: shortText(entry), reason: 'noLink', ...place }
    return
  }
  const bad: string[] = []
  const candidate: FoundCandidate = { url, ...detailsOf(entry, fields, bad), ...(mirrors.length > 0 && { mirrors }) }
  for (const text of bad) yield { kind: 'skipped', text, reason: 'badValue', ...place }
  yield { kind: 'candidate', candidate, ...place }
}

/** Whether a JSON value could be an entry with an address. */
export function looksLikeEntry(value: unknown): boolean {
  if (typeof value === 'string') return isDownloadUrl(value.trim())
  return isObject(value) && texts(fieldsOf(value).get('url')).length + texts(fieldsOf(value).get('mirrors')).length > 0
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The beginning of what a value says; nothing that is deeply nested is gone through. */
export function shortText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 500)
  const entries = Object.entries(value).slice(0, 10)
  const shown = entries.map(([key, inner]) => [key.slice(0, 100), isScalar(inner) ? inner : '…'] as const)
  const parts = Array.isArray(value) ? shown.map(([, inner]) => inner) : Object.fromEntries(shown)
  return JSON.stringify(parts).slice(0, 500)
}

/** Own properties by what their names usually mean; of several the surest that holds something. */
function fieldsOf(entry: Readonly<Record<string, unknown>>): ReadonlyMap<FieldName, unknown> {
  const fields = new Map<FieldName, { readonly value: unknown; readonly rank: number }>()
  for (const [name, value] of Object.entries(entry)) {
    const named = value === null || value === '' ? null : fieldNamed(name)
    if (named === null || named.rank >= (fields.get(named.field)?.rank ?? Number.POSITIVE_INFINITY)) continue
    fields.set(named.field, { value, rank: named.rank })
  }
  return new Map([...fields].map(([field, { value }]) => [field, value]))
}

function detailsOf(
  entry: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<FieldName, unknown>,
  bad: string[],
): Omit<FoundCandidate, 'url' | 'mirrors'> {
  const read = <Value>(field: FieldName, reader: (text: string) => Value | null): Value | null => {
    const text = scalarText(fields.get(field))
    const value = text === null ? null : reader(text)
    if (text !== null && value === null) bad.push(`${field}: ${text}`)
    return value
  }
  const [title, fileName, type] = (['title', 'fileName', 'type'] as const).map((field) => scalarText(fields.get(field)))
  const size = read('size', sizeOf)
  const directory = read('directory', relativeFolder)
  const date = timeOf(scalarText(fields.get('date')) ?? '')
  const checksum = fields.has('checksum') ? checksumIn(entry) : null
  if (fields.has('checksum') && checksum === null) bad.push('checksum')
  const [season, number] = (['season', 'number'] as const).map((field) => numberOf(fields.get(field)))
  const key = scalarText(fields.get('key'))
  return {
    ...(title != null && { title }),
    ...(fileName != null && { fileName }),
    ...(type != null && /^[\w.+-]+\/[\w.+-]+$/.test(type) && { type }),
    ...(size !== null && { size }),
    ...(checksum !== null && { checksum }),
    ...(directory !== null && directory !== '' && { directory }),
    ...(date !== null && { date }),
    ...(season != null && { season }),
    ...(number != null && { number }),
    ...(key !== null && { key }),
  }
}

/** `sha256: "…"`, `checksum: "sha256:…"`, `checksum: {algorithm, value}`. */
function checksumIn(entry: Readonly<Record<string, unknown>>) {
  for (const [name, value] of Object.entries(entry)) {
    if (fieldNamed(name)?.field !== 'checksum') continue
    const checksum = isObject(value) ? checksumInObject(value) : checksumOf(scalarText(value) ?? '', named(name))
    if (checksum !== null) return checksum
  }
  return null
}

function checksumInObject(value: Readonly<Record<string, unknown>>) {
  const own = (name: string) => (Object.hasOwn(value, name) ? scalarText(value[name]) : null)
  const digest = own('expected') ?? own('value') ?? own('hash') ?? own('digest') ?? own('hex')
  if (digest !== null) return checksumOf(digest, own('algorithm') ?? own('type'))
  for (const [name, inner] of Object.entries(value)) {
    const checksum = algorithmNamed(name) === undefined ? null : checksumOf(scalarText(inner) ?? '', name)
    if (checksum !== null) return checksum
  }
  return null
}

function named(name: string): string | null {
  return algorithmNamed(name) === undefined ? null : name
}

/** Of a text, or of a list of texts, or of objects with addresses. */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return []
  return value.slice(0, 100).flatMap((item) => (typeof item === 'string' ? [item] : isObject(item) ? texts(addressIn(item)) : []))
}

function addressIn(value: Readonly<Record<string, unknown>>): unknown {
  for (const name of ['url', 'href', 'uri', 'link'])
    if (Object.hasOwn(value, name) && typeof value[name] === 'string') return value[name]
  return null
}

function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

function numberOf(value: unknown): number | null {
  const text = scalarText(value)?.trim() ?? ''
  return /^\d{1,9}(?:\.\d{1,4})?$/.test(text) ? Number(text) : null
}

/** An ISO date, or a point in time as a number of seconds or milliseconds. */
function timeOf(text: string): number | null {
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1_000
  if (/^\d{12,13}$/.test(text)) return Number(text)
  const time = /^\d{4}-\d{2}/.test(text) || /^[a-z]{3},? /i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : time
}

function absolute(address: string, base: string | null): string {
  return base === null ? address : (URL.parse(address, base)?.href ?? address)
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}
