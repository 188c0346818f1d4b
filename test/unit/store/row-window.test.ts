import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OpenJob, planWindow } from '../../../src-main/store/row-window.ts'

/** The rows as the pairs [rank of the job, number of the episode in it]; -1 is the job itself. */
function flatten(open: readonly OpenJob[], jobs: number): [number, number][] {
  return Array.from({ length: jobs }, (_, rank): [number, number][] => {
    const episodes = open.find((job) => job.rank === rank)?.episodes ?? 0
    return [[rank, -1], ...Array.from({ length: episodes }, (_, at): [number, number] => [rank, at])]
  }).flat()
}

const list = fc
  .array(fc.record({ open: fc.boolean(), episodes: fc.nat({ max: 9 }) }), { maxLength: 12, size: 'max' })
  .map((jobs) => ({
    jobs: jobs.length,
    open: jobs.flatMap(({ open, episodes }, rank) => (open ? [{ rank, episodes }] : [])),
  }))

test('the slices of a window are the rows of the flat list from its offset on', () => {
  fc.assert(
    fc.property(list, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 30 }), ({ open, jobs }, offset, limit) => {
      const slices = planWindow(open, jobs, offset, limit)
      const rows = slices.flatMap((slice) =>
        Array.from({ length: slice.limit }, (_, at) =>
          slice.kind === 'jobs' ? [slice.offset + at, -1] : [slice.rank, slice.offset + at],
        ),
      )
      expect(rows).toEqual(flatten(open, jobs).slice(offset, offset + limit))
      expect(slices.every((slice) => slice.limit > 0)).toBe(true)
    }),
  )
})

test('open jobs behind the window change nothing', () => {
  const near = { rank: 1, episodes: 3 }
  const far = { rank: 50, episodes: 9 }
  expect(planWindow([near, far], 100, 2, 10)).toEqual(planWindow([near], 100, 2, 10))
})
