import { createRouterClient, implement } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contract } from '../../../src-preload/contract/index.ts'
import { keepLayout, layoutOf } from '../../../src-renderer/state/kept-layouts.ts'
import { createLiveStore } from '../../../src-renderer/state/live-store.ts'
import { createRowWindow } from '../../../src-renderer/state/row-window.ts'
import { createViewStore } from '../../../src-renderer/state/view-store.ts'
import { rowAt } from '../../../src-renderer/state/window-cache.ts'
import { jobWith } from '../../support/items.ts'

const counts = { all: 0, queued: 0, downloading: 0, paused: 0, processing: 0, completed: 0, failed: 0 }

/** A list of so many jobs behind a `rows` procedure that remembers what was asked of it. */
function windowOver(total: number) {
  const asked: { offset: number; limit: number; q: string | undefined }[] = []
  const list = { total, prefix: 'job', isDown: false }
  const live = createLiveStore()
  const view = createViewStore()
  const failures: unknown[] = []
  const procedure = implement(contract.rows).handler(({ input: { offset, limit, q } }) => {
    asked.push({ offset, limit, q })
    if (list.isDown && asked.length < 1_000) throw new Error('down')
    const count = Math.max(0, Math.min(limit, list.total - offset))
    const answer = Array.from({ length: count }, (_, index) => ({
      kind: 'job' as const,
      job: jobWith({ id: `${list.prefix}-${offset + index}` }),
    }))
    return { rows: answer, total: list.total, jobs: list.total, counts }
  })
  const rows = createRowWindow({
    client: createRouterClient({ rows: procedure }),
    live,
    view,
    onFailure: (error) => failures.push(error),
  })
  return { rows, asked, list, live, view, failures }
}

/** Everything that is on its way arrives. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(0)
}

describe('the window over the list', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('another view comes in the order that was chosen for it, a search in that of its view', async () => {
    const { rows, view } = windowOver(10)
    const { query, layouts } = view.getState()
    const failed = { ...query, view: 'failed' } as const
    view.setState({ layouts: keepLayout(layouts, failed, { ...layoutOf(layouts, failed), sort: 'size', order: 'desc' }) })
    rows.change({ view: 'failed' })
    expect(view.getState().query).toMatchObject({ view: 'failed', sort: 'size', order: 'desc' })
    rows.change({ sort: 'title', order: 'asc' })
    rows.change({ search: 'a' })
    expect(view.getState().query).toMatchObject({ search: 'a', sort: 'title', order: 'asc' })
    rows.change({ view: 'all' })
    expect(view.getState().query).toMatchObject({ view: 'all', sort: 'position', order: 'asc' })
    await settled()
  })

  it('reads the first page, and its neighbours once the screen is known', async () => {
    const { rows, asked, view } = windowOver(10_000)
    rows.refresh()
    await settled()
    expect(view.getState()).toMatchObject({ isLoading: false, shownJobs: 10_000 })
    rows.show(0, 40)
    await settled()
    expect(asked.map(({ offset, limit }) => [offset, limit])).toEqual([
      [0, 100],
      [100, 200],
    ])
  })

  it('reads what a jump brings to the screen, with the pages around it', async () => {
    const { rows, asked, view } = windowOver(10_000)
    rows.refresh()
    await settled()
    rows.show(5_050, 5_090)
    await settled()
    expect(asked.at(-1)).toMatchObject({ offset: 4_800, limit: 500 })
    expect(rowAt(view.getState().rows, 5_060)).toEqual({ kind: 'job', id: 'job-5060' })
  })

  it('never holds the whole list, nor its items', async () => {
    const { rows, view, live } = windowOver(10_000)
    rows.refresh()
    for (let first = 0; first < 9_900; first += 100) {
      await settled()
      rows.show(first, first + 40)
    }
    await settled()
    expect(view.getState().rows.pages.size).toBeLessThanOrEqual(12)
    expect(live.getState().jobs.size).toBeLessThanOrEqual(1_200)
  })

  it('answers a storm of changes with one read at once and one per 200 ms', async () => {
    const { rows, asked } = windowOver(300)
    rows.refresh()
    await settled()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(1_000)
    for (let step = 0; step < 100; step += 1) {
      rows.refresh()
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(asked.length - before).toBeGreaterThanOrEqual(5)
    expect(asked.length - before).toBeLessThanOrEqual(6)
  })

  it('leaves the shown rows the same object where a read brought nothing new', async () => {
    const { rows, view } = windowOver(300)
    rows.refresh()
    await settled()
    const before = view.getState().rows
    await vi.advanceTimersByTimeAsync(500)
    rows.refresh()
    await settled()
    expect(view.getState().rows).toBe(before)
  })

  it('asks anew for another search at once, and drops answers to the old one', async () => {
    const { rows, asked, list, view } = windowOver(300)
    rows.refresh()
    list.prefix = 'found'
    list.total = 3
    rows.change({ search: ' part ' })
    await settled()
    expect(asked.at(-1)).toMatchObject({ offset: 0, q: 'part' })
    expect(view.getState().rows.total).toBe(3)
    expect(rowAt(view.getState().rows, 0)).toEqual({ kind: 'job', id: 'found-0' })
  })

  it('asks for an empty list once, and again only when it may have changed', async () => {
    const { rows, asked, list, view } = windowOver(0)
    rows.refresh()
    await settled()
    rows.show(0, 0)
    await settled()
    expect(asked).toHaveLength(1)
    expect(view.getState()).toMatchObject({ isLoading: false, shownJobs: 0 })
    list.total = 1
    await vi.advanceTimersByTimeAsync(500)
    rows.refresh()
    await settled()
    expect(view.getState().rows.total).toBe(1)
    expect(asked).toHaveLength(2)
  })

  it('shows the end of a list that became shorter than what was on the screen', async () => {
    const { rows, list, view } = windowOver(1_000)
    rows.refresh()
    await settled()
    rows.show(950, 990)
    await settled()
    list.total = 120
    await vi.advanceTimersByTimeAsync(500)
    rows.refresh()
    await settled()
    expect(view.getState().rows.total).toBe(120)
    expect(rowAt(view.getState().rows, 119)).not.toBeNull()
  })

  it('does not repeat a read that failed by itself, but with the next change', async () => {
    const { rows, asked, list, view, failures } = windowOver(10_000)
    rows.refresh()
    await settled()
    list.isDown = true
    rows.show(5_050, 5_090)
    await settled()
    expect(asked).toHaveLength(2)
    expect(failures).toHaveLength(1)
    list.isDown = false
    await vi.advanceTimersByTimeAsync(500)
    rows.refresh()
    await settled()
    expect(rowAt(view.getState().rows, 5_060)).toEqual({ kind: 'job', id: 'job-5060' })
  })

  it('gives the rows of a range, from what it has and otherwise from the list', async () => {
    const { rows } = windowOver(10_000)
    rows.refresh()
    await settled()
    const refs = await rows.refsBetween(90, 2_500, 20_000)
    expect(refs).toHaveLength(2_411)
    expect(refs.at(-1)).toEqual({ kind: 'job', id: 'job-2500' })
    expect(await rows.refsBetween(0, 5_000, 50)).toHaveLength(50)
  })
})
