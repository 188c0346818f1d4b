import type { CandidatePage, CandidateQuery } from '../../../src-preload/contract/index.ts'
import type { Refusal } from '../../queue/refusal.ts'
import type { CandidateList } from './candidate-list.ts'
import { candidateName } from './candidate-name.ts'
import { type Listing, totalsOf } from './listing.ts'
import { selectedIndexes } from './taking.ts'

export interface PageFacts {
  /** What `{job}` stands for. */
  readonly jobTitle: string | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A window on what fits a filter. With a template each that is taken comes with the name that it would have. */
export function candidatePage(
  list: CandidateList,
  listing: Listing,
  query: Omit<CandidateQuery, 'inspectionId'>,
  facts: PageFacts,
): CandidatePage | Refusal {
  const { filter, offset, limit, selection, nameTemplate } = query
  const fitting = listing.fitting(filter)
  if ('refused' in fitting) return fitting
  const taken = selection === undefined ? fitting.indexes : selectedIndexes(list, listing, selection)
  if ('refused' in taken) return taken
  const { indexes, bytes, withoutSize } = fitting
  const shown = listing.sorted(query, fitting).subarray(offset, offset + limit)
  const nameOf = (index: number) => {
    const place = placeIn(taken, index)
    if (nameTemplate === undefined || place === null) return null
    return candidateName(list, index, { template: nameTemplate, place, ...facts })
  }
  return {
    items: [...shown].map((index) => ({ ...list.candidate(index), name: nameOf(index) })),
    total: indexes.length,
    bytes,
    withoutSize,
    selected: {
      ...(taken === indexes ? { total: indexes.length, bytes, withoutSize } : { total: taken.length, ...totalsOf(list, taken) }),
      ...list.carried.toldOf(taken),
    },
  }
}

/** From 1; null where it is none of them. The indexes ascend. */
function placeIn(indexes: Uint32Array, index: number): number | null {
  let low = 0
  let high = indexes.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((indexes[middle] ?? 0) < index) low = middle + 1
    else high = middle
  }
  return indexes[low] === index ? low + 1 : null
}
