import { expect, test } from 'vitest'
import { isWorthTelling, quarterOf, untold } from '../../../src-renderer/state/announcing.ts'
import { hintBesideList, hintsOfEmptyList } from '../../../src-renderer/state/next-hint.ts'

test('progress is told at each quarter once, of one download, and not at its end', () => {
  expect([null, 0, 24.9, 25, 74, 100, 180].map(quarterOf)).toEqual([0, 0, 0, 25, 50, 100, 100])
  const at = (id: string, quarter: number) => ({ id, quarter })
  expect(isWorthTelling(at('a', 25), at('a', 50))).toBe(true)
  expect(isWorthTelling(at('a', 50), at('a', 50))).toBe(false)
  expect(isWorthTelling(at('a', 50), at('a', 0))).toBe(false)
  expect(isWorthTelling(at('a', 75), at('a', 100))).toBe(false)
  expect(isWorthTelling(at('a', 25), at('b', 50))).toBe(false)
  expect(isWorthTelling(null, at('a', 50))).toBe(false)
})

test('of messages only what changed is told again', () => {
  const told = new Map([
    ['jobs', '2 jobs finished.'],
    ['copied', 'Copied.'],
  ])
  const now = new Map([
    ['jobs', '12 jobs finished.'],
    ['copied', 'Copied.'],
  ])
  expect(untold(told, now)).toEqual(['12 jobs finished.'])
  expect(untold(now, new Map())).toEqual([])
})

test('hints come one at a time beside a list, each only until it was used, and none before that is known', () => {
  const facts = { used: [], hasJobs: true, isActive: true } as const
  expect(hintBesideList(facts)).toBe('slots')
  expect(hintBesideList({ ...facts, isActive: false })).toBeNull()
  expect(hintBesideList({ ...facts, used: ['slots'] })).toBe('palette')
  expect(hintBesideList({ ...facts, used: ['slots', 'palette'] })).toBeNull()
  expect(hintBesideList({ ...facts, hasJobs: false })).toBeNull()
  expect(hintBesideList({ ...facts, used: null })).toBeNull()
  expect(hintsOfEmptyList(null)).toEqual([])
  expect(hintsOfEmptyList(['slots'])).toEqual(['paste', 'palette'])
})
