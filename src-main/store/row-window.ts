/** A job of the list that is open: its place in the list from 0, and how many rows it opens to. */
export interface OpenJob {
  readonly rank: number
  readonly episodes: number
}

/** A stretch of the flat list: neighbouring jobs by rank, or neighbouring episodes of the open job at `rank`. */
export type Slice =
  | { readonly kind: 'jobs'; readonly offset: number; readonly limit: number }
  | { readonly kind: 'episodes'; readonly rank: number; readonly offset: number; readonly limit: number }

/**
 * What a window over the flat list shows, where the episodes of an open job follow it directly.
 *
 * @param open the open jobs in the order of the list, at least those that start before the window's end
 * @param jobs how many jobs the list has
 * @returns slices in the order of the rows; none is empty
 */
export function planWindow(open: readonly OpenJob[], jobs: number, offset: number, limit: number): readonly Slice[] {
  const slices: Slice[] = []
  const end = offset + limit
  let row = 0
  let rank = 0

  const show = (length: number, slice: (from: number, count: number) => Slice) => {
    const from = Math.max(offset, row)
    const to = Math.min(end, row + length)
    if (to > from) slices.push(slice(from - row, to - from))
    row += length
  }
  const showJobs = (count: number) => {
    const first = rank
    show(count, (from, shown) => ({ kind: 'jobs', offset: first + from, limit: shown }))
    rank += count
  }

  for (const job of open) {
    if (row >= end) return slices
    showJobs(job.rank + 1 - rank)
    show(job.episodes, (from, shown) => ({ kind: 'episodes', rank: job.rank, offset: from, limit: shown }))
  }
  showJobs(jobs - rank)
  return slices
}
