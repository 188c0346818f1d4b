import { decodeExtended, parse } from 'content-disposition'
// Not by the index: each worker would load every schema there is, for a tenth of a second.
import { calendarDay, filledTemplate } from '../../../src-preload/contract/name-template.ts'
import { safeName, splitName } from './safe-name.ts'

/** What the name of a file is made from. */
export interface NameFacts {
  /** The name the user gave; then nothing else counts. */
  readonly wantedName: string | null
  readonly template: string
  /** `Content-Disposition` as node hands it over, bytes as Latin-1. */
  readonly disposition: string | undefined
  /** Of the last answer, after redirects. */
  readonly url: string
  readonly title: string | null
  readonly index: number
  readonly jobTitle: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The file's name before it meets others of the same name. Always a safe one. */
export function decideName(facts: NameFacts): string {
  if (facts.wantedName !== null) return safeName(facts.wantedName) ?? 'download'
  const served = safeName(nameOfDisposition(facts.disposition) ?? '') ?? safeName(nameOfUrl(facts.url) ?? '') ?? 'download'
  const name = templated(facts.template, served, facts)
  return name === served ? served : (safeName(name) ?? served)
}

/** RFC 6266 §4.3, RFC 8187: `filename*` wins, only the last path part counts; null where there is no readable name. */
export function nameOfDisposition(header: string | undefined): string | null {
  if (header === undefined || header === '') return null
  // Some servers leave the type out: `filename=x` alone.
  const typed = /^\s*[^;="\s]+\s*(;|$)/.test(header) ? header : `attachment; ${header}`
  const { parameters } = parse(typed, { extended: false })
  const extended = parameters['filename*']
  const name = (extended === undefined ? undefined : decodeExtended(extended)) ?? decodedLoosely(parameters.filename ?? '')
  return lastPart(name) || null
}

/** The last part of the URL's path, decoded; null where the path ends in a slash. Encoded separators become `_`. */
export function nameOfUrl(url: string): string | null {
  const part = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  const decoded = decodedPercents(part) ?? part
  return decoded === '' ? null : decoded.replace(/[/\\]/g, '_')
}

/** What servers write into a plain `filename`: UTF-8 bytes read as Latin-1, or percent-encoded UTF-8. */
function decodedLoosely(name: string): string {
  const percents = /%[0-9a-f]{2}/i.test(name) ? decodedPercents(name) : null
  if (percents !== null) return percents
  const isLatin1 = Buffer.from(name, 'latin1').toString('latin1') === name
  if (!isLatin1) return name
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'))
  } catch {
    return name
  }
}

function decodedPercents(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function lastPart(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? name
}

/** The settings' template; an unknown field stays as it is written. */
function templated(template: string, served: string, facts: NameFacts): string {
  const { stem, extension } = splitName(served)
  return filledTemplate(template, {
    name: stem,
    ext: extension.slice(1),
    title: facts.title ?? stem,
    // Made only where the template has them, which is rare.
    get host() {
      return URL.parse(facts.url)?.hostname ?? ''
    },
    get date() {
      return calendarDay(facts.now)
    },
    job: facts.jobTitle,
    index: facts.index,
  })
}
