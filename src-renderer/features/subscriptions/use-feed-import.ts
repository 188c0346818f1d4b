import { useEffect, useRef, useState } from 'react'
import type { OpmlList } from '../../../src-preload/contract/index.ts'
import type { Problem } from '../../state/problem.ts'
import type { NewSubscriptionInput } from '../../state/subscription-commands.ts'
import { useCore } from '../../state/use-core.tsx'

export type ListedFeed = OpmlList['feeds'][number]

/** What became of a feed that was chosen. */
export type FeedOutcome =
  | { readonly kind: 'reading' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Subscribes to feeds one after the other: each is read first, and their servers are not asked all at once. */
export function useFeedImport() {
  const { subscriptions } = useCore()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, FeedOutcome>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const isOver = useRef(false)
  useEffect(() => {
    isOver.current = false
    return () => {
      isOver.current = true
    }
  }, [])
  const note = (url: string, outcome: FeedOutcome) => setOutcomes((before) => new Map(before).set(url, outcome))

  /** Until all are through, or the dialog is gone. */
  async function run(feeds: readonly ListedFeed[], choices: Pick<NewSubscriptionInput, 'intervalMinutes' | 'startWith'>) {
    if (isRunning) return
    setRunning(true)
    for (const { url, title } of feeds) {
      if (isOver.current) return
      note(url, { kind: 'reading' })
      const name = title?.trim().slice(0, 500) ?? ''
      const { problem } = await subscriptions.add({ ...choices, url, ...(name !== '' && { title: name }) })
      note(url, problem === null ? { kind: 'done' } : { kind: 'failed', problem })
    }
    setRunning(false)
  }
  return { outcomes, isRunning, run }
}
