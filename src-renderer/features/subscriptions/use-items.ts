import { useCallback, useEffect, useRef, useState } from 'react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
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

/** Pause before what changed is read: typing must not send a request for each key. */
const readDelayMs = 150
/** Pages that are on the screen at once, and some more for a fast scroll. */
const mostSteps = 8

export interface ItemView {
  readonly subscriptionId: string
  /** Null: whatever became of them. */
  readonly state: SubscriptionItem['state'] | null
  /** Words in their titles; empty for all. */
  readonly text: string
  /** With each change the items are read anew. */
  readonly news: string
}

interface Shown {
  readonly rows: PagedRows<SubscriptionItem>
  /** Something was read for what is asked now. */
  readonly isRead: boolean
  /** Why they could not be read. */
  readonly problem: Problem | null
}

/** What a subscription has met in its feed, newest first, by window: pages around what is on the screen. */
export function useItems({ subscriptionId, state, text, news }: ItemView) {
  const { subscriptions } = useCore()
  const [shown, setShown] = useState<Shown>({ rows: noPagedRows, isRead: false, problem: null })
  const current = useRef(shown)
  const place = useRef({ first: 0, last: 0 })
  /** Answers to what is no longer asked are dropped by it. */
  const generation = useRef(0)
  const query = useRef({ subscriptionId })
  query.current = { subscriptionId, ...(state !== null && { state }), ...(text.trim() !== '' && { text: text.trim() }) }

  const put = useCallback((next: Shown) => {
    current.current = next
    setShown(next)
  }, [])

  const readWanted = useCallback(async () => {
    const own = generation.current
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const { rows, isRead } = current.current
      const { first, last } = place.current
      const page = isRead ? wantedRowPage(rows, first, last) : 0
      if (page === null) return
      const { value, problem } = await subscriptions.items({ ...query.current, offset: page * rowsPerPage, limit: rowsPerPage })
      if (own !== generation.current) return
      if (value === null) return put({ ...current.current, problem })
      put({ rows: withRowPage(current.current.rows, page, value), isRead: true, problem: null })
    }
  }, [subscriptions, put])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these makes other rows of what was read.
  useEffect(() => {
    generation.current += 1
    current.current = { ...current.current, rows: staleRows(current.current.rows) }
    const timer = setTimeout(() => void readWanted(), current.current.isRead ? readDelayMs : 0)
    return () => clearTimeout(timer)
  }, [subscriptionId, state, text, news, readWanted])

  const show = useCallback(
    (first: number, last: number) => {
      place.current = { first, last }
      if (current.current.isRead) void readWanted()
    },
    [readWanted],
  )

  /** The items from one place to another, both included; also those that are not kept here. */
  const between = useCallback((from: number, to: number) => subscriptions.itemsBetween(query.current, from, to), [subscriptions])

  return { ...shown, show, between, at: (row: number) => pagedRowAt(shown.rows, row) }
}
export type Items = ReturnType<typeof useItems>
