import { useCallback, useEffect, useRef } from 'react'
import type { CandidateFilter, CandidatePage, CandidateQuery } from '../../../src-preload/contract/index.ts'
import { type CandidateChoice, selectionOf } from '../../state/candidate-choice.ts'
import { useCore } from '../../state/use-core.tsx'
import { usePagedRows } from '../../state/use-paged-rows.ts'

/** How long rows stand before their sizes are asked for: nobody wants those of what scrolls past. */
const restMs = 400
/** Rows that one request carries, as the contract has it. */
const mostRows = 1_000

export interface CandidateView {
  readonly inspectionId: string
  readonly filter: CandidateFilter
  readonly sort: CandidateQuery['sort']
  readonly order: CandidateQuery['order']
  readonly choice: CandidateChoice
  /** Null: each keeps the name it has. */
  readonly template: string | null
  /** How often it was read: with each time there are others. */
  readonly round: number
  /** What was found so far: with each change it is read anew. */
  readonly news: string
}

export type CandidateRow = CandidatePage['items'][number]
export type Totals = Pick<CandidatePage, 'total' | 'bytes' | 'withoutSize' | 'selected'>

/** The candidates that fit, by window, and what all of them come to. */
export function useCandidates({ inspectionId, filter, sort, order, choice, template, round, news }: CandidateView) {
  const { sources } = useCore()
  const material = `${inspectionId} ${round}`
  /** Of which sizes were asked; under the same indexes other material has others. */
  const askedSizes = useRef({ of: material, indexes: new Set<number>() })
  const query = useRef<Omit<CandidateQuery, 'offset' | 'limit'>>(undefined)
  const asked = {
    inspectionId,
    filter,
    sort,
    order,
    selection: selectionOf(choice, filter),
    ...(template !== null && { nameTemplate: template }),
  }
  query.current = asked
  const about = JSON.stringify([inspectionId, round, filter, sort, order])
  const paged = usePagedRows([about, choice, template, news], (window) => sources.candidates({ ...asked, ...window }))
  const { at, rows, shownPlace } = paged

  // Servers are asked for the sizes of what somebody looks at, once each.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (askedSizes.current.of !== material) askedSizes.current = { of: material, indexes: new Set() }
      const { indexes: known } = askedSizes.current
      const wanted: number[] = []
      for (let row = shownPlace.current.first; row <= shownPlace.current.last; row += 1) {
        const candidate = at(row)
        if (candidate === null || candidate.size !== null || known.has(candidate.index)) continue
        known.add(candidate.index)
        wanted.push(candidate.index)
      }
      if (wanted.length > 0) void sources.sizes(inspectionId, wanted)
    }, restMs)
    return () => clearTimeout(timer)
  }, [at, shownPlace, inspectionId, material, sources])

  /** The indexes of rows from one place to another, both included; also of rows that are not kept here. */
  const indexesBetween = useCallback(
    async (from: number, to: number): Promise<readonly number[]> => {
      const indexes: number[] = []
      for (let offset = from; offset <= to; offset += mostRows) {
        if (query.current === undefined) break
        const limit = Math.min(mostRows, to - offset + 1)
        const { value } = await sources.candidates({ ...query.current, offset, limit })
        if (value === null) break
        indexes.push(...value.items.map(({ index }) => index))
      }
      return indexes
    },
    [sources],
  )

  const { show, problem, page: totals } = paged
  return { rows, problem, show, at, indexesBetween, totals }
}
export type Candidates = ReturnType<typeof useCandidates>
