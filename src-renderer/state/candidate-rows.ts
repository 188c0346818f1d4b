import type { CandidatePage } from '../../src-preload/contract/index.ts'

export type CandidateRow = CandidatePage['items'][number]

/** Rows of one page; the unit in which they are read and kept. */
export const candidatePageSize = 200
/** Pages kept at most: what is on the screen, its neighbours, and the way back. */
const keptPages = 8

/** What the window knows of candidates that it never holds as a whole. A value; every change makes a new one. */
export interface CandidateRows {
  readonly total: number
  readonly pages: ReadonlyMap<number, { readonly items: readonly CandidateRow[]; readonly isStale: boolean }>
}

export const noCandidateRows: CandidateRows = { total: 0, pages: new Map() }

export function candidateAt({ pages }: CandidateRows, index: number): CandidateRow | null {
  return pages.get(Math.floor(index / candidatePageSize))?.items[index % candidatePageSize] ?? null
}

/** The next page to read for what is shown; null where all of it is here and fresh. */
export function wantedCandidatePage({ pages, total }: CandidateRows, first: number, last: number): number | null {
  const end = Math.max(0, Math.ceil(total / candidatePageSize) - 1)
  const to = Math.min(end, Math.floor(last / candidatePageSize))
  for (let page = Math.min(to, Math.floor(first / candidatePageSize)); page <= to; page += 1) {
    if (pages.get(page)?.isStale !== false) return page
  }
  return null
}

/** Everything may be another: it is shown until it is read again. */
export function staleCandidates({ total, pages }: CandidateRows): CandidateRows {
  return { total, pages: new Map([...pages].map(([number, { items }]) => [number, { items, isStale: true }])) }
}

/** Puts a page in; those beyond the end go, and those farthest from it. */
export function withCandidatePage(rows: CandidateRows, page: number, { items, total }: CandidatePage): CandidateRows {
  const pages = new Map(rows.pages).set(page, { items, isStale: false })
  for (const number of pages.keys()) if (number > 0 && number * candidatePageSize >= total) pages.delete(number)
  const far = [...pages.keys()].toSorted((one, other) => Math.abs(other - page) - Math.abs(one - page))
  for (const number of far.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(number)
  return { total, pages }
}
