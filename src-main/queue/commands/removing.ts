import type { Attempts } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { Sweeper } from '../sweeper.ts'
import type { World } from '../world.ts'

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
}

/**
 * Stops what runs of these, then takes all of them off the list at once, with what they leave on disk. What is not
 * there, or went with its job, counts as skipped.
 */
export async function removeItems(
  { world: { store }, dispatcher, sweeper, news }: Parts,
  items: ListedItems,
  options: { readonly deleteFiles: boolean },
): Promise<{ changed: number; skipped: number }> {
  do {
    await dispatcher.startAsOne([
      ...items.jobIds.map((id) => () => dispatcher.haltJob(id, 'removed')),
      ...items.episodeIds.map((id) => () => dispatcher.haltEpisode(id, 'removed')),
    ])
    // Whoever resumed one of them meanwhile has set it going again: a row never goes under a running attempt.
  } while (isRunning(dispatcher.attempts, items))
  const jobIds: string[] = []
  const episodeIds: string[] = []
  const touched = new Set<string>()
  let changed = 0
  dispatcher.asOne(() => {
    for (const id of items.jobIds) {
      if (store.job(id) === null) continue
      store.removeJob(id, options)
      jobIds.push(id)
    }
    for (const id of items.episodeIds) {
      const jobId = store.episode(id)?.jobId
      if (jobId === undefined) continue
      store.removeEpisode(id, options)
      episodeIds.push(id)
      touched.add(jobId)
    }
    changed = jobIds.length + episodeIds.length
    for (const jobId of touched) {
      // A job is its episodes: with the last one it goes.
      if (store.job(jobId)?.episodesTotal !== 0) continue
      store.removeJob(jobId, options)
      jobIds.push(jobId)
    }
  })
  for (const jobId of touched) news.job(jobId)
  sweeper.sweep()
  news.removed(jobIds, episodeIds)
  dispatcher.pump()
  return { changed, skipped: items.jobIds.length + items.episodeIds.length - changed }
}

function isRunning(attempts: Attempts, { jobIds, episodeIds }: ListedItems): boolean {
  return jobIds.some((id) => attempts.ofJob(id).length > 0) || episodeIds.some((id) => attempts.ofEpisode(id) !== undefined)
}
