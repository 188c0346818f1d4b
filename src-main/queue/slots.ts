import type { SlotLimit, WaitReason } from '../../src-preload/contract/index.ts'

/** An episode that holds a slot. */
export interface SlotHolder {
  readonly attemptId: number
  /** Already asked to stop: its slot is on its way. */
  readonly isStopping: boolean
}

/** Which holders go back to the queue when the number of slots is lowered: the newest-started, as many as are too many. */
export function surplusHolders(holders: readonly SlotHolder[], slots: number): readonly number[] {
  const staying = holders.filter((holder) => !holder.isStopping)
  const surplus = Math.max(0, staying.length - slots)
  return staying
    .map((holder) => holder.attemptId)
    .sort((left, right) => right - left)
    .slice(0, surplus)
}

export interface SlotFacts {
  readonly paused: boolean
  /** The schedule lets nothing be downloaded now. */
  readonly isClosed: boolean
  readonly configured: number
  readonly active: number
  /** A queued episode waits for nothing that is remembered. */
  readonly hasEligible: boolean
  /** What keeps all of those from starting; null where one of them could. */
  readonly heldBy: 'queue' | 'schedule' | 'host' | 'backoff' | 'offline' | null
  readonly waits: Partial<Record<WaitReason, number>>
}

/** What is in effect, and why it is not what is configured. */
export function slotState(facts: SlotFacts): { effective: number; draining: number; limitedBy: SlotLimit | null } {
  const draining = Math.max(0, facts.active - (facts.paused ? 0 : facts.configured))
  if (facts.paused) return { effective: 0, draining, limitedBy: 'paused' }
  if (facts.isClosed) return { effective: 0, draining: facts.active, limitedBy: 'schedule' }
  if (draining > 0) return { effective: facts.configured, draining, limitedBy: 'drain' }
  if (facts.active === facts.configured) return { effective: facts.configured, draining, limitedBy: null }
  if (facts.hasEligible) {
    return { effective: facts.heldBy === null ? facts.configured : facts.active, draining, limitedBy: facts.heldBy }
  }
  return { effective: facts.configured, draining, limitedBy: limitFromWaits(facts.waits) }
}

function limitFromWaits(waits: SlotFacts['waits']): SlotLimit | null {
  if ((waits.disk ?? 0) > 0) return 'disk'
  if ((waits.backoff ?? 0) > 0) return 'backoff'
  if ((waits.auth ?? 0) > 0) return 'session'
  return null
}
