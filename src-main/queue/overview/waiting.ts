import type { HoldReason, Overview, WaitReason } from '../../../src-preload/contract/index.ts'
import type { ReadyGroup } from '../ports.ts'

/** What may hold an episode that waits for nothing that is remembered, as things stand now. */
export interface Holds {
  readonly isPaused: boolean
  /** The schedule above all queues lets nothing start. */
  readonly isClosed: boolean
  sessionHold(sessionId: string): 'auth' | 'session' | null
  queueHold(queueId: string): 'queue' | 'schedule' | null
  hostHold(host: string): 'host' | 'backoff' | 'offline' | null
}

/**
 * What queued episodes wait for, most first. Each counts once, for what would have to change first: in the order in which
 * a single episode tells it, with a pause of everything above what else could be said.
 */
export function waitingOf(
  groups: readonly ReadyGroup[],
  waits: Partial<Readonly<Record<WaitReason, number>>>,
  holds: Holds,
): NonNullable<Overview['waiting']> {
  const counts = new Map<HoldReason, number>()
  const count = (reason: HoldReason, episodes: number) => counts.set(reason, (counts.get(reason) ?? 0) + episodes)
  for (const [reason, episodes] of Object.entries(waits) as [WaitReason, number][]) count(reason, episodes)
  for (const group of groups) count(reasonOf(group, holds), group.episodes)
  const reasons = [...counts]
    .map(([reason, episodes]) => ({ reason, episodes }))
    .filter(({ episodes }) => episodes > 0)
    .toSorted((one, other) => other.episodes - one.episodes)
  return { total: reasons.reduce((sum, { episodes }) => sum + episodes, 0), reasons }
}

function reasonOf({ sessionId, queueId, host }: ReadyGroup, holds: Holds): HoldReason {
  const session = sessionId === null ? null : holds.sessionHold(sessionId)
  if (session === 'auth') return 'auth'
  if (holds.isPaused) return 'paused'
  if (holds.isClosed) return 'schedule'
  return holds.queueHold(queueId) ?? session ?? holds.hostHold(host) ?? 'slot'
}
