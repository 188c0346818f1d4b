import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { EpisodeCommands } from './episode-commands.ts'
import type { ItemParts } from './item-parts.ts'
import type { JobCommands } from './job-commands.ts'
import { type ListedItems, removeItems } from './removing.ts'

export type BulkAction = 'pause' | 'resume' | 'retry' | 'remove'

/** One action on many; what does not fit an item's state, or is not there, is counted as skipped. */
export async function bulkAction(
  action: BulkAction,
  items: ListedItems & { readonly deleteFiles: boolean; readonly deed?: number | null },
  commands: { readonly parts: ItemParts; readonly jobs: JobCommands; readonly episodes: EpisodeCommands },
): Promise<{ changed: number; skipped: number }> {
  const { parts, jobs, episodes } = commands
  const { deed = null } = items
  if (action === 'remove') return removeItems(parts, items, items)
  const outcomes = await parts.dispatcher.startAsOne<Job | Episode | Refusal>([
    ...items.jobIds.map((id) => () => jobs[action](id, deed)),
    ...items.episodeIds.map((id) => () => episodes[action](id, deed)),
  ])
  const skipped = outcomes.filter(isRefusal).length
  return { changed: outcomes.length - skipped, skipped }
}
