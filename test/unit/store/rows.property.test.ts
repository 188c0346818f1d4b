import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { jobSortKeys, jobStatuses } from '../../../src-preload/contract/index.ts'
import { idsOf, jobQuery, newEpisode, newEpisodes, newJob, partOf } from './support.ts'
import { withStore } from './with-store.ts'

const jobShape = fc.record({
  episodes: fc.nat({ max: 6 }),
  title: fc.constantFrom('Alpha', 'beta', 'Gamma', 'alpha'),
  directory: fc.constantFrom('/one', '/two'),
  createdAt: fc.nat({ max: 3 }),
  paused: fc.boolean(),
  running: fc.boolean(),
  bytes: fc.option(fc.nat({ max: 3 })),
  removed: fc.nat({ max: 8 }),
  open: fc.boolean(),
})
const queryShape = fc.record({
  status: fc.option(fc.subarray([...jobStatuses]), { nil: undefined }),
  q: fc.constantFrom(undefined, '', 'alpha', 'a', 'alpha .bin', 'nothing'),
  directory: fc.constantFrom(undefined, '/one', '/three'),
  sort: fc.constantFrom(...jobSortKeys),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  offset: fc.nat({ max: 30 }),
  limit: fc.integer({ min: 1, max: 12 }),
})

/** Adds a job of a shape and returns its id; every other episode may have been removed from its middle. */
function addShaped(store: Store, shape: typeof jobShape extends fc.Arbitrary<infer Value> ? Value : never): string {
  const episodes = newEpisodes(shape.episodes, { status: shape.paused ? 'paused' : 'queued' })
  const job = newJob({ title: shape.title, directory: shape.directory, createdAt: shape.createdAt })
  store.addJob(job, episodes)
  const [first] = episodes
  if (first !== undefined && shape.bytes !== null) store.changeEpisode(first.id, { part: partOf('x', shape.bytes, 3) })
  if (first !== undefined && shape.running && !shape.paused) store.changeEpisode(first.id, { status: 'downloading' })
  const removed = episodes[shape.removed]
  if (removed !== undefined) store.removeEpisode(removed.id, { deleteFiles: false })
  return job.id
}

test('a window over the rows is that part of the list with every open job followed by its episodes', () => {
  fc.assert(
    fc.property(
      fc.array(jobShape, { maxLength: 8, size: 'max' }),
      fc.array(queryShape, { minLength: 1, maxLength: 12, size: 'max' }),
      (shapes, queries) => {
        withStore((store) => {
          const jobIds = shapes.map((shape) => addShaped(store, shape))
          const expanded = [...jobIds.filter((_, index) => shapes[index]?.open), 'unknown']
          for (const query of queries) {
            const list = store.jobs({ ...query, offset: 0, limit: 1_000 })
            const flat = list.items.flatMap((job) => [
              job.id,
              ...(expanded.includes(job.id) ? idsOf(store.episodes({ jobId: job.id, offset: 0, limit: 1_000 }).items) : []),
            ])
            const window = store.rows({ ...query, expanded })
            const shown = window.rows.map((row) => (row.kind === 'job' ? row.job.id : row.episode.id))
            expect(shown).toEqual(flat.slice(query.offset, query.offset + query.limit))
            expect(window).toMatchObject({ total: flat.length, jobs: list.total, counts: list.counts })
          }
        })
      },
    ),
    { numRuns: 25 },
  )
})

test('a window of jobs is that part of the whole list, and the list is sorted, filtered and counted as asked', () => {
  fc.assert(
    fc.property(
      fc.array(jobShape, { maxLength: 8, size: 'max' }),
      fc.array(queryShape, { minLength: 1, maxLength: 12, size: 'max' }),
      (shapes, queries) => {
        withStore((store) => {
          for (const shape of shapes) addShaped(store, shape)
          for (const query of queries) {
            const everything = store.jobs(jobQuery()).items
            const words = (query.q ?? '').split(' ').filter((word) => word !== '')
            const expected = everything.filter((job) => {
              const episodes = store.episodes({ jobId: job.id, offset: 0, limit: 1_000 }).items
              const texts = [job.title, ...episodes.map(({ url }) => url)].map((text) => text.toLowerCase())
              const isFound = words.every((word) => texts.some((text) => text.includes(word)))
              return isFound && (query.directory === undefined || job.directory === query.directory)
            })
            const statuses = query.status ?? []
            const shown = expected.filter(({ status }) => statuses.length === 0 || statuses.includes(status))
            const full = store.jobs({ ...query, offset: 0, limit: 1_000 })
            expect(idsOf(full.items).sort()).toEqual(idsOf(shown).sort())
            expect(full.total).toBe(shown.length)
            expect(full.counts.all).toBe(expected.length)
            for (const status of jobStatuses) {
              expect(full.counts[status]).toBe(expected.filter((job) => job.status === status).length)
            }
            expect(store.jobs(query).items).toEqual(full.items.slice(query.offset, query.offset + query.limit))
          }
        })
      },
    ),
    { numRuns: 25 },
  )
})

test('a window in the middle of ten thousand episodes shows exactly those', () => {
  withStore((store) => {
    const before = store.addJob(newJob(), newEpisodes(3))
    const large = store.addJob(newJob(), newEpisodes(10_000))
    const after = store.addJob(newJob(), [newEpisode()])
    const expanded = [before.id, large.id]
    const indices = (offset: number) =>
      store
        .rows({ ...jobQuery({ offset, limit: 3 }), expanded })
        .rows.map((row) => (row.kind === 'job' ? row.job.id : row.episode.index))
    expect(indices(0)).toEqual([before.id, 1, 2])
    expect(indices(4)).toEqual([large.id, 1, 2])
    expect(indices(7_000)).toEqual([6_996, 6_997, 6_998])
    expect(indices(10_004)).toEqual([10_000, after.id])
  })
})
