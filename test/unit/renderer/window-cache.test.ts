import { describe, expect, it } from 'vitest'
import type { RowRef } from '../../../src-renderer/state/row-ref.ts'
import {
  emptyCache,
  followRow,
  idsOf,
  indexOfRow,
  markStale,
  pageRange,
  pageRuns,
  pageSize,
  parentIndex,
  putRows,
  rowAt,
  sameRows,
  wantedPages,
} from '../../../src-renderer/state/window-cache.ts'

const jobs = (from: number, count: number): RowRef[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'job', id: `job-${from + index}` }))

const read = (from: number, count: number, total: number, cache = emptyCache) => {
  const first = from * pageSize
  const refs = jobs(first, Math.max(0, Math.min(total - first, count * pageSize)))
  return putRows(cache, { from, count, refs, total })
}

describe('the window cache', () => {
  it('knows the rows of the pages it was given and no others', () => {
    const cache = read(1, 1, 1_000)
    expect(rowAt(cache, 99)).toBeNull()
    expect(rowAt(cache, 100)).toEqual({ kind: 'job', id: 'job-100' })
    expect(rowAt(cache, 200)).toBeNull()
  })

  it('wants what is missing around the screen, inside the list', () => {
    const cache = read(1, 1, 1_000)
    expect(wantedPages(cache, pageRange(110, 140, 1_000))).toEqual([])
    expect(wantedPages(cache, pageRange(110, 140, 1_000, 1))).toEqual([0, 2])
    expect(pageRange(990, 2_000, 1_000, 1)).toEqual({ from: 8, to: 9 })
    expect(pageRange(0, 0, 0, 1)).toEqual({ from: 0, to: 0 })
  })

  it('reads neighbouring pages together, of a long run five at a time', () => {
    expect(pageRuns([0, 1, 4, 5, 6, 7, 8, 9])).toEqual([
      { from: 0, count: 2 },
      { from: 4, count: 5 },
      { from: 9, count: 1 },
    ])
  })

  it('shows stale pages until they are read again', () => {
    const stale = markStale(read(0, 2, 1_000), { from: 0, to: 0 })
    expect(rowAt(stale, 5)).not.toBeNull()
    expect(rowAt(stale, 105)).toBeNull()
    expect(wantedPages(stale, { from: 0, to: 0 })).toEqual([0])
    expect(wantedPages(read(0, 1, 1_000, stale), { from: 0, to: 0 })).toEqual([])
  })

  it('says that nothing changed where the same rows came again', () => {
    const before = read(0, 2, 1_000)
    expect(sameRows(before, read(0, 2, 1_000, markStale(before, { from: 0, to: 1 })))).toBe(true)
    expect(sameRows(before, read(0, 2, 999, before))).toBe(false)
  })

  it('forgets what lies beyond the end of a list that became shorter', () => {
    const cache = read(0, 1, 50, read(0, 5, 500))
    expect(idsOf(cache).size).toBe(50)
    expect(cache.total).toBe(50)
  })

  it('never keeps more than a dozen pages, those nearest to the last read', () => {
    let cache = emptyCache
    for (let page = 0; page < 40; page += 1) cache = read(page, 1, 4_000, cache)
    expect(cache.pages.size).toBe(12)
    expect(rowAt(cache, 3_999)).not.toBeNull()
    expect(rowAt(cache, 0)).toBeNull()
  })

  it('finds the job above an episode, also across pages', () => {
    const episode = (index: number): RowRef => ({ kind: 'episode', id: `e-${index}`, jobId: 'job-0', index })
    const refs = [...jobs(0, 1), ...Array.from({ length: 150 }, (_, index) => episode(index + 1))]
    const cache = putRows(emptyCache, { from: 0, count: 2, refs, total: 151 })
    expect(parentIndex(cache, 130)).toBe(0)
    expect(parentIndex(markStale(cache, { from: 1, to: 1 }), 130)).toBeNull()
  })
})

describe('the keyboard in a list that changes', () => {
  const active = { ref: { kind: 'job', id: 'job-7' } as const, index: 7 }

  it('follows its row to its new place', () => {
    const refs = [...jobs(3, 10), ...jobs(0, 3)]
    const cache = putRows(emptyCache, { from: 0, count: 1, refs, total: refs.length })
    expect(indexOfRow(cache, 'job-7')).toBe(4)
    expect(followRow(cache, active)).toEqual({ ref: active.ref, index: 4 })
  })

  it('stands on the row that took the place of a removed one', () => {
    const refs = jobs(0, 20).filter((ref) => ref.id !== 'job-7')
    const cache = putRows(emptyCache, { from: 0, count: 1, refs, total: 19 })
    expect(followRow(cache, active)?.ref).toEqual({ kind: 'job', id: 'job-8' })
  })

  it('stands on the last row where the list ends before its place, and nowhere in an empty one', () => {
    expect(followRow(read(0, 1, 3), active)).toEqual({ ref: { kind: 'job', id: 'job-2' }, index: 2 })
    expect(followRow(read(0, 1, 0), active)).toBeNull()
  })

  it('stays where its row is not among the kept ones', () => {
    expect(followRow(read(5, 1, 1_000), active)).toEqual(active)
  })
})
