import { episodeName } from './item-text.ts'
import type { LiveItems } from './live-items.ts'
import { looseEpisodes, type Selection, selectedCount } from './selection.ts'

/** What a removal would touch. */
export interface RemovalFacts {
  readonly selection: Selection
  readonly count: number
  /** Unfinished items are among them, whose bytes on disk go at once where files are deleted. */
  readonly losesBytes: boolean
  /** Finished files are among them, which may stay or go. */
  readonly hasFiles: boolean
  /** What the only item is called in the list; null where there are several. */
  readonly title: string | null
}

/** Looks at what is selected. Items that are not loaded are taken to have both bytes and files: rather ask than lose. */
export function removalFacts(selection: Selection, items: LiveItems, shownJobs: number): RemovalFacts {
  const episodeIds = looseEpisodes(selection)
  const count = selectedCount({ ...selection, episodes: new Map() }, shownJobs) + episodeIds.length
  const jobIds = selection.jobs.mode === 'some' ? [...selection.jobs.ids] : []
  const jobs = jobIds.flatMap((id) => items.jobs.get(id) ?? [])
  const episodes = episodeIds.flatMap((id) => items.episodes.get(id) ?? [])
  const hasUnknown = jobs.length + episodes.length < count
  const [job] = jobs
  const [episode] = episodes
  const name = job?.title ?? (episode === undefined ? null : episodeName(episode))
  return {
    selection,
    count,
    losesBytes: hasUnknown || [...jobs, ...episodes].some((item) => item.status !== 'completed' && item.bytesDone > 0),
    hasFiles:
      hasUnknown || jobs.some((job) => job.episodesCompleted > 0) || episodes.some(({ status }) => status === 'completed'),
    title: count === 1 ? name : null,
  }
}
