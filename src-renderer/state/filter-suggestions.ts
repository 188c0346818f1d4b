import { assertNever } from '../ui/assert-never.ts'
import { folded } from './folded.ts'
import type { View } from './list-query.ts'
import { type FilterFacts, type FilterKey, filterKeys, type Named, type ReadSearch } from './search-filters.ts'

/** What can be put in place of the last word that is typed. */
export interface FilterSuggestion {
  readonly id: string
  readonly key: FilterKey
  /** Of a filter that is named and of which the value comes next: null. */
  readonly value: string | null
  /** What is put into the field. */
  readonly text: string
}

interface Words {
  /** The word of a filter in the language that is spoken. */
  readonly keyWord: (key: FilterKey) => string
  /** The states, as they are called. */
  readonly states: readonly { readonly view: View; readonly name: string }[]
}

const mostSuggestions = 8

/** The values of the filter that is being typed, or the filters that begin with the last word. */
export function filterSuggestions(
  typed: string,
  { pending }: Pick<ReadSearch, 'pending'>,
  facts: FilterFacts,
  { keyWord, states }: Words,
): readonly FilterSuggestion[] {
  if (pending === null) {
    const last = folded(/\S*$/u.exec(typed)?.[0] ?? '')
    const wordsOf = (key: FilterKey) => [...facts.vocabulary.keys].filter(([, own]) => own === key).map(([word]) => word)
    return filterKeys
      .filter((key) => isThere(key, facts) && wordsOf(key).some((word) => word.startsWith(last)))
      .map((key) => ({ id: key, key, value: null, text: `${keyWord(key)}:` }))
  }
  const { key, value } = pending
  const wanted = folded(value)
  const named = (values: readonly Named[]) =>
    values
      .filter(({ name }) => folded(name).includes(wanted))
      .slice(0, mostSuggestions)
      .map(({ id, name }) => ({
        id: `${key} ${id}`,
        key,
        value: name,
        text: `${keyWord(key)}:${quoted(distinctName(id, name, values))}`,
      }))
  switch (key) {
    case 'state':
      return named(states.map(({ view, name }) => ({ id: view, name })))
    case 'queue':
      return named(facts.queues)
    case 'folder':
      return named(facts.folders)
    case 'session':
      return named(facts.sessions)
    // What can be typed here is without end; the hint beside the filter says how.
    case 'host':
    case 'size':
      return []
    default:
      return assertNever(key)
  }
}

/** Two folders of the same name are told apart by where they are. */
function distinctName(id: string, name: string, all: readonly Named[]): string {
  return all.filter((other) => folded(other.name) === folded(name)).length > 1 ? id : name
}

function isThere(key: FilterKey, { queues, folders, sessions }: FilterFacts): boolean {
  switch (key) {
    case 'queue':
      return queues.length > 1
    case 'folder':
      return folders.length > 1
    case 'session':
      return sessions.length > 0
    case 'state':
    case 'host':
    case 'size':
      return true
    default:
      return assertNever(key)
  }
}

function quoted(value: string): string {
  return /\s/u.test(value) ? `"${value}"` : value
}
