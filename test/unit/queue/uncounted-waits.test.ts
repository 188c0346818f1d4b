import { expect, test } from 'vitest'
import { UncountedWaits } from '../../../src-main/queue/uncounted-waits.ts'

test('waits are counted by episode until it is through, or off the list with or without its job', () => {
  const waits = new UncountedWaits()
  for (const id of ['a', 'b', 'a', 'c', 'd']) waits.count({ id, jobId: id === 'd' ? 'other' : 'job' })
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => waits.of(id))).toEqual([2, 1, 1, 1, 0])
  waits.settle('b')
  waits.forget([], ['c'])
  expect(['a', 'b', 'c', 'd'].map((id) => waits.of(id))).toEqual([2, 0, 0, 1])
  waits.forget(['job'], [])
  expect(['a', 'd'].map((id) => waits.of(id))).toEqual([0, 1])
})
