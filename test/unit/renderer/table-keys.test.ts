import { describe, expect, it } from 'vitest'
import { tableKey } from '../../../src-renderer/features/table/keys.ts'
import { allows } from '../../../src-renderer/state/item-actions.ts'

const bare = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const press = (key: string, place = { index: 50, total: 100, page: 20 }, keys: Partial<typeof bare> = {}) =>
  tableKey({ ...bare, key, ...keys }, place)

describe('keys of the table', () => {
  it.each([
    ['ArrowDown', 51],
    ['ArrowUp', 49],
    ['PageDown', 70],
    ['PageUp', 30],
    ['Home', 0],
    ['End', 99],
  ])('%s moves', (key, to) => {
    expect(press(key)).toEqual({ kind: 'move', to, extend: false })
    expect(press(key, undefined, { shiftKey: true })).toEqual({ kind: 'move', to, extend: true })
  })

  it('begin at the first row, end at the last, and mean nothing in an empty list', () => {
    expect(press('ArrowDown', { index: -1, total: 3, page: 20 })).toMatchObject({ to: 0 })
    expect(press('PageDown', { index: 1, total: 3, page: 20 })).toMatchObject({ to: 2 })
    expect(press('PageUp', { index: 1, total: 3, page: 20 })).toMatchObject({ to: 0 })
    expect(press('ArrowDown', { index: -1, total: 0, page: 20 })).toBeNull()
  })

  it.each([
    ['p', 'pause'],
    ['R', 'resume'],
    ['t', 'retry'],
    ['Delete', 'remove'],
  ])('%s acts on the selection', (key, action) => {
    expect(press(key)).toEqual({ kind: 'action', action })
  })

  it('leave the keys of the browser alone', () => {
    expect(press('r', undefined, { ctrlKey: true })).toBeNull()
    expect(press('p', undefined, { metaKey: true })).toBeNull()
    expect(press('Tab')).toBeNull()
    expect(press('F5')).toBeNull()
  })

  it('select everything, open the menu, delete with files', () => {
    expect(press('a', undefined, { ctrlKey: true })).toEqual({ kind: 'selectAll' })
    expect(press('F10', undefined, { shiftKey: true })).toEqual({ kind: 'menu' })
    expect(press('ContextMenu')).toEqual({ kind: 'menu' })
    expect(press('Delete', undefined, { shiftKey: true })).toEqual({ kind: 'action', action: 'removeWithFiles' })
  })

  it('move a job with Alt', () => {
    expect(press('ArrowUp', undefined, { altKey: true })).toEqual({ kind: 'shift', direction: 'up' })
  })
})

describe('what fits an item', () => {
  it.each([
    ['downloading', ['pause']],
    ['queued', ['pause']],
    ['paused', ['resume']],
    ['failed', ['retry']],
    ['completed', []],
  ] as const)('%s', (status, actions) => {
    expect((['pause', 'resume', 'retry'] as const).filter((action) => allows({ status }, action))).toEqual(actions)
  })

  it('retries an episode that waits after a failure, not one that waits for its turn', () => {
    const waiting = (reason: 'backoff' | 'slot') => ({ status: 'queued', waiting: { reason, until: null } }) as const
    expect(allows(waiting('backoff'), 'retry')).toBe(true)
    expect(allows(waiting('slot'), 'retry')).toBe(false)
  })

  it('resumes and retries the episodes of a job that goes on otherwise', () => {
    const job = { status: 'downloading', episodesFailed: 1, episodesPaused: 2 } as const
    expect((['pause', 'resume', 'retry'] as const).every((action) => allows(job, action))).toBe(true)
  })
})
