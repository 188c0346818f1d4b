import type { Attempts } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { RemovalOptions, Store } from '../ports.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import type { Sweeper } from '../sweeper.ts'
import type { World } from '../world.ts'
import type { JobSweeps } from './job-sweeps.ts'

/** Jobs and episodes of the list, by id. */
export interface ListedItems {
  readonly jobIds: readonly string[]
  readonly episodeIds: readonly string[]
}

interface Parts {
  readonly world: Pick<World, 'store'>
  readonly dispatcher: Dispatcher
  readonly sweeper: Sweeper
  readonly news: News
  readonly sweeps: JobSweeps
  readonly settings: SettingsKeeper
}

/**
 * Stops what runs of these, then takes all of them off the list at once, with what they leave on disk. What is not
 * there, or went with its job, counts as skipped. Where the program dies in between, its next start goes on with it.
 */
export async function removeItems(
  { world: { store }, dispatcher, sweeper, news, sweeps, settings }: Parts,
  items: ListedItems,
  { deleteFiles }: { readonly deleteFiles: boolean },
): Promise<{ changed: number; skipped: number }> {
  const options = { deleteFiles, keepHistory: settings.current.historyDays > 0 }
  // Whoever resumes one of them meanwhile sets it going again: a row never goes under a running attempt.
  while (isRunning(dispatcher.attempts, items)) {
    await dispatcher.startAsOne<unknown>([
      async () => store.noteRemovals(items, options),
      ...items.jobIds.map((id) => () => sweeps.halt(id, 'removed')),
      ...items.episodeIds.map((id) => () => sweeps.haltEpisode(id, 'removed')),
    ])
  }
  let gone = nothing
  dispatcher.asOne(() => {
    gone = takeOff(store, items, options)
  })
  for (const jobId of gone.touched) news.job(jobId)
  sweeper.sweep()
  news.removed([...gone.jobIds, ...gone.emptied], gone.episodeIds)
  dispatcher.pump()
  const changed = gone.jobIds.length + gone.episodeIds.length
  return { changed, skipped: items.jobIds.length + items.episodeIds.length - changed }
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
    if (items.jobIds.length + items.episodeIds.length === 0) continue
    store.transaction(() => takeOff(store, items, { deleteFiles, keepHistory }))
  }
}

interface Gone {
  readonly jobIds: readonly string[]
  readonly episodeIds: readonly string[]
  /** Jobs that went with the last of their episodes: a job is its episodes. */
  readonly emptied: readonly string[]
  /** Jobs of the episodes. */
  readonly touched: ReadonlySet<string>
}

const nothing: Gone = { jobIds: [], episodeIds: [], emptied: [], touched: new Set() }

function takeOff(store: Store, items: ListedItems, options: RemovalOptions): Gone {
  const jobIds = items.jobIds.filter((id) => store.job(id) !== null)
  for (const id of jobIds) store.removeJob(id, options)
  const touched = new Set<string>()
  const episodeIds: string[] = []
  for (const id of items.episodeIds) {
    const jobId = store.episode(id)?.jobId
    if (jobId === undefined) continue
    store.removeEpisode(id, options)
    episodeIds.push(id)
    touched.add(jobId)
  }
  const emptied = [...touched].filter((jobId) => store.job(jobId)?.episodesTotal === 0)
  for (const jobId of emptied) store.removeJob(jobId, options)
  store.forgetRemovals([...items.jobIds, ...items.episodeIds])
  return { jobIds, episodeIds, emptied, touched }
}

function isRunning(attempts: Attempts, { jobIds, episodeIds }: ListedItems): boolean {
  return jobIds.some((id) => attempts.ofJob(id).length > 0) || episodeIds.some((id) => attempts.ofEpisode(id) !== undefined)
}
