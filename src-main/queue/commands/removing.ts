import type { Attempt, Attempts } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { Leftovers } from '../leftovers.ts'
import type { News } from '../news.ts'
import type { RemovalOptions, Store } from '../ports.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import { breath, inSlices, mostAtOnce } from '../sliced-work.ts'
import type { Sweeper } from '../sweeper.ts'
import type { UncountedWaits } from '../uncounted-waits.ts'
import type { World } from '../world.ts'
import type { JobSweeps } from './job-sweeps.ts'

/** A job takes as long to be removed as so many episodes. */
const jobWeight = 10
const mostJobsAtOnce = mostAtOnce / jobWeight

/** Jobs and episodes of the list, by id. */
export interface ListedItems {
  readonly jobIds: readonly string[]
  readonly episodeIds: readonly string[]
}

interface Parts {
  readonly world: Pick<World, 'store' | 'clock'>
  readonly dispatcher: Dispatcher
  readonly sweeper: Sweeper
  readonly leftovers: Leftovers
  readonly news: News
  readonly sweeps: JobSweeps
  readonly settings: SettingsKeeper
  readonly uncountedWaits: UncountedWaits
}

/**
 * Stops what runs of these, then takes all of them off the list, with what they leave on disk: a job at once, however
 * large it is, and very many items in slices. What is not there, or went with its job, counts as skipped. Where the
 * program dies in between, its next start goes on with it.
 */
export async function removeItems(
  parts: Parts,
  items: ListedItems,
  { deleteFiles, deed = null }: Pick<RemovalOptions, 'deleteFiles' | 'deed'>,
): Promise<{ changed: number; skipped: number }> {
  const options = { deleteFiles, deed, keepHistory: parts.settings.current.historyDays > 0 }
  const gone = new Gone()
  for (let left = items; countOf(left) > 0; ) left = await removeIdle(parts, left, options, gone)
  const changed = gone.jobIds.length + gone.episodeIds.length
  return { changed, skipped: countOf(items) - changed }
}

/** Ends the removals during which the program died; before anything is started. */
export function endRemovals(store: Store): void {
  const pending = store.pendingRemovals()
  // As it is saved: nothing has read the settings yet.
  const keepHistory = store.loadSettings().historyDays !== 0
  for (const deleteFiles of [true, false]) {
    const idsOf = (kind: 'job' | 'episode') =>
      pending.filter((one) => one.kind === kind && one.deleteFiles === deleteFiles).map(({ id }) => id)
    const items = { jobIds: idsOf('job'), episodeIds: idsOf('episode') }
    if (countOf(items) > 0) store.transaction(() => takeOff(store, items, { deleteFiles, keepHistory }, new Gone()))
  }
}

/** What is off the list. */
class Gone {
  readonly jobIds: string[] = []
  readonly episodeIds: string[] = []
  /** Jobs that went with the last of their episodes: a job is its episodes. */
  readonly emptied: string[] = []
  /** Jobs of the episodes. */
  readonly touched = new Set<string>()
}

/** Removes these but for what was started meanwhile, which is returned: it has to stop first. */
async function removeIdle(parts: Parts, items: ListedItems, options: RemovalOptions, gone: Gone): Promise<ListedItems> {
  const { world, dispatcher, leftovers } = parts
  const { store } = world
  const rest = { jobIds: items.jobIds.slice(mostJobsAtOnce), episodeIds: items.episodeIds.slice(mostAtOnce) }
  const first = { jobIds: items.jobIds.slice(0, mostJobsAtOnce), episodeIds: items.episodeIds.slice(0, mostAtOnce) }
  let isMore = false
  // What is too much to be held with one change would take the places of those that stop: nothing at all starts then.
  const isHeld = countOf(rest) > 0 || hasLargeJob(parts, items)
  const letGo = isHeld ? dispatcher.hold() : () => undefined
  try {
    // Whoever resumes one of them meanwhile sets it going again: a row never goes under a running attempt.
    for (let running = runningOf(dispatcher.attempts, items); running.length > 0; ) {
      await stop(parts, items, options, isHeld ? running : null)
      running = runningOf(dispatcher.attempts, items)
    }
    dispatcher.asOne(() => {
      takeOff(store, first, options, gone)
      if (countOf(rest) > 0) store.noteRemovals(rest, options)
      isMore = store.clearRemoved(mostAtOnce)
    })
  } finally {
    letGo()
  }
  if (isMore) void leftovers.clear()
  const started = countOf(rest) === 0 ? rest : await takeOffRest(parts, rest, options, gone)
  tell(parts, gone)
  return started
}

