import type { Queue } from '../../../src-preload/contract/index.ts'

/** What its own schedule says. */
interface Permission {
  readonly isOpen: boolean
  readonly until: number | null
}

/** Why nothing of a queue is started now, as its episodes tell it. */
export interface QueueHold {
  readonly reason: 'slot' | 'schedule'
  /** Milliseconds since the epoch; null where that is not known. */
  readonly until: number | null
  /** What runs of it goes back to `queued` too; otherwise it is only full. */
  readonly isFirm: boolean
  readonly isPaused: boolean
}

/** Null where an episode of the queue may be started; `active`: how many of it hold a slot. */
export function queueHold({ paused, slots }: Queue, { isOpen, until }: Permission, active: () => number): QueueHold | null {
  if (paused) return { reason: 'slot', until: null, isFirm: true, isPaused: true }
  if (!isOpen) return { reason: 'schedule', until, isFirm: true, isPaused: false }
  if (slots !== null && active() >= slots) return { reason: 'slot', until: null, isFirm: false, isPaused: false }
  return null
}
