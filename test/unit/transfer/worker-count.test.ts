import { expect, test } from 'vitest'
import { mostWorkersFor, WorkerCount, type WorkerFacts } from '../../../src-main/transfer/pool/worker-count.ts'

const busy: WorkerFacts = { utilisation: 0.95, isIdle: false, isDivisible: true }
const calm: WorkerFacts = { utilisation: 0.4, isIdle: false, isDivisible: true }
const idle: WorkerFacts = { utilisation: 0, isIdle: true, isDivisible: false }

/** What so many looks in a row come to. */
const looks = (count: WorkerCount, times: number, workers: readonly WorkerFacts[]) =>
  Array.from({ length: times }, () => count.look(workers))

test.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [7, 2],
  [8, 3],
  [16, 4],
  [128, 4],
])('%i cores are worth %i workers at most', (cores, workers) => {
  expect(mostWorkersFor(cores)).toBe(workers)
})

test('one more comes after some seconds in a row at the limit of a thread, and the next after as many', () => {
  const count = new WorkerCount(4)
  expect(looks(count, 2, [busy])).toEqual(['enough', 'enough'])
  expect(looks(count, 1, [calm])).toEqual(['enough'])
  expect(looks(count, 3, [busy])).toEqual(['enough', 'enough', 'more'])
  expect(looks(count, 3, [busy, calm])).toEqual(['enough', 'enough', 'more'])
})

test('there are never more than the cores are worth', () => {
  expect(looks(new WorkerCount(2), 10, [busy, busy])).not.toContain('more')
})

test('what cannot be divided brings no second worker, however busy the first', () => {
  expect(looks(new WorkerCount(4), 10, [{ ...busy, isDivisible: false }])).not.toContain('more')
})

test('while one has nothing to do there is no other, and after half a minute it ends', () => {
  const count = new WorkerCount(4)
  const verdicts = looks(count, 30, [busy, idle])
  expect(verdicts.slice(0, 29)).not.toContain('fewer')
  expect(verdicts).not.toContain('more')
  expect(verdicts[29]).toBe('fewer')
})

test('one that is given something in between stays', () => {
  const count = new WorkerCount(4)
  looks(count, 29, [calm, idle])
  looks(count, 1, [calm, calm])
  expect(looks(count, 29, [calm, idle])).not.toContain('fewer')
})

test('after one has ended for want of work, the next is a long time in coming', () => {
  const count = new WorkerCount(4)
  looks(count, 30, [busy, idle])
  expect(looks(count, 119, [busy])).not.toContain('more')
  expect(looks(count, 3, [busy])).toContain('more')
})

test('the last one never ends', () => {
  expect(looks(new WorkerCount(4), 100, [idle])).not.toContain('fewer')
})
