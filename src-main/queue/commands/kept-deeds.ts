import type { UndoAction } from '../../../src-preload/contract/index.ts'

/** How long something can be undone, in milliseconds. What a removal leaves on disk waits for that. */
const lifetimesMs = { removal: 10_000, other: 600_000 } as const
/** A click in the last moment is on its way for a while. */
export const graceMs = 2_000
export const mostDeeds = 20
/** Rows that all deeds together remember; the newest may remember more by itself. */
export const mostRows = 500_000

export function lifetimeMs(action: UndoAction): number {
  return action === 'remove' ? lifetimesMs.removal : lifetimesMs.other
}

/** What must be known of a deed to say how long it is remembered. */
export interface DeedFacts {
  readonly id: string
  readonly rows: number
  /** On the clock that is never set. */
  readonly untilMs: number
}

/** Which deeds are not remembered any longer. `deeds`: the newest first. */
export function overdueDeeds(deeds: readonly DeedFacts[], nowMs: number): ReadonlySet<string> {
  let rows = 0
  const overdue = deeds.filter((deed, at) => {
    rows += deed.rows
    return deed.untilMs + graceMs <= nowMs || at >= mostDeeds || (at > 0 && rows > mostRows)
  })
  return new Set(overdue.map(({ id }) => id))
}
