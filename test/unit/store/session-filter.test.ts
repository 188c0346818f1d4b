import { expect, test } from 'vitest'
import { idsOf, jobQuery, newEpisode, newJob, temporaryStore } from './support.ts'

test('the list, its counts and its rows are narrowed to the jobs of one session, also within a queue', () => {
  const { store } = temporaryStore()
  const with1 = [1, 2].map(() => store.addJob(newJob({ sessionId: 'one' }), [newEpisode()]))
  store.addJob(newJob({ sessionId: 'two' }), [newEpisode()])
  const without = store.addJob(newJob(), [newEpisode()])
  expect(idsOf(store.jobs(jobQuery({ sessionId: 'one' })).items)).toEqual(idsOf(with1))
  expect(store.jobs(jobQuery({ sessionId: 'one', queueId: 'default' }))).toMatchObject({ total: 2, counts: { all: 2 } })
  expect(store.rows({ ...jobQuery({ sessionId: 'two' }), expanded: [] })).toMatchObject({
    jobs: 1,
    counts: { all: 1, queued: 1 },
  })
  expect(store.jobs(jobQuery({ sessionId: 'gone' }))).toMatchObject({ items: [], total: 0, counts: { all: 0 } })

  store.changeJob(without.id, { sessionId: 'two' })
  store.changeJob(with1[0]?.id ?? '', { sessionId: null })
  expect(store.jobs(jobQuery({ sessionId: 'one' })).total).toBe(1)
  expect(store.jobs(jobQuery({ sessionId: 'two' })).total).toBe(2)
})

test('what failed is retried for the jobs of a session alone where that is what the list shows', () => {
  const { store } = temporaryStore()
  const [mine, other] = ['one', 'two'].map((sessionId) => {
    const episode = newEpisode()
    const job = store.addJob(newJob({ sessionId }), [episode])
    const error = { code: 'NETWORK', message: '', params: {}, at: '2026-01-01T00:00:00.000Z' } as const
    store.changeEpisode(episode.id, { status: 'downloading' })
    store.changeEpisode(episode.id, { status: 'failed', error, finishedAt: 1 })
    return job
  })
  expect(store.jobsWithFailures({})).toBeNull()
  const narrowed = store.jobsWithFailures({ sessionId: 'one' })
  expect(narrowed?.size).toBe(1)
  expect(store.jobsWithFailures({ sessionId: 'one', jobIds: [mine?.id ?? '', other?.id ?? ''] })).toEqual(narrowed)
})
