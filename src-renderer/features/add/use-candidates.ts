import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CandidateFilter, CandidatePage, CandidateQuery } from '../../../src-preload/contract/index.ts'
import { type CandidateChoice, selectionOf } from '../../state/candidate-choice.ts'
import {
  noPagedRows,
  type PagedRows,
  pagedRowAt,
  rowsPerPage,
  staleRows,
  wantedRowPage,
  withRowPage,
} from '../../state/paged-rows.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'

/** Pause before what changed is read: typing and progress must not send a request each. */
const readDelayMs = 150
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

interface Shown {
  readonly rows: PagedRows<CandidateRow>
  /** Null before the first answer. */
  readonly totals: Totals | null
  /** Why the last question was refused. */
  readonly problem: Problem | null
}

const nothing: Shown = { rows: noPagedRows, totals: null, problem: null }

/** The candidates that fit, by window: pages around what is on the screen, and what all of them come to. */
export function useCandidates({ inspectionId, filter, sort, order, choice, template, round, news }: CandidateView) {
  const { sources } = useCore()
  const [shown, setShown] = useState<Shown>(nothing)
  /** Newer than what is shown where rows are to be read again: only a reading changes it, no rendering. */
  const state = useRef(shown)
  const place = useRef({ first: 0, last: 0 })
  const material = `${inspectionId} ${round}`
  /** Of which sizes were asked; under the same indexes other material has others. */
  const askedSizes = useRef({ of: material, indexes: new Set<number>() })
  const about = JSON.stringify([inspectionId, round, filter, sort, order])
  const question = useMemo(() => ({ about, choice, template, news }), [about, choice, template, news])
  /** Answers to what is no longer asked are dropped by it. */
  const asked = useRef(question)

  const query = useRef<Omit<CandidateQuery, 'offset' | 'limit'>>(undefined)
  query.current = {
    inspectionId,
    filter,
    sort,
    order,
    selection: selectionOf(choice, filter),
    ...(template !== null && { nameTemplate: template }),
  }

  const readWanted = useCallback(async () => {
    const own = asked.current
    for (let steps = 0; steps < 8; steps += 1) {
      const { first, last } = place.current
      const page = state.current.totals === null ? 0 : wantedRowPage(state.current.rows, first, last)
      if (page === null || query.current === undefined) return
      const offset = page * rowsPerPage
      const { value, problem } = await sources.candidates({ ...query.current, offset, limit: rowsPerPage })
      if (own !== asked.current) return
      const next =
        value === null
          ? { ...state.current, problem }
          : { rows: withRowPage(state.current.rows, page, value), totals: value, problem: null }
      state.current = next
      setShown(next)
      if (value === null) return
    }
  }, [sources])

  useEffect(() => {
    asked.current = question
    state.current = { ...state.current, rows: staleRows(state.current.rows) }
    const timer = setTimeout(() => void readWanted(), state.current.totals === null ? 0 : readDelayMs)
    return () => clearTimeout(timer)
  }, [question, readWanted])

  const show = useCallback(
    (first: number, last: number) => {
      place.current = { first, last }
      void readWanted()
    },
    [readWanted],
  )

  // Servers are asked for the sizes of what somebody looks at, once each.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (askedSizes.current.of !== material) askedSizes.current = { of: material, indexes: new Set() }
      const { indexes: known } = askedSizes.current
      const wanted: number[] = []
      for (let row = place.current.first; row <= place.current.last; row += 1) {
        const candidate = pagedRowAt(shown.rows, row)
        if (candidate === null || candidate.size !== null || known.has(candidate.index)) continue
        known.add(candidate.index)
        wanted.push(candidate.index)
      }
      if (wanted.length > 0) void sources.sizes(inspectionId, wanted)
    }, restMs)
    return () => clearTimeout(timer)
  }, [shown, inspectionId, material, sources])

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

  return { ...shown, show, indexesBetween, at: (row: number) => pagedRowAt(shown.rows, row) }
}
export type Candidates = ReturnType<typeof useCandidates>
