import type { CandidatePage, CandidateQuery } from '../../../src-preload/contract/index.ts'
import type { Refusal } from '../../queue/refusal.ts'
import type { CandidateList } from './candidate-list.ts'
import { candidateName } from './candidate-name.ts'
import type { Fitting, Listing } from './listing.ts'

export interface PageFacts {
  /** What `{job}` stands for. */
  readonly jobTitle: string | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A window on what fits a filter. With a template each comes with the name it would have if all that fits were taken. */
export function candidatePage(
  list: CandidateList,
  listing: Listing,
  query: Omit<CandidateQuery, 'inspectionId'>,
  facts: PageFacts,
): CandidatePage | Refusal {
  const fitting = listing.fitting(query.filter)
  if ('refused' in fitting) return fitting
  const { offset, limit, nameTemplate } = query
  const shown = listing.sorted(query, fitting).subarray(offset, offset + limit)
  return {
    items: [...shown].map((index) => ({
      ...list.candidate(index),
      name:
        nameTemplate === undefined
          ? null
          : candidateName(list, index, { template: nameTemplate, place: placeIn(fitting, index), ...facts }),
    })),
    total: fitting.indexes.length,
    bytes: fitting.bytes,
    withoutSize: fitting.withoutSize,
  }
}

/** From 1; the indexes ascend. */
function placeIn({ indexes }: Fitting, index: number): number {
  let low = 0
  let high = indexes.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((indexes[middle] ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low + 1
}
