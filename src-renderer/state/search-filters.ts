import { assertNever } from '../ui/assert-never.ts'
import { readNumber } from '../ui/format/read-number.ts'
import { folded } from './folded.ts'
import type { TextKey } from './i18n.ts'
import { type ListFilter, type View, views } from './list-query.ts'

/** What a list can be filtered by as one types: `state:failed`, `size:>100MB`. In the order in which they are offered. */
export const filterKeys = ['state', 'host', 'size', 'folder', 'queue', 'session'] as const
export type FilterKey = (typeof filterKeys)[number]

/** The words that name filters and states, folded, of all languages at once: who changes the language keeps their habits. */
export interface Vocabulary {
  readonly keys: ReadonlyMap<string, FilterKey>
  readonly states: ReadonlyMap<string, View>
}

/** What has a name and can be filtered by it. */
export interface Named {
  readonly id: string
  readonly name: string
}

export interface FilterFacts {
  readonly vocabulary: Vocabulary
  /** BCP 47, of the numbers. */
  readonly locale: string
  readonly queues: readonly Named[]
  readonly folders: readonly Named[]
  readonly sessions: readonly Named[]
}

export type ReadFilter =
  | { readonly kind: 'filter'; readonly key: FilterKey; readonly patch: Partial<ListFilter> }
  | { readonly kind: 'wrong'; readonly key: FilterKey; readonly value: string }

/** What stands in the search field. */
export interface ReadSearch {
  /** Of the filters that are whole. */
  readonly patch: Partial<ListFilter> | null
  /** What stays in the field: everything else. */
  readonly rest: string
  /** What is looked for: without filters that are not whole yet, or wrong. */
  readonly words: string
  /** The filter that is being typed at the end. */
  readonly pending: { readonly key: FilterKey; readonly value: string } | null
  readonly wrong: { readonly key: FilterKey; readonly value: string } | null
}

/** @param translate one for each language */
export function vocabularyOf(translate: readonly ((key: TextKey) => string)[]): Vocabulary {
  const wordsOf = (key: TextKey) => translate.flatMap((text) => text(key).split(' ')).map(folded)
  return {
    keys: new Map(filterKeys.flatMap((key) => wordsOf(`command:filter.words.${key}`).map((word) => [word, key]))),
    states: new Map(views.flatMap((view) => wordsOf(`command:filter.states.${view}`).map((word) => [word, view]))),
  }
}

/** Words between spaces; a value with spaces stands in quotation marks: `folder:"My series"`. */
const token = /(?:[^\s"“”„]+:)?["“”„][^"“”„]*["“”]?|\S+/gu

/** Reads what is typed. A filter is whole once something stands behind it, if only a space. */
export function readSearch(typed: string, facts: FilterFacts): ReadSearch {
  let patch: Partial<ListFilter> = {}
  let isTaken = false
  let pending: ReadSearch['pending'] = null
  let wrong: ReadSearch['wrong'] = null
  const rest: string[] = []
  const words: string[] = []
  for (const { 0: text, index } of typed.matchAll(token)) {
    const given = keyAndValue(text, facts.vocabulary)
    if (given === null) {
      rest.push(text)
      words.push(text)
      continue
    }
    const isLast = index + text.length === typed.length
    if (isLast) pending = given
    const read = isLast ? null : readFilter(given.key, given.value, facts)
    if (read?.kind === 'filter') {
      patch = { ...patch, ...read.patch }
      isTaken = true
    } else {
      rest.push(text)
      if (read !== null) wrong = { key: read.key, value: read.value }
    }
  }
  // What nothing was taken from stays as it was typed, spaces included.
  return { patch: isTaken ? patch : null, rest: isTaken ? rest.join(' ') : typed, words: words.join(' '), pending, wrong }
}

/** A filter and its value; null for a word, which an address and a title with a colon are too. */
function keyAndValue(text: string, { keys }: Vocabulary): ReadSearch['pending'] {
  const colon = text.indexOf(':')
  const key = colon < 1 ? undefined : keys.get(folded(text.slice(0, colon)))
  return key === undefined ? null : { key, value: text.slice(colon + 1).replace(/^["“”„]|["“”]$/gu, '') }
}

export function readFilter(key: FilterKey, value: string, facts: FilterFacts): ReadFilter {
  const patch = patchOf(key, value.trim(), facts)
  return patch === null ? { kind: 'wrong', key, value } : { kind: 'filter', key, patch }
}

function patchOf(key: FilterKey, value: string, facts: FilterFacts): Partial<ListFilter> | null {
  switch (key) {
    case 'state': {
      const view = facts.vocabulary.states.get(folded(value))
      return view === undefined ? null : { view }
    }
    case 'queue': {
      const queueId = idOf(value, facts.queues)
      return queueId === null ? null : { queueId }
    }
    case 'folder': {
      const directory = idOf(value, facts.folders)
      return directory === null ? null : { directory }
    }
    case 'session': {
      const sessionId = idOf(value, facts.sessions)
      return sessionId === null ? null : { sessionId }
    }
    case 'host': {
      const atHost = readHost(value)
      return atHost === null ? null : { atHost }
    }
    case 'size':
      return readSizes(value, facts.locale)
    default:
      return assertNever(key)
  }
}

/** By its whole name, or by a beginning that only one has. */
function idOf(value: string, all: readonly Named[]): string | null {
  const wanted = folded(value)
  if (wanted === '') return null
  const exact = all.find(({ id, name }) => folded(name) === wanted || folded(id) === wanted)
  const [only, second] = all.filter(({ name }) => folded(name).startsWith(wanted))
  return (exact ?? (second === undefined ? only : undefined))?.id ?? null
}

/** `name[:port]` as episodes have it: in lower case, names of other scripts in Punycode. An address stands for its server. */
function readHost(value: string): string | null {
  try {
    const { host } = new URL(/^https?:\/\//i.test(value) ? value : `http://${value}`)
    return host === '' ? null : host
  } catch {
    return null
  }
}

const unitBytes: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** `>100MB`, `<=1,5GB`, `100MB-1GB`. */
function readSizes(value: string, locale: string): Pick<ListFilter, 'minBytes' | 'maxBytes'> | null {
  const compared = /^([<>]=?|[≤≥])(.+)$/u.exec(value)
  if (compared?.[1] !== undefined && compared[2] !== undefined) {
    const bytes = readSize(compared[2], locale)
    if (bytes === null) return null
    const isStrict = compared[1] === '<' || compared[1] === '>'
    const isLeast = compared[1].startsWith('>') || compared[1] === '≥'
    if (isLeast) return { minBytes: isStrict ? bytes + 1 : bytes, maxBytes: null }
    return bytes === 0 && isStrict ? null : { minBytes: null, maxBytes: isStrict ? bytes - 1 : bytes }
  }
  const [from, to, ...more] = value.split(/[-–]|\.{2,}/u)
  if (from === undefined || to === undefined || more.length > 0) return null
  const [minBytes, maxBytes] = [readSize(from, locale), readSize(to, locale)]
  return minBytes === null || maxBytes === null || minBytes > maxBytes ? null : { minBytes, maxBytes }
}

function readSize(text: string, locale: string): number | null {
  const parts = /^(.*\d)\s*([a-z]*)$/iu.exec(text.trim())
  const unit = unitBytes[parts?.[2]?.toLowerCase() ?? '']
  const number = parts?.[1] === undefined ? null : readNumber(parts[1], locale)
  if (unit === undefined || number === null) return null
  const bytes = Math.round(number * unit)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null
}
