import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Answer } from './answer.ts'
import { noPagedRows, type PagedRows, pagedRowAt, rowsPerPage, staleRows, wantedRowPage, withRowPage } from './paged-rows.ts'
import type { Problem } from './problem.ts'

/** Pause before what changed is read: typing and progress must not send a request each. */
const readDelayMs = 150
/** Pages that are on the screen at once, and some more for a fast scroll. */
const mostSteps = 8

interface Page {
  readonly items: readonly unknown[]
  readonly total: number
}

interface Shown<Answered extends Page> {
  readonly rows: PagedRows<Answered['items'][number]>
  /** What the last answer said beside its rows; null before the first. */
  readonly page: Answered | null
  /** Why the last question was refused. */
  readonly problem: Problem | null
}

/**
 * Rows that the core has any number of, by window: pages around what is on the screen. `question`: with each change of its
 * parts they are read anew, and what was shown stays until they are here. `read` asks what is asked now.
 */
export function usePagedRows<Answered extends Page>(
  question: readonly unknown[],
  read: (window: { readonly offset: number; readonly limit: number }) => Promise<Answer<Answered>>,
) {
  const [shown, setShown] = useState<Shown<Answered>>({ rows: noPagedRows, page: null, problem: null })
  /** Newer than what is shown where rows are to be read again: only a reading changes it, no rendering. */
  const state = useRef(shown)
  const place = useRef({ first: 0, last: 0 })
  /** Answers to what is no longer asked are dropped by it. */
  const generation = useRef(0)
  const reader = useRef(read)
  reader.current = read

  const readWanted = useCallback(async () => {
    const own = generation.current
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const { first, last } = place.current
      const page = state.current.page === null ? 0 : wantedRowPage(state.current.rows, first, last)
      if (page === null) return
      const { value, problem } = await reader.current({ offset: page * rowsPerPage, limit: rowsPerPage })
      if (own !== generation.current) return
      state.current =
        value === null
          ? { ...state.current, problem }
          : { rows: withRowPage(state.current.rows, page, value), page: value, problem: null }
      setShown(state.current)
      if (value === null) return
    }
  }, [])

  useEffect(() => {
    generation.current += 1
    state.current = { ...state.current, rows: staleRows(state.current.rows) }
    const timer = setTimeout(() => void readWanted(), state.current.page === null ? 0 : readDelayMs)
    return () => clearTimeout(timer)
  }, [readWanted, ...question])

  const show = useCallback(
    (first: number, last: number) => {
      place.current = { first, last }
      if (state.current.page !== null) void readWanted()
    },
    [readWanted],
  )

  return useMemo(() => ({ ...shown, show, shownPlace: place, at: (row: number) => pagedRowAt(shown.rows, row) }), [shown, show])
}
