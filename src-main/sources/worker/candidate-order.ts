import type { CandidateQuery } from '../../../src-preload/contract/index.ts'
import type { CandidateList } from './candidate-list.ts'

type Order = Pick<CandidateQuery, 'sort' | 'order'>

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * Puts indexes into an order, in place; equals keep that of their finding. What has no value of the kind comes last,
 * whichever way it goes.
 */
export function sortCandidates(list: CandidateList, indexes: Uint32Array, { sort, order }: Order): void {
  const direction = order === 'asc' ? 1 : -1
  switch (sort) {
    case 'index':
      if (order === 'desc') indexes.reverse()
      return
    case 'size':
      return sortByNumber(indexes, (index) => list.size(index), direction)
    case 'date':
      return sortByNumber(indexes, (index) => list.date(index), direction)
    case 'title':
      return sortByText(indexes, (index) => list.title(index), direction)
    case 'fileName':
      return sortByText(indexes, (index) => list.fileName(index) ?? lastPart(list.url(index)), direction)
  }
}

/** Of these the newest, in the order in which they stand; those without a date after all others. */
export function newestOf(list: CandidateList, indexes: Uint32Array, most: number): Uint32Array {
  if (indexes.length <= most) return indexes
  const byDate = indexes.slice()
  sortByNumber(byDate, (index) => list.date(index), -1)
  return byDate.slice(0, most).sort()
}

function sortByNumber(indexes: Uint32Array, keyOf: (index: number) => number, direction: number): void {
  indexes.sort((one, other) => {
    const left = keyOf(one)
    const right = keyOf(other)
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || one - other
    return direction * (left - right) || one - other
  })
}

/** Each text is read once: it has to be made each time. */
function sortByText(indexes: Uint32Array, keyOf: (index: number) => string | null, direction: number): void {
  const keys = Array.from(indexes, keyOf)
  const places = Uint32Array.from(indexes.keys())
  places.sort((one, other) => {
    const left = keys[one] ?? null
    const right = keys[other] ?? null
    if (left === null || right === null) return Number(left === null) - Number(right === null) || one - other
    return direction * collator.compare(left, right) || one - other
  })
  indexes.set(places.map((place) => indexes[place] ?? 0))
}

function lastPart(url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? ''
  return path.slice(path.lastIndexOf('/') + 1)
}
