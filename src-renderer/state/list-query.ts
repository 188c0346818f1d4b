import type { JobCounts, JobQuery, JobStatus } from '../../src-preload/contract/index.ts'

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
  search: '',
  sort: 'position',
  order: 'asc',
  expanded: new Set(),
}

/** One choice of the sidebar takes the place of another. */
export const wholeList: Pick<ListQuery, 'view' | 'directory' | 'queueId' | 'sessionId'> = {
  view: 'all',
  directory: null,
  queueId: null,
  sessionId: null,
}

/** Whether it shows less than all jobs. */
export function isNarrowed(query: ListQuery): boolean {
  const { sort: _, order: __, ...filter } = jobFilterOf(query)
  return Object.keys(filter).length > 0
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
  }
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
