import { type KeptLayouts, layoutKey, layoutOf, sortOf } from './kept-layouts.ts'
import { jobFilterOf, type ListQuery } from './list-query.ts'
import { putItems, retainItems } from './live-items.ts'
import type { LiveStore } from './live-store.ts'
import { type RowRef, refOf } from './row-ref.ts'
import { nothingSelected } from './selection.ts'
import { throttle } from './throttle.ts'
import type { Client } from './transport.ts'
import type { ViewStore } from './view-store.ts'
import {
  emptyCache,
  followRow,
  idsOf,
  markStale,
  pageRange,
  pageRuns,
  pageSize,
  putRows,
  rowAt,
  sameRows,
  wantedPages,
} from './window-cache.ts'

const refetchIntervalMs = 200
/** Pages read ahead on both sides of the screen: 200 rows are more than a wheel turns in the time of an answer. */
const pagesAhead = 2
/** Rows of one request at most, as the contract has it. */
const requestLimit = 1_000

/** Reads the list by window: what is shown, then its neighbours, and again when it may have changed. */
export interface RowWindow {
  /** Rows that are on the screen, both ends included. */
  show(first: number, last: number): void
  /** Asks for something else, or another order; what was shown stays until the answer is here. */
  change(query: Partial<ListQuery>): void
  /** The list may have changed: what is shown is read again, at most every 200 ms. */
  refresh(): void
  /** The rows of a range, read where they are not known. At most `limit` of them. */
  refsBetween(first: number, last: number, limit: number): Promise<readonly RowRef[]>
  stop(): void
}

/** Another view comes in its own order. */
function otherOrder(query: ListQuery, patch: Partial<ListQuery>, layouts: KeptLayouts): Partial<ListQuery> {
  const next = { ...query, ...patch }
  return layoutKey(next) === layoutKey(query) ? {} : sortOf(layoutOf(layouts, next))
}

interface Parts {
  readonly client: Pick<Client, 'rows'>
  readonly live: LiveStore
  readonly view: ViewStore
  readonly onFailure: (error: unknown) => void
}

export function createRowWindow({ client, live, view, onFailure }: Parts): RowWindow {
  let cache = emptyCache
  let shown = { first: 0, last: 0 }
  /** Answers to a query that is no longer asked are dropped by it. */
  let generation = 0
  /** Pages on their way. A refresh begins a new set: what was asked before it may be older than the change. */
  let asked = new Set<number>()

  const inputOf = (query: ListQuery, offset: number, limit: number) => ({
    ...jobFilterOf(query),
    expanded: [...query.expanded],
    offset,
    limit,
  })

  async function read(from: number, count: number): Promise<void> {
    const askedFor = generation
    const marks = asked
    const pages = Array.from({ length: count }, (_, step) => from + step)
    for (const page of pages) marks.add(page)
    try {
      const answer = await client.rows(inputOf(view.getState().query, from * pageSize, count * pageSize))
      if (askedFor !== generation) return
      const { isLoading, rows, active } = view.getState()
      cache = putRows(isLoading ? emptyCache : cache, { from, count, refs: answer.rows.map(refOf), total: answer.total })
      const kept = new Set(idsOf(cache))
      if (active?.ref) kept.add(active.ref.id)
      live.setState((state) => retainItems(putItems(state, answer.rows), kept))
      if (isLoading || !sameRows(cache, rows)) {
        view.setState({ rows: cache, isLoading: false, active: active && followRow(cache, active) })
      }
      view.setState({ shownJobs: answer.jobs })
    } catch (error) {
      // Not asked again at once, it would fail again: the next change or the next connection reads what is missing.
      if (askedFor === generation) onFailure(error)
      return
    } finally {
      for (const page of pages) marks.delete(page)
    }
    // The list may have become shorter or longer than what was asked for.
    if (marks === asked) fill(0)
  }

  /** Asks for the pages on the screen, and `margin` pages around them, that are missing or stale and not on their way. */
  function fill(margin: number): void {
    if (cache.total === 0) return
    const wanted = wantedPages(cache, pageRange(shown.first, shown.last, cache.total, margin))
    for (const run of pageRuns(wanted.filter((page) => !asked.has(page)))) void read(run.from, run.count)
  }

  const reload = throttle(() => {
    asked = new Set()
    if (view.getState().isLoading || cache.total === 0) {
      void read(Math.floor(shown.first / pageSize), 1)
      return
    }
    cache = markStale(cache, pageRange(shown.first, shown.last, cache.total, pagesAhead))
    fill(0)
  }, refetchIntervalMs)

  return {
    show(first, last) {
      shown = { first, last }
      if (!view.getState().isLoading) fill(pagesAhead)
    },
    change(patch) {
      generation += 1
      const isOtherList = Object.keys(patch).some((key) => key !== 'expanded')
      view.setState(({ query, layouts }) => ({
        query: { ...query, ...otherOrder(query, patch, layouts), ...patch },
        ...(isOtherList && { renamingId: null, selection: nothingSelected, active: null, anchor: 0, isLoading: true }),
      }))
      if (isOtherList) shown = { first: 0, last: shown.last - shown.first }
      // What the person asks for is not throttled.
      reload.cancel()
      reload()
    },
    refresh: reload,
    async refsBetween(first, last, limit) {
      const end = Math.min(last, first + limit - 1)
      const { rows, query } = view.getState()
      const refs: RowRef[] = []
      let index = first
      while (index <= end) {
        const known = rowAt(rows, index)
        if (known !== null) {
          refs.push(known)
          index += 1
          continue
        }
        const answer = await client.rows(inputOf(query, index, Math.min(requestLimit, end - index + 1)))
        if (answer.rows.length === 0) break
        refs.push(...answer.rows.map(refOf))
        index += answer.rows.length
      }
      return refs
    },
    stop() {
      generation += 1
      reload.cancel()
    },
  }
}
