import { useCallback, useEffect, useRef, useState } from 'react'
import { entryAt, noReportRows, type ReportRows, wantedPage, withReportPage } from '../../state/report-rows.ts'
import type { ReportFilter } from '../../state/report-view.ts'
import { useCore } from '../../state/use-core.tsx'

interface Shown {
  readonly rows: ReportRows
  /** Nothing has been read yet for this filter. */
  readonly isLoading: boolean
}

const nothing: Shown = { rows: noReportRows, isLoading: true }

/**
 * The report by window. With `news` it is read anew from its beginning, but only where that is on the screen: what
 * someone reads further down does not move.
 */
export function useReportRows(filter: ReportFilter, news: string) {
  const { report } = useCore()
  const about = JSON.stringify(filter)
  const [shown, setShown] = useState<Shown & { readonly about: string }>({ ...nothing, about })
  /** Answers to what is no longer asked are dropped by it. */
  const generation = useRef(0)
  const place = useRef({ first: 0, last: 0 })
  const state = useRef(shown)
  state.current = shown

  const read = useCallback(
    async (rows: ReportRows, page: number, askedFor: number) => {
      const answer = await report.page(filterFrom(about), rows.starts[page])
      if (askedFor !== generation.current || answer === null) return
      const next = withReportPage(rows, page, answer)
      setShown({ rows: next, isLoading: false, about })
      const more = wantedPage(next, place.current.first, place.current.last)
      if (more !== null) await read(next, more, askedFor)
    },
    [report, about],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the news say that there may be newer entries.
  useEffect(() => {
    const isOther = state.current.about !== about
    if (!isOther && place.current.first > 0) return
    if (isOther) place.current = { first: 0, last: 0 }
    generation.current += 1
    void read(noReportRows, 0, generation.current)
  }, [about, news, read])

  const show = useCallback(
    (first: number, last: number) => {
      place.current = { first, last }
      const { rows, isLoading, about: isOf } = state.current
      const page = isLoading || isOf !== about ? null : wantedPage(rows, first, last)
      if (page === null) return
      generation.current += 1
      void read(rows, page, generation.current)
    },
    [read, about],
  )

  const isCurrent = shown.about === about
  const { rows, isLoading } = isCurrent ? shown : nothing
  return { rows, isLoading, show, at: (index: number) => entryAt(rows, index) }
}

function filterFrom(about: string): ReportFilter {
  return JSON.parse(about) as ReportFilter
}
