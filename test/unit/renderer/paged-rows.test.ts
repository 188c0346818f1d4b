import { describe, expect, it } from 'vitest'
import {
  noPagedRows,
  type PagedRows,
  pagedRowAt,
  rowsPerPage,
  staleRows,
  wantedRowPage,
  withRowPage,
} from '../../../src-renderer/state/paged-rows.ts'

describe('rows that are read by page', () => {
  const page = (total: number) => ({ items: Array.from({ length: Math.min(total, rowsPerPage) }, (_, row) => row), total })

  it('are wanted where they are shown and nowhere else', () => {
    const rows = withRowPage(noPagedRows, 0, page(100_000))
    expect(wantedRowPage(rows, 0, 30)).toBeNull()
    expect(wantedRowPage(rows, 190, 210)).toBe(1)
    expect(pagedRowAt(rows, 7)).toBe(7)
    expect(pagedRowAt(rows, 500)).toBeNull()
  })

  it('are shown on while they are to be read again', () => {
    const rows = staleRows(withRowPage(noPagedRows, 0, page(300)))
    expect(pagedRowAt(rows, 7)).toBe(7)
    expect(wantedRowPage(rows, 0, 30)).toBe(0)
  })

  it('are a few pages alone, however far somebody scrolls', () => {
    let rows: PagedRows<number> = noPagedRows
    for (let at = 0; at < 50; at += 1) rows = withRowPage(rows, at, page(100_000))
    expect(rows.pages.size).toBe(8)
    expect(rows.pages.has(49)).toBe(true)
  })

  it('are forgotten beyond a list that became shorter', () => {
    const long = withRowPage(withRowPage(noPagedRows, 0, page(1_000)), 3, page(1_000))
    expect([...withRowPage(long, 0, page(10)).pages.keys()]).toEqual([0])
  })
})
