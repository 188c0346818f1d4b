/** Rows of one page; the unit in which they are read and kept. */
export const rowsPerPage = 200
/** Pages kept at most: what is on the screen, its neighbours, and the way back. */
const keptPages = 8

/** What the window knows of rows that it never holds as a whole. A value; every change makes a new one. */
export interface PagedRows<Row> {
  readonly total: number
  readonly pages: ReadonlyMap<number, { readonly items: readonly Row[]; readonly isStale: boolean }>
}

export const noPagedRows: PagedRows<never> = { total: 0, pages: new Map() }

export function pagedRowAt<Row>({ pages }: PagedRows<Row>, index: number): Row | null {
  return pages.get(Math.floor(index / rowsPerPage))?.items[index % rowsPerPage] ?? null
}

/** The next page to read for what is shown; null where all of it is here and fresh. */
export function wantedRowPage({ pages, total }: PagedRows<unknown>, first: number, last: number): number | null {
  const end = Math.max(0, Math.ceil(total / rowsPerPage) - 1)
  const to = Math.min(end, Math.floor(last / rowsPerPage))
  for (let page = Math.min(to, Math.floor(first / rowsPerPage)); page <= to; page += 1) {
    if (pages.get(page)?.isStale !== false) return page
  }
  return null
}

/** Everything may be another: it is shown until it is read again. */
export function staleRows<Row>({ total, pages }: PagedRows<Row>): PagedRows<Row> {
  return { total, pages: new Map([...pages].map(([number, { items }]) => [number, { items, isStale: true }])) }
}

/** Puts a page in; those beyond the end go, and those farthest from it. */
export function withRowPage<Row>(
  rows: PagedRows<Row>,
  page: number,
  { items, total }: { readonly items: readonly Row[]; readonly total: number },
): PagedRows<Row> {
  const pages = new Map(rows.pages).set(page, { items, isStale: false })
  for (const number of pages.keys()) if (number > 0 && number * rowsPerPage >= total) pages.delete(number)
  const far = [...pages.keys()].toSorted((one, other) => Math.abs(other - page) - Math.abs(one - page))
  for (const number of far.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(number)
  return { total, pages }
}
