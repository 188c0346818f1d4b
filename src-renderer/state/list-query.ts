import type { JobCounts, JobQuery, JobStatus, SavedView } from '../../src-preload/contract/index.ts'

/** The views of the sidebar, in their order. */
export const views = ['all', 'active', 'waiting', 'paused', 'finished', 'failed'] as const
export type View = (typeof views)[number]

const statusesOfView: Readonly<Record<View, readonly JobStatus[]>> = {
  all: [],
  active: ['downloading', 'processing'],
  waiting: ['queued'],
  paused: ['paused'],
  finished: ['completed'],
  failed: ['failed'],
}

/** How many jobs a view shows. */
export function countOf(view: View, counts: JobCounts): number {
  return view === 'all' ? counts.all : statusesOfView[view].reduce((sum, status) => sum + counts[status], 0)
}

/** What the table shows: which jobs, in which order, which of them open. */
export interface ListQuery {
  readonly view: View
  /** Only jobs of this folder. */
  readonly directory: string | null
  /** Only jobs of this queue. */
  readonly queueId: string | null
  /** Only jobs with this session. */
  readonly sessionId: string | null
  /** Only jobs with an episode at this server, `name[:port]`. */
  readonly atHost: string | null
  /** Only jobs of so many bytes, both included. */
  readonly minBytes: number | null
  readonly maxBytes: number | null
  readonly search: string
  readonly sort: JobQuery['sort']
  readonly order: JobQuery['order']
  readonly expanded: ReadonlySet<string>
}

export const firstQuery: ListQuery = {
  view: 'all',
  directory: null,
  queueId: null,
  sessionId: null,
  atHost: null,
  minBytes: null,
  maxBytes: null,
  search: '',
  sort: 'position',
  order: 'asc',
  expanded: new Set(),
}

/** What narrows the list beside the words that are looked for. */
export type ListFilter = Pick<ListQuery, 'view' | 'directory' | 'queueId' | 'sessionId' | 'atHost' | 'minBytes' | 'maxBytes'>

/** One choice of the sidebar takes the place of another. */
export const wholeList: ListFilter = {
  view: 'all',
  directory: null,
  queueId: null,
  sessionId: null,
  atHost: null,
  minBytes: null,
  maxBytes: null,
}

/** The one choice of the sidebar that a list shows and nothing else; null where more than one thing narrows it. */
export function onlyChoice(query: ListFilter): keyof ListFilter | null {
  const keys: readonly (keyof ListFilter)[] = ['directory', 'queueId', 'sessionId', 'atHost', 'minBytes', 'maxBytes']
  const given = keys.filter((key) => query[key] !== null)
  const [first, second] = query.view === 'all' ? given : ['view' as const, ...given]
  return second === undefined ? (first ?? 'view') : null
}

/** Whether it shows less than all jobs. */
export function isNarrowed(query: ListQuery): boolean {
  const { sort: _, order: __, ...filter } = jobFilterOf(query)
  return Object.keys(filter).length > 0
}

/** Whether it shows another part of the list than the sidebar's entries do, which tell their own numbers. */
export function isSearch(query: ListQuery): boolean {
  const choice = onlyChoice(query)
  return query.search.trim() !== '' || choice === null || choice === 'atHost' || choice === 'minBytes' || choice === 'maxBytes'
}

/** Which jobs, in the words of the contract. */
export function jobFilterOf(query: ListQuery) {
  const status = statusesOfView[query.view]
  const words = query.search.trim()
  return {
    sort: query.sort,
    order: query.order,
    ...(status.length > 0 && { status: [...status] }),
    ...(words !== '' && { q: words }),
    ...(query.directory !== null && { directory: query.directory }),
    ...(query.queueId !== null && { queueId: query.queueId }),
    ...(query.sessionId !== null && { sessionId: query.sessionId }),
    ...(query.atHost !== null && { atHost: query.atHost }),
    ...(query.minBytes !== null && { minBytes: query.minBytes }),
    ...(query.maxBytes !== null && { maxBytes: query.maxBytes }),
  }
}

/** What is kept of a list under a name. */
export function savedQueryOf(query: ListQuery): SavedView['query'] {
  return jobFilterOf(query)
}

/** The list that was saved, all jobs closed. */
export function listOfSaved({ status = [], q = '', ...query }: SavedView['query']): Omit<ListQuery, 'expanded'> {
  const view = views.find((name) => statusesOfView[name].join() === status.join()) ?? 'all'
  const { directory = null, queueId = null, sessionId = null, atHost = null, minBytes = null, maxBytes = null } = query
  const { sort, order } = query
  return { view, search: q, directory, queueId, sessionId, atHost, minBytes, maxBytes, sort, order }
}

/** Whether the list shows just that. */
export function showsSaved(query: ListQuery, { query: saved }: SavedView): boolean {
  const [shown, wanted] = [query, { ...query, ...listOfSaved(saved) }].map((one) => JSON.stringify(jobFilterOf(one)))
  return shown === wanted
}

/** The next order when a column's header is used: upwards, downwards, then back to the queue's own order. */
export function nextSort(query: ListQuery, sort: JobQuery['sort']): Pick<ListQuery, 'sort' | 'order'> {
  if (query.sort !== sort) return { sort, order: 'asc' }
  return query.order === 'asc' && sort !== 'position' ? { sort, order: 'desc' } : { sort: 'position', order: 'asc' }
}

/** Whether the rows stand in the order in which they are started, so that a row can be put between two others. */
export function isByPosition({ sort, order }: Pick<ListQuery, 'sort' | 'order'>): boolean {
  return sort === 'position' && order === 'asc'
}
