import { slotsOfHost } from '../host-slots.ts'
import { type SlotHolder, surplusHolders } from '../slots.ts'

export interface QueuedHolder extends SlotHolder {
  readonly jobId: string
  readonly queueId: string
  readonly host: string
  /** Null for none. */
  readonly sessionId: string | null
}

export interface SlotRules {
  /** Of the whole program. */
  readonly slots: number
  /** Of each host; 0 for no limit of its own. */
  readonly slotsPerHost: number
  /** Null where only that number counts. */
  slotsOf(queueId: string): number | null
  /** Whether only one episode of this job may hold a slot. */
  isSequential(jobId: string): boolean
  /** Whether only one episode of this session may. */
  isExclusive(sessionId: string): boolean
}

/**
 * Which holders go back to the queue so that each job, session, host and queue and the whole keeps to its number: in each
 * the newest-started, and none for the whole that goes for a part of it.
 */
export function surplusByRules(holders: readonly QueuedHolder[], rules: SlotRules): ReadonlySet<number> {
  const going = new Set<number>()
  const giveUp = (group: readonly QueuedHolder[], slots: number) => {
    const left = group.map((holder) => (going.has(holder.attemptId) ? { ...holder, isStopping: true } : holder))
    for (const id of surplusHolders(left, slots)) going.add(id)
  }
  for (const [jobId, group] of Map.groupBy(holders, (holder) => holder.jobId)) {
    if (group.length > 1 && rules.isSequential(jobId)) giveUp(group, 1)
  }
  for (const [sessionId, group] of Map.groupBy(holders, (holder) => holder.sessionId)) {
    if (group.length > 1 && sessionId !== null && rules.isExclusive(sessionId)) giveUp(group, 1)
  }
  for (const group of Map.groupBy(holders, (holder) => holder.host).values()) giveUp(group, slotsOfHost(rules.slotsPerHost))
  for (const [queueId, group] of Map.groupBy(holders, (holder) => holder.queueId)) {
    const slots = rules.slotsOf(queueId)
    if (slots !== null) giveUp(group, slots)
  }
  giveUp(holders, rules.slots)
  return going
}
