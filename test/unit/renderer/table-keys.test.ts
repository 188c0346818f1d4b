import { describe, expect, it } from 'vitest'
import { headerKey } from '../../../src-renderer/features/table/header-keys.ts'
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
    expect(press(key)).toEqual({ kind: 'move', to, selects: 'row' })
    expect(press(key, undefined, { shiftKey: true })).toEqual({ kind: 'move', to, selects: 'range' })
    expect(press(key, undefined, { ctrlKey: true })).toEqual({ kind: 'move', to, selects: 'nothing' })
    expect(press(key, undefined, { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'move', to, selects: 'range' })
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

  it('select with the space bar the row they stand on, or all rows up to it', () => {
    expect(press(' ', undefined, { ctrlKey: true })).toEqual({ kind: 'select' })
    expect(press(' ', undefined, { shiftKey: true })).toEqual({ kind: 'selectTo' })
    expect(press(' ')).toEqual({ kind: 'toggle' })
  })

  it('rename a job and help a row', () => {
    expect(press('F2')).toEqual({ kind: 'rename' })
    expect(press('f')).toEqual({ kind: 'remedy' })
    expect(press('f', undefined, { ctrlKey: true })).toBeNull()
  })

  it('move a job with Alt', () => {
    expect(press('ArrowUp', undefined, { altKey: true })).toEqual({ kind: 'shift', direction: 'up' })
  })
})

describe('keys of a column’s head', () => {
  const onHead = (key: string, keys: Partial<typeof bare> = {}) => headerKey({ ...bare, key, ...keys })

  it('go to the next, make it wider with Shift, move it with Alt', () => {
    expect(onHead('ArrowRight')).toEqual({ kind: 'go', by: 1 })
    expect(onHead('ArrowLeft', { shiftKey: true })).toEqual({ kind: 'resize', by: -1 })
    expect(onHead('ArrowRight', { altKey: true })).toEqual({ kind: 'move', by: 1 })
    expect(onHead('End')).toEqual({ kind: 'end', isFirst: false })
  })

  it('open its menu, and leave Enter and all else to its button and the browser', () => {
    expect(onHead('F10', { shiftKey: true })).toEqual({ kind: 'menu' })
    expect(onHead('ContextMenu')).toEqual({ kind: 'menu' })
    for (const key of ['Enter', ' ', 'Tab', 'F10', 'ArrowDown']) expect(onHead(key)).toBeNull()
    expect(onHead('ArrowLeft', { ctrlKey: true })).toBeNull()
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
