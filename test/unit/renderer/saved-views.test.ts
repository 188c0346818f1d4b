import { expect, test } from 'vitest'
import type { SavedView } from '../../../src-preload/contract/index.ts'
import {
  firstQuery,
  isSearch,
  type ListQuery,
  listOfSaved,
  onlyChoice,
  savedQueryOf,
  showsSaved,
} from '../../../src-renderer/state/list-query.ts'
import { moved } from '../../../src-renderer/state/memory-commands.ts'

const query: ListQuery = {
  ...firstQuery,
  view: 'active',
  atHost: 'a.example',
  minBytes: 5,
  search: ' two words ',
  sort: 'size',
  order: 'desc',
  expanded: new Set(['open']),
}
const saved: SavedView = { id: 'v', name: 'A view', query: savedQueryOf(query) }

test('a saved view is the same list again, with its jobs closed and its words trimmed', () => {
  expect(listOfSaved(saved.query)).toEqual({ ...query, search: 'two words', expanded: undefined })
  expect(showsSaved(query, saved)).toBe(true)
  expect(showsSaved({ ...query, order: 'asc' }, saved)).toBe(false)
  expect(showsSaved({ ...query, directory: '/x' }, saved)).toBe(false)
})

test('one choice of the sidebar is no search, two of them or a filter are', () => {
  expect(onlyChoice(firstQuery)).toBe('view')
  expect(onlyChoice({ ...firstQuery, queueId: 'q' })).toBe('queueId')
  expect(onlyChoice({ ...firstQuery, view: 'failed', queueId: 'q' })).toBeNull()
  expect([firstQuery, { ...firstQuery, view: 'failed' as const }].map(isSearch)).toEqual([false, false])
  expect(isSearch({ ...firstQuery, minBytes: 1 })).toBe(true)
})

test('views change places with their neighbours and stay at the ends', () => {
  const views = ['a', 'b', 'c'].map((id) => ({ ...saved, id }))
  const order = (id: string, by: 1 | -1) =>
    moved(views, id, by)
      .map((view) => view.id)
      .join('')
  expect([order('b', -1), order('b', 1), order('a', -1), order('c', 1), order('x', 1)]).toEqual([
    'bac',
    'acb',
    'abc',
    'abc',
    'abc',
  ])
})
