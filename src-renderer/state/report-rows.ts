import type { ReportEntry, ReportPage } from '../../src-preload/contract/index.ts'

/** Entries of one page; the unit in which the report is read and kept. */
export const reportPageSize = 100
/** Pages kept at most: what is on the screen, its neighbours, and the way back. */
const keptPages = 12

/**
 * What the window knows of a report that it never holds as a whole: a few pages around what is shown, and where each page
 * begins that it has come to. A value; every change makes a new one.
 */
export interface ReportRows {
  readonly pages: ReadonlyMap<number, readonly ReportEntry[]>
  /** Where each page begins, from the first on; undefined is the report's beginning. */
  readonly starts: readonly (string | undefined)[]
  /** How many entries there are; null before its end was seen. */
  readonly total: number | null
}

export const noReportRows: ReportRows = { pages: new Map(), starts: [undefined], total: null }

export function entryAt({ pages }: ReportRows, index: number): ReportEntry | null {
  return pages.get(Math.floor(index / reportPageSize))?.[index % reportPageSize] ?? null
}

/** Rows a list of it has at present: while its end is not known, those up to the page that would come next. */
export function rowCount({ total, starts }: ReportRows): number {
  return total ?? starts.length * reportPageSize
}

/** The next page to read for what is shown; null where nothing is missing. Pages are reached one after the other. */
export function wantedPage({ pages, starts, total }: ReportRows, first: number, last: number): number | null {
  const end = total === null ? starts.length - 1 : Math.ceil(total / reportPageSize) - 1
  const from = Math.min(Math.floor(first / reportPageSize), starts.length - 1)
  const to = Math.min(Math.floor(last / reportPageSize), end)
  for (let page = from; page <= to; page += 1) if (!pages.has(page) && page < starts.length) return page
  return null
}

/** Puts a page in; those farthest from it go. */
export function withReportPage(rows: ReportRows, page: number, { items, next }: ReportPage): ReportRows {
  const pages = new Map(rows.pages).set(page, items)
  const far = [...pages.keys()].toSorted((one, other) => Math.abs(other - page) - Math.abs(one - page))
  for (const number of far.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(number)
  if (next === null) {
    return { pages, starts: rows.starts.slice(0, page + 1), total: page * reportPageSize + items.length }
  }
  const isNewest = page === rows.starts.length - 1
  return { ...rows, pages, starts: isNewest ? [...rows.starts, next] : rows.starts }
}
