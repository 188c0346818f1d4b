import { type RowRef, sameRef } from './row-ref.ts'

/** The row the keyboard stands on; `ref` is null while that row is being read. */
export interface ActiveRow {
  readonly ref: RowRef | null
  readonly index: number
}

/** Rows of one page; the unit in which the list is read and kept. */
export const pageSize = 100
/** Pages kept at most: what is on the screen, its neighbours, and the way back. */
const keptPages = 12

interface Page {
  readonly refs: readonly RowRef[]
  /** Read before the list last changed: shown until the fresh one is here. */
  readonly stale: boolean
}

/**
 * What the window knows of a list that it never holds as a whole: its length and a few pages around what is shown.
 * A value; every change makes a new one, pages that did not change stay the same objects.
 */
export interface WindowCache {
  readonly total: number
  readonly pages: ReadonlyMap<number, Page>
}

export const emptyCache: WindowCache = { total: 0, pages: new Map() }

export function rowAt(cache: WindowCache, index: number): RowRef | null {
  return cache.pages.get(Math.floor(index / pageSize))?.refs[index % pageSize] ?? null
}

/** First and last page of a range of rows, `margin` pages more on both sides, inside the list. */
export function pageRange(
  first: number,
  last: number,
  total: number,
  margin = 0,
): { readonly from: number; readonly to: number } {
  const end = Math.max(0, Math.ceil(total / pageSize) - 1)
  const clamp = (page: number) => Math.min(end, Math.max(0, page))
  return { from: clamp(Math.floor(first / pageSize) - margin), to: clamp(Math.floor(last / pageSize) + margin) }
}

/** The pages of a range that are missing or stale, in order. */
export function wantedPages(cache: WindowCache, range: { readonly from: number; readonly to: number }): readonly number[] {
  const wanted: number[] = []
  for (let page = range.from; page <= range.to; page += 1) {
    const known = cache.pages.get(page)
    if (known === undefined || known.stale) wanted.push(page)
  }
  return wanted
}

/** Splits page numbers into runs that one request can read, at most `limit` pages each. */
export function pageRuns(pages: readonly number[], limit = 5): readonly { readonly from: number; readonly count: number }[] {
  const runs: { from: number; count: number }[] = []
  for (const page of pages) {
    const run = runs.at(-1)
    if (run !== undefined && run.from + run.count === page && run.count < limit) run.count += 1
    else runs.push({ from: page, count: 1 })
  }
  return runs
}

/** Everything may have moved: these pages are shown until they are read again, all others are forgotten. */
export function markStale(cache: WindowCache, range: { readonly from: number; readonly to: number }): WindowCache {
  const near = [...cache.pages].filter(([number]) => number >= range.from && number <= range.to)
  return { ...cache, pages: new Map(near.map(([number, page]) => [number, { ...page, stale: true }])) }
}

/**
 * Puts an answer in: rows from page `from` on, `count` pages asked for. Pages beyond the list's end go, and of the rest
 * those farthest from what was just read.
 */
export function putRows(
  cache: WindowCache,
  answer: { readonly from: number; readonly count: number; readonly refs: readonly RowRef[]; readonly total: number },
): WindowCache {
  const pages = new Map(cache.pages)
  for (let step = 0; step < answer.count; step += 1) {
    const number = answer.from + step
    const refs = answer.refs.slice(step * pageSize, (step + 1) * pageSize)
    const known = pages.get(number)
    const kept = known !== undefined && sameRefs(known.refs, refs) ? known.refs : refs
    pages.set(number, { refs: kept, stale: false })
  }
  for (const number of pages.keys()) if (number * pageSize >= answer.total) pages.delete(number)
  const far = [...pages.keys()].sort((a, b) => Math.abs(b - answer.from) - Math.abs(a - answer.from))
  for (const number of far.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(number)
  return { total: answer.total, pages }
}

/** Whether two caches show the same rows. */
export function sameRows(one: WindowCache, other: WindowCache): boolean {
  if (one.total !== other.total || one.pages.size !== other.pages.size) return false
  for (const [number, page] of one.pages) if (other.pages.get(number)?.refs !== page.refs) return false
  return true
}

/** Ids of all rows that are kept. */
export function idsOf(cache: WindowCache): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const page of cache.pages.values()) for (const ref of page.refs) ids.add(ref.id)
  return ids
}

/** Where a row stands, as far as the kept pages know; null where it is in none of them. */
export function indexOfRow(cache: WindowCache, id: string): number | null {
  for (const [number, page] of cache.pages) {
    const place = page.refs.findIndex((ref) => ref.id === id)
    if (place >= 0) return number * pageSize + place
  }
  return null
}

/** The place of an episode's job: episodes stand right below it, in order; null where the kept pages don't reach it. */
export function parentIndex(cache: WindowCache, index: number): number | null {
  for (let above = index - 1; above >= 0; above -= 1) {
    const ref = rowAt(cache, above)
    if (ref === null) return null
    if (ref.kind === 'job') return above
  }
  return null
}

/** Where the keyboard stands after the list changed: on the same row, or on the one that took its place. */
export function followRow(cache: WindowCache, active: ActiveRow): ActiveRow | null {
  const index = active.ref === null ? null : indexOfRow(cache, active.ref.id)
  if (index !== null) return { ref: active.ref, index }
  if (cache.total === 0) return null
  const place = Math.min(active.index, cache.total - 1)
  const ref = rowAt(cache, place)
  return ref === null ? active : { ref, index: place }
}

function sameRefs(one: readonly RowRef[], other: readonly RowRef[]): boolean {
  return one.length === other.length && one.every((ref, index) => sameRef(ref, other[index] as RowRef))
}