/** Notes that these are removed, and stops what runs of them; where that is not given, holds the others too. */
async function stop(
  { world, dispatcher, sweeps }: Parts,
  items: ListedItems,
  options: RemovalOptions,
  running: readonly Attempt[] | null,
): Promise<void> {
  const { deed = null } = options
  if (deed !== null && running !== null)
    world.store.keepEpisodes(
      deed,
      running.map(({ episodeId }) => episodeId),
    )
  await dispatcher.startAsOne<unknown>([
    async () => world.store.noteRemovals(items, options),
    ...(running?.map((attempt) => () => dispatcher.stop(attempt, 'removed')) ?? [
      ...items.jobIds.map((id) => () => sweeps.halt(id, 'removed', deed)),
      ...items.episodeIds.map((id) => () => sweeps.haltEpisode(id, 'removed', deed)),
    ]),
  ])
}

function hasLargeJob({ world, dispatcher }: Parts, { jobIds }: ListedItems): boolean {
  const running = jobIds.filter((id) => dispatcher.attempts.ofJob(id).length > 0)
  return running.some((id) => (world.store.job(id)?.counts.queued ?? 0) > mostAtOnce)
}

async function takeOffRest(
  { world, dispatcher, leftovers }: Parts,
  items: ListedItems,
  options: RemovalOptions,
  gone: Gone,
): Promise<ListedItems> {
  const { store, clock } = world
  const jobIds = [...items.jobIds]
  const episodeIds = [...items.episodeIds]
  const started = { jobIds: [] as string[], episodeIds: [] as string[] }
  await breath(clock)
  await inSlices(clock, (most) => {
    const jobs = Map.groupBy(jobIds.splice(0, Math.ceil(most / jobWeight)), (id) => dispatcher.attempts.ofJob(id).length > 0)
    const episodes = Map.groupBy(
      jobIds.length > 0 ? [] : episodeIds.splice(0, most),
      (id) => dispatcher.attempts.ofEpisode(id) !== undefined,
    )
    started.jobIds.push(...(jobs.get(true) ?? []))
    started.episodeIds.push(...(episodes.get(true) ?? []))
    const slice = { jobIds: jobs.get(false) ?? [], episodeIds: episodes.get(false) ?? [] }
    store.transaction(() => takeOff(store, slice, options, gone), { durable: false })
    return jobIds.length + episodeIds.length > 0
  })
  void leftovers.clear()
  await store.flushed()
  return started
}

function takeOff(store: Store, items: ListedItems, options: RemovalOptions, gone: Gone): void {
  for (const id of store.jobsInOrder(items.jobIds)) {
    store.removeJob(id, options)
    gone.jobIds.push(id)
  }
  const touched = new Set<string>()
  for (const id of items.episodeIds) {
    const jobId = store.episode(id)?.jobId
    if (jobId === undefined) continue
    store.removeEpisode(id, options)
    gone.episodeIds.push(id)
    touched.add(jobId)
  }
  for (const jobId of touched) {
    gone.touched.add(jobId)
    if (store.job(jobId)?.episodesTotal !== 0) continue
    store.removeJob(jobId, options)
    gone.emptied.push(jobId)
  }
  store.forgetRemovals([...items.jobIds, ...items.episodeIds])
}

function tell(
  { dispatcher, sweeper, leftovers, news, uncountedWaits }: Parts,
  { jobIds, episodeIds, emptied, touched }: Gone,
): void {
  for (const jobId of touched) news.job(jobId)
  sweeper.sweep()
  leftovers.folders.sweep()
  uncountedWaits.forget(jobIds, episodeIds)
  news.removed([...jobIds, ...emptied], episodeIds)
  dispatcher.pump()
}

function runningOf(attempts: Attempts, { jobIds, episodeIds }: ListedItems): readonly Attempt[] {
  return [...jobIds.flatMap((id) => attempts.ofJob(id)), ...episodeIds.flatMap((id) => attempts.ofEpisode(id) ?? [])]
}

function countOf({ jobIds, episodeIds }: ListedItems): number {
  return jobIds.length + episodeIds.length
}
