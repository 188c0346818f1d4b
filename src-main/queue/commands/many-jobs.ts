import type { JobsPatch, MoveJobs } from '../../../src-preload/contract/index.ts'
import { definedOnly } from '../defined-only.ts'
import type { JobPlace } from '../ports.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { ItemParts } from './item-parts.ts'
import { refuseQueue } from './refuse-queue.ts'
import { refuseSession } from './refuse-session.ts'
import { followSession } from './session-change.ts'

/** Jobs of which each is told by itself when many change at once; whoever shows a list reads it again. */
const mostToldJobs = 1_000

/** How many were changed, and how many were not there. */
export type Outcome = { changed: number; skipped: number }

/** Changes many jobs as one; what is not there is counted as skipped. */
export function changeJobs(
  parts: ItemParts,
  { jobIds, deed }: { readonly jobIds: readonly string[]; readonly deed: number | null },
  patch: JobsPatch,
): Outcome | Refusal {
  const { world, queues, dispatcher, network } = parts
  const refusal =
    refuseQueue(queues, patch.queueId) ?? refuseSession(world.sessions, patch.sessionId) ?? network.refuseUse(patch.proxy)
  if (refusal !== null) return refusal
  const changed = world.store.jobsInOrder(jobIds)
  const change = definedOnly(patch)
  world.store.transaction(() => {
    if (deed !== null) world.store.keepJobs(deed, changed)
    for (const jobId of changed) world.store.changeJob(jobId, change)
  })
  for (const jobId of changed) dispatcher.attempts.putInQueue(jobId, patch.queueId)
  if (patch.sessionId !== undefined) followSession(parts, changed, patch.sessionId)
  if (patch.proxy !== undefined) dispatcher.renewLimits(dispatcher.attempts.jobIds())
  return told(parts, changed, jobIds)
}

/** Moves jobs together, in the order in which they stand. */
export function moveJobs(
  parts: ItemParts,
  { jobIds, to, beforeJobId, afterJobId }: MoveJobs,
  deed: number | null,
): Outcome | Refusal {
  const { store } = parts.world
  const neighbour = beforeJobId ?? afterJobId
  if (neighbour !== undefined && store.job(neighbour) === null) return refuse('NOT_FOUND', { jobId: neighbour })
  const moved = store.jobsInOrder(jobIds)
  store.transaction(() => {
    if (deed !== null) store.keepJobs(deed, moved)
    store.moveJobs(moved, placeOf({ to, beforeJobId, afterJobId }))
  })
  return told(parts, moved, jobIds)
}

function placeOf({ to, beforeJobId, afterJobId }: Omit<MoveJobs, 'jobIds'>): JobPlace {
  if (beforeJobId !== undefined) return { before: beforeJobId }
  return afterJobId === undefined ? { end: to ?? 'bottom' } : { after: afterJobId }
}

function told({ news, dispatcher }: ItemParts, changed: readonly string[], wanted: readonly string[]): Outcome {
  for (const jobId of changed.slice(0, mostToldJobs)) news.job(jobId)
  dispatcher.giveUpSurplus()
  void dispatcher.stopClosed()
  dispatcher.pump()
  return { changed: changed.length, skipped: wanted.length - changed.length }
}
