import type { Undone } from '../../../src-preload/contract/index.ts'
import { mostJobsTold } from '../news.ts'
import type { ClaimPlace, Deed, Store, TakenBack, UndoColumn } from '../ports.ts'
import { inSlices, mostAtOnce } from '../sliced-work.ts'
import type { ItemParts } from './item-parts.ts'
import { followSession } from './session-change.ts'

/**
 * Undoes a deed in slices, between which the queue answers others. That it has begun is noted, so that the next start
 * goes on with it where the program dies: it is undone as a whole, or not at all.
 */
export async function takeBack(
  parts: ItemParts,
  deed: Deed & { readonly columns: readonly UndoColumn[] },
  isClosed: () => boolean,
): Promise<Undone> {
  const { world, dispatcher } = parts
  const { store, clock } = world
  const undone = { restored: 0, movedOn: 0, gone: 0, anew: 0 }
  const told = new Set<string>()
  store.beginUndoing(deed.key)
  // What the deed has set going stops, and must not be started again before it is as it was.
  const letGo = deed.action === 'resume' || deed.action === 'retry' ? dispatcher.hold() : () => undefined
  try {
    await stopSetGoing(parts, deed)
    if (deed.action === 'remove') {
      let place: ClaimPlace | null = null
      await inSlices(clock, (items) => {
        const step = store.transaction(() => store.yieldClaimed(deed.key, place, items), { durable: false })
        undone.anew += step.anew
        place = step.after
        return place !== null && !isClosed()
      })
    }
    await inSlices(clock, (items) => {
      if (isClosed()) return false
      const step = store.transaction(() => store.takeBack(deed.key, items), { durable: false })
      follow(parts, deed, step)
      for (const jobId of step.jobIds) if (told.size <= mostJobsTold) told.add(jobId)
      undone.restored += step.restored
      undone.movedOn += step.movedOn
      undone.gone += step.gone
      return step.isMore
    })
    if (isClosed()) return undone
    while (store.transaction(() => store.forgetDeed(deed.key, mostAtOnce), { durable: false }));
  } finally {
    letGo()
  }
  tell(parts, [...told])
  await store.flushed()
  return undone
}

/** Ends the undoings in which the program died; before anything is started. What else was done stays done. */
export function endUndoings(store: Store): void {
  for (const { key } of store.pendingUndoings()) {
    let place: ClaimPlace | null = null
    do place = store.yieldClaimed(key, place, mostAtOnce).after
    while (place !== null)
    while (store.takeBack(key, mostAtOnce).isMore);
    while (store.forgetDeed(key, mostAtOnce));
  }
  store.forgetDeeds()
}

async function stopSetGoing({ world, dispatcher }: ItemParts, { key, action }: Deed): Promise<void> {
  if (action !== 'resume' && action !== 'retry') return
  const running = dispatcher.attempts.all().map(({ episodeId }) => episodeId)
  const attempts = world.store.setGoingBy(key, running).flatMap((id) => dispatcher.attempts.ofEpisode(id) ?? [])
  await Promise.all(attempts.map((attempt) => dispatcher.stop(attempt, 'queued')))
}

/** What runs of jobs that are elsewhere again follows them. */
function follow(
  parts: ItemParts,
  { action, columns }: Pick<Deed, 'action'> & { readonly columns: readonly UndoColumn[] },
  { jobIds }: TakenBack,
): void {
  const { world, dispatcher } = parts
  if (action !== 'change') return
  const running = new Set(dispatcher.attempts.jobIds())
  for (const jobId of jobIds) {
    const job = running.has(jobId) || columns.includes('sessionId') ? world.store.job(jobId) : null
    if (job === null) continue
    if (columns.includes('queueId')) dispatcher.attempts.putInQueue(jobId, job.queueId)
    if (columns.includes('sessionId')) followSession(parts, [jobId], job.sessionId)
  }
}

function tell({ world, dispatcher, news, reporting, touching }: ItemParts, jobIds: readonly string[]): void {
  if (jobIds.length > mostJobsTold) news.removed([], [])
  for (const jobId of jobIds.slice(0, mostJobsTold)) if (world.store.job(jobId) !== null) touching.job(jobId)
  reporting.later.plan()
  news.sessions()
  news.stats()
  dispatcher.renewLimits(dispatcher.attempts.jobIds())
  dispatcher.giveUpSurplus()
  void dispatcher.stopClosed()
  dispatcher.pump()
}
