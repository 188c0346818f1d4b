import type { CandidateFilter, CandidateQuery } from '../../../src-preload/contract/index.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import { filterTest } from './candidate-filter.ts'
import type { CandidateList } from './candidate-list.ts'
import { newestOf, sortCandidates } from './candidate-order.ts'
import { TooSlowError, withinBudget } from './time-budget.ts'

/** Those of a list that fit a filter, in the order of their finding, and what they come to. */
export interface Fitting {
  readonly indexes: Uint32Array
  readonly bytes: number
  readonly withoutSize: number
}

/** An expression that has not gone through all candidates in this time never will. */
const filterMs = 2_000
/** Filters and orders that a person goes back and forth between. */
const mostKept = 4

/** Answers the same question about a list that has not changed from what it found before. */
export class Listing {
  readonly #list: CandidateList
  readonly #kept = new Map<string, unknown>()
  #version = -1

  constructor(list: CandidateList) {
    this.#list = list
  }

  fitting(filter: CandidateFilter): Fitting | Refusal {
    return this.#remember(`fitting ${JSON.stringify(filter)}`, () => fittingOf(this.#list, filter))
  }

  /** Those that fit, as they are to be shown. */
  sorted({ filter, sort, order }: Pick<CandidateQuery, 'filter' | 'sort' | 'order'>, fitting: Fitting): Uint32Array {
    if (sort === 'index' && order === 'asc') return fitting.indexes
    return this.#remember(`sorted ${JSON.stringify([filter, sort, order])}`, () => {
      const indexes = fitting.indexes.slice()
      sortCandidates(this.#list, indexes, { sort, order })
      return indexes
    })
  }

  #remember<Outcome>(key: string, find: () => Outcome): Outcome {
    if (this.#version !== this.#list.version) this.#kept.clear()
    this.#version = this.#list.version
    // Under the same key there is only ever the same kind of outcome.
    const kept = this.#kept.get(key) as Outcome | undefined
    if (kept !== undefined) return kept
    const found = find()
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, found)
    return found
  }
}

function fittingOf(list: CandidateList, filter: CandidateFilter): Fitting | Refusal {
  const refused = (reason: string) =>
    refuse('INVALID_INPUT', { issues: [{ path: 'filter.expression', value: filter.expression ?? '', reason }] })
  try {
    const test = filterTest(filter)
    const find = () => {
      const found = new Uint32Array(list.length)
      let count = 0
      for (let index = 0; index < list.length; index++) if (test(list, index)) found[count++] = index
      return found.slice(0, count)
    }
    const indexes = limited(list, filter.expression === undefined ? find() : withinBudget(filterMs, find), filter)
    return { indexes, ...totalsOf(list, indexes) }
  } catch (error) {
    if (error instanceof TooSlowError) return refused('tooSlow')
    if (error instanceof SyntaxError) return refused('expression')
    throw error
  }
}

function limited(list: CandidateList, indexes: Uint32Array, { first, newest }: CandidateFilter): Uint32Array {
  const late = newest === undefined ? indexes : newestOf(list, indexes, newest)
  return first === undefined ? late : late.slice(0, first)
}

export function totalsOf(list: CandidateList, indexes: Uint32Array): { bytes: number; withoutSize: number } {
  let bytes = 0
  let withoutSize = 0
  for (const index of indexes) {
    const size = list.size(index)
    if (Number.isNaN(size)) withoutSize++
    else bytes += size
  }
  return { bytes, withoutSize }
}
