import type { RowRef } from './row-ref.ts'

/**
 * What is selected. Jobs are either a set or "all of the shown list but these": a list of 250,000 is selected without
 * knowing its ids. Episodes stand with the id of their job.
 */
export interface Selection {
  readonly jobs:
    | { readonly mode: 'some'; readonly ids: ReadonlySet<string> }
    | { readonly mode: 'all'; readonly except: ReadonlySet<string> }
  readonly episodes: ReadonlyMap<string, string>
}

export const nothingSelected: Selection = { jobs: { mode: 'some', ids: new Set() }, episodes: new Map() }
export const everythingSelected: Selection = { jobs: { mode: 'all', except: new Set() }, episodes: new Map() }

export function isSelected(selection: Selection, ref: RowRef): boolean {
  if (ref.kind === 'episode') return selection.episodes.has(ref.id)
  return isJobSelected(selection, ref.id)
}

export function selectOnly(refs: readonly RowRef[]): Selection {
  return {
    jobs: { mode: 'some', ids: new Set(refs.filter((ref) => ref.kind === 'job').map((ref) => ref.id)) },
    episodes: new Map(refs.flatMap((ref) => (ref.kind === 'episode' ? [[ref.id, ref.jobId] as const] : []))),
  }
}

export function toggleSelected(selection: Selection, ref: RowRef): Selection {
  if (ref.kind === 'episode') {
    const episodes = new Map(selection.episodes)
    if (!episodes.delete(ref.id)) episodes.set(ref.id, ref.jobId)
    return { ...selection, episodes }
  }
  const { jobs } = selection
  return jobs.mode === 'all'
    ? { ...selection, jobs: { mode: 'all', except: toggled(jobs.except, ref.id) } }
    : { ...selection, jobs: { mode: 'some', ids: toggled(jobs.ids, ref.id) } }
}

/** How many rows are selected; `totalJobs` is the number of jobs of the shown list. */
export function selectedCount(selection: Selection, totalJobs: number): number {
  const { jobs } = selection
  const count = jobs.mode === 'all' ? Math.max(0, totalJobs - jobs.except.size) : jobs.ids.size
  return count + selection.episodes.size
}

/** Forgets what was removed. */
export function withoutRemoved(
  selection: Selection,
  removed: { readonly jobIds: readonly string[]; readonly episodeIds: readonly string[] },
): Selection {
  const gone = new Set(removed.jobIds)
  const goneEpisodes = new Set(removed.episodeIds)
  const rest = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !gone.has(id)))
  const { jobs } = selection
  return {
    jobs: jobs.mode === 'all' ? { mode: 'all', except: rest(jobs.except) } : { mode: 'some', ids: rest(jobs.ids) },
    episodes: new Map([...selection.episodes].filter(([id, jobId]) => !goneEpisodes.has(id) && !gone.has(jobId))),
  }
}

/** The selected episodes whose job is not selected as well: an action on a job holds for its episodes. */
export function looseEpisodes(selection: Selection): readonly string[] {
  return [...selection.episodes].filter(([, jobId]) => !isJobSelected(selection, jobId)).map(([id]) => id)
}

export function isJobSelected(selection: Selection, id: string): boolean {
  const { jobs } = selection
  return jobs.mode === 'all' ? !jobs.except.has(id) : jobs.ids.has(id)
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
