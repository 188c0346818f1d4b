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
  /** Of these, those above the number that the user lets one host have. */
  readonly aboveHosts: number
  /** A queued episode waits for nothing that is remembered. */
  readonly hasEligible: boolean
  /** What keeps all of those from starting; null where one of them could. */
  readonly heldBy: 'queue' | 'schedule' | 'host' | 'session' | 'backoff' | 'offline' | null
  readonly waits: Partial<Record<WaitReason, number>>
}

export interface SlotState {
  readonly effective: number
  readonly draining: number
  readonly limitedBy: SlotLimit | null
}

/** What is in effect, and why it is not what is configured. */
export function slotState(facts: SlotFacts): SlotState {
  if (facts.paused) return { effective: 0, draining: facts.active, limitedBy: 'paused' }
  if (facts.isClosed) return { effective: 0, draining: facts.active, limitedBy: 'schedule' }
  const aboveAll = facts.active - facts.configured
  const draining = Math.max(0, aboveAll, facts.aboveHosts)
  if (aboveAll > 0) return { effective: facts.configured, draining, limitedBy: 'drain' }
  if (facts.active === facts.configured) return { effective: facts.configured, draining, limitedBy: null }
  if (facts.hasEligible) {
    const effective = facts.heldBy === null ? facts.configured : facts.active - draining
    return { effective, draining, limitedBy: facts.heldBy }
  }
  return { effective: facts.configured, draining, limitedBy: limitFromWaits(facts.waits) }
}

function limitFromWaits(waits: SlotFacts['waits']): SlotLimit | null {
  if ((waits.disk ?? 0) > 0) return 'disk'
  if ((waits.backoff ?? 0) > 0) return 'backoff'
  if ((waits.auth ?? 0) > 0) return 'session'
  return null
}

const limitWords: Readonly<Record<Exclude<SlotLimit, 'drain'>, string>> = {
  host: 'the rest waits for its hosts',
  queue: 'the rest waits for its queues',
  session: 'the rest waits for its sessions',
  schedule: 'the rest waits for the schedule',
  backoff: 'the rest waits to be tried again',
  disk: 'the rest waits for the disk',
  offline: 'there is no network',
  paused: 'the queue is paused',
}

/** The same in English words: "7 running, limit 3, 4 finishing". */
export function slotSummary(active: number, configured: number, { draining, limitedBy }: SlotState): string {
  const parts = [`${active} running`, `limit ${configured}`]
  if (limitedBy !== null && limitedBy !== 'drain') parts.push(limitWords[limitedBy])
  if (draining > 0) parts.push(`${draining} finishing`)
  return parts.join(', ')
}
