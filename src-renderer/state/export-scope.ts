import { jobFilterOf, type ListQuery } from './list-query.ts'
import type { Selection } from './selection.ts'
import type { Client } from './transport.ts'

/** Which jobs are exported: what is selected of them, what the list shows, or all. */
export type ExportScope = 'selected' | 'shown' | 'all'

export type ExportedJobs = Omit<NonNullable<Parameters<Client['export']['page']>[0]>, 'format' | 'episodes' | 'after' | 'limit'>

interface Facts {
  readonly selection: Selection
  readonly query: ListQuery
  /** Jobs of the shown list. */
  readonly shownJobs: number
  readonly allJobs: number
}

/** What can be chosen, and how many jobs each is of. What would be the same as another is left out. */
export function exportScopes({ selection, query, shownJobs, allJobs }: Facts): ReadonlyMap<ExportScope, number> {
  const { jobs } = selection
  const selected = jobs.mode === 'all' ? Math.max(0, shownJobs - jobs.except.size) : jobs.ids.size
  const isPart = Object.keys(filterOf(query)).length > 0
  const isShownWhole = jobs.mode === 'all' && jobs.except.size === 0
  return new Map<ExportScope, number>([
    ...(selected > 0 && !isShownWhole ? [['selected', selected] as const] : []),
    ...(isPart && shownJobs > 0 ? [['shown', shownJobs] as const] : []),
    ['all', allJobs],
  ])
}

/** The one that is chosen at first: the wanted one, or what comes closest to it. */
export function firstScope(scopes: ReadonlyMap<ExportScope, number>, wanted: ExportScope): ExportScope {
  if (scopes.has(wanted)) return wanted
  return scopes.has('shown') ? 'shown' : 'all'
}

/** The same in the words of the contract. */
export function exportedJobs(
  scope: ExportScope,
  { selection: { jobs }, query }: Pick<Facts, 'selection' | 'query'>,
): ExportedJobs {
  if (scope === 'all') return {}
  if (scope === 'shown') return filterOf(query)
  if (jobs.mode === 'some') return { jobIds: [...jobs.ids] }
  return { ...filterOf(query), ...(jobs.except.size > 0 && { exceptJobIds: [...jobs.except] }) }
}

function filterOf(query: ListQuery) {
  const { sort: _, order: __, ...filter } = jobFilterOf(query)
  return filter
}
