import { describe, expect, it } from 'vitest'
import { dropPlace, stepPlace } from '../../../src-renderer/state/move-job.ts'
import { priorities, priorityLevel, priorityLevels, unusualPriority } from '../../../src-renderer/state/priority.ts'
import type { RowRef } from '../../../src-renderer/state/row-ref.ts'
import { emptyCache, putRows } from '../../../src-renderer/state/window-cache.ts'

const job = (id: string): RowRef => ({ kind: 'job', id })
const episode = (id: string, jobId: string, index: number): RowRef => ({ kind: 'episode', id, jobId, index })

/** a, b (open: two episodes), c, d */
const refs = [job('a'), job('b'), episode('b1', 'b', 1), episode('b2', 'b', 2), job('c'), job('d')]
const cache = putRows(emptyCache, { from: 0, count: 1, refs, total: refs.length })
const only =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id)

describe('one place further', () => {
  it('is before the job above and behind the job below, past the episodes between', () => {
    expect(stepPlace(cache, only('c'), 'up', 4)).toEqual({ beforeJobId: 'b' })
    expect(stepPlace(cache, only('b'), 'down', 1)).toEqual({ afterJobId: 'c' })
  })

  it('leaves out those that move too', () => {
    expect(stepPlace(cache, only('b', 'c'), 'up', 4)).toEqual({ beforeJobId: 'a' })
    expect(stepPlace(cache, only('b', 'c'), 'down', 1)).toEqual({ afterJobId: 'd' })
  })

  it('is nowhere at the ends, and where the rows are not known', () => {
    expect(stepPlace(cache, only('a'), 'up', 0)).toBeNull()
    expect(stepPlace(cache, only('d'), 'down', 5)).toBeNull()
    expect(stepPlace({ ...emptyCache, total: 900 }, only('d'), 'down', 5)).toBeNull()
  })
})

describe('a drop', () => {
  const at = (rows: number) => dropPlace(cache, rows, (jobId) => (jobId === 'b' ? 2 : 0))

  it('goes before a job in the upper half of its row and behind it in the lower', () => {
    expect(at(4.4)).toEqual({ place: { beforeJobId: 'c' }, lineIndex: 4 })
    expect(at(4.6)).toEqual({ place: { afterJobId: 'c' }, lineIndex: 5 })
  })

  it('goes behind an open job on its lower half and on its episodes, below all of them', () => {
    expect([at(1.7), at(2.1), at(3.9)]).toEqual(Array(3).fill({ place: { afterJobId: 'b' }, lineIndex: 4 }))
    expect(at(1.2)).toEqual({ place: { beforeJobId: 'b' }, lineIndex: 1 })
  })

  it('goes to the ends above the first row and below the last, and nowhere in an empty or unknown list', () => {
    expect(at(-3)).toEqual({ place: { beforeJobId: 'a' }, lineIndex: 0 })
    expect(at(40)).toEqual({ place: { afterJobId: 'd' }, lineIndex: 6 })
    expect(dropPlace(emptyCache, 3, () => 0)).toBeNull()
    expect(dropPlace({ ...emptyCache, total: 900 }, 3, () => 0)).toBeNull()
  })
})

describe('the level of a priority', () => {
  it('is the one that stands for it, and the nearest for what a script has set', () => {
    expect(priorityLevels.map((level) => priorityLevel(priorities[level]))).toEqual([...priorityLevels])
    expect([1_000, 50, 1, -1, -50, -1_000].map(priorityLevel)).toEqual(['highest', 'high', 'high', 'low', 'low', 'lowest'])
    expect([unusualPriority(0), unusualPriority(7)]).toEqual([null, 'high'])
  })
})
