import type { JobQuery } from '../../src-preload/contract/index.ts'

const sortedBy = {
  createdAt: 'j.created_at',
  title: 'j.title COLLATE NOCASE',
  progress: 'j.progress',
  size: 'j.bytes_known',
} as const

/**
 * The order of a list as an `ORDER BY` over `jobs AS j`. Equals stand in the order of their positions, reversed with
 * the whole, so that one index serves both directions. Speeds are live and not known here: by speed, jobs that are
 * downloading stand together, and position rises in both directions.
 */
export function orderOf({ sort, order }: Pick<JobQuery, 'sort' | 'order'>): string {
  const direction = order === 'asc' ? 'ASC' : 'DESC'
  if (sort === 'position') return `j.place ${direction}`
  if (sort === 'speed') return `(j.status = 'downloading') ${direction}, j.place`
  return `${sortedBy[sort]} ${direction}, j.place ${direction}`
}
