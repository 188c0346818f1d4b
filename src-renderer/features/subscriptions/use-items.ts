import { useCallback, useRef } from 'react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { usePagedRows } from '../../state/use-paged-rows.ts'

export interface ItemView {
  readonly subscriptionId: string
  /** Null: whatever became of them. */
  readonly state: SubscriptionItem['state'] | null
  /** Words in their titles; empty for all. */
  readonly text: string
  /** With each change the items are read anew. */
  readonly news: string
}

/** What a subscription has met in its feed, newest first, by window. */
export function useItems({ subscriptionId, state, text, news }: ItemView) {
  const { subscriptions } = useCore()
  const query = useRef({ subscriptionId })
  query.current = { subscriptionId, ...(state !== null && { state }), ...(text.trim() !== '' && { text: text.trim() }) }
  const rows = usePagedRows([subscriptionId, state, text, news], (window) => subscriptions.items({ ...query.current, ...window }))
  /** The items from one place to another, both included; also those that are not kept here. */
  const between = useCallback((from: number, to: number) => subscriptions.itemsBetween(query.current, from, to), [subscriptions])
  return { ...rows, between }
}
export type Items = ReturnType<typeof useItems>
