import { expect, test } from 'vitest'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'
import { anyBut, idsOf, jobQuery, newEpisode, newId, newJob, temporaryStore } from './support.ts'

const queue = (name: string, slots: number | null = null) => ({ id: newId(), name, slots, paused: false, schedule: null })

test('queues are kept over a restart, with what was changed of them, and so is what was put into them', () => {
  const { store, file } = temporaryStore()
  const night = queue('Night', 2)
  store.addQueue(night)
  store.changeQueue(night.id, { paused: true, slots: null, name: 'By night' })
  store.changeQueue('default', { slots: 0 })
  const job = store.addJob(newJob({ queueId: night.id, sequential: true }), [newEpisode()])
  const again = openStore({ box: testBox, file })
  expect(again.queues()).toEqual([
    { id: 'default', name: '', slots: 0, paused: false, schedule: null },
    { id: night.id, name: 'By night', slots: null, paused: true, schedule: null },
  ])
  expect(again.job(job.id)).toMatchObject({ queueId: night.id, sequential: true })
  again.close()
})

test('a job cannot be in a queue that is not there, and a removed queue leaves none behind', () => {
  const { store } = temporaryStore()
  const night = queue('Night')
  store.addQueue(night)
  expect(() => store.addJob(newJob({ queueId: 'gone' }), [])).toThrow(/no such queue/)
  const inNight = [store.addJob(newJob({ queueId: night.id }), [newEpisode()]), store.addJob(newJob({ queueId: night.id }), [])]
  const other = store.addJob(newJob(), [newEpisode()])
  expect(() => store.changeJob(other.id, { queueId: 'gone' })).toThrow(/no such queue/)
  expect(store.nextEligible({ queues: [night.id], excludedHosts: [], excludedSessions: [] })?.jobId).toBe(inNight[0]?.id)
  expect(() => store.removeQueue(night.id)).toThrow(/has jobs/)
  store.noteQueueRemoval(night.id)
  expect(store.pendingQueueRemovals()).toEqual([night.id])
  expect(store.emptyQueue(night.id, 1)).toEqual([inNight[0]?.id])
  expect(store.emptyQueue(night.id, 9)).toEqual([inNight[1]?.id])
  store.removeQueue(night.id)
  expect(store.pendingQueueRemovals()).toEqual([])
  expect(store.jobs(jobQuery({ queueId: 'default' })).items.map(({ id }) => id)).toEqual(idsOf([...inNight, other]))
  expect(store.nextEligible({ queues: [night.id], excludedHosts: [], excludedSessions: [] })).toBeNull()
  expect(store.nextEligible(anyBut())?.jobId).toBe(inNight[0]?.id)
  expect(() => store.removeQueue('default')).toThrow(/stays/)
  expect(() => store.removeQueue(night.id)).toThrow(/no queue/)
})

test('the rows of the window and their counts are those of one queue where that is asked for', () => {
  const { store } = temporaryStore()
  const night = queue('Night')
  store.addQueue(night)
  const episodes = [newEpisode(), newEpisode({ status: 'paused' })]
  const job = store.addJob(newJob({ queueId: night.id }), episodes)
  store.addJob(newJob(), [newEpisode()])
  const { rows, total, jobs, counts } = store.rows({ ...jobQuery({ queueId: night.id }), expanded: [job.id] })
  expect(rows.map((row) => (row.kind === 'job' ? row.job.id : `${row.queueId} ${row.episode.id}`))).toEqual([
    job.id,
    ...episodes.map(({ id }) => `${night.id} ${id}`),
  ])
  expect({ total, jobs, counts }).toMatchObject({ total: 3, jobs: 1, counts: { all: 1, queued: 1 } })
  expect(store.jobs(jobQuery({ queueId: 'default', status: ['queued'] }))).toMatchObject({ total: 1, counts: { all: 1 } })
  expect(store.jobs(jobQuery({ queueId: 'gone' }))).toMatchObject({ items: [], total: 0, counts: { all: 0 } })
})

test('a job that goes one after the other is left out while an episode of it is active, whatever its hosts', () => {
  const { store } = temporaryStore()
  const episodes = [newEpisode(), newEpisode({ host: 'b.example' }), newEpisode()]
  const [first, second] = episodes
  const job = store.addJob(newJob({ sequential: true }), episodes)
  const later = newEpisode()
  store.addJob(newJob(), [later])
  store.changeEpisode(first?.id ?? '', { status: 'downloading' })
  expect(store.nextEligible(anyBut())?.id).toBe(later.id)
  store.changeJob(job.id, { sequential: false })
  expect(store.nextEligible(anyBut())?.id).toBe(second?.id)
  store.changeJob(job.id, { sequential: true })
  expect(store.nextEligible(anyBut())?.id).toBe(later.id)
  store.changeEpisode(first?.id ?? '', { status: 'verifying' })
  expect(store.nextEligible(anyBut())?.id).toBe(second?.id)
})

test('a thousand jobs that are moved together into one gap, again and again, keep their order', () => {
  const { store } = temporaryStore()
  const ids = store.transaction(() => Array.from({ length: 1_200 }, () => store.addJob(newJob(), []).id))
  const [first = '', second = '', ...others] = ids
  const moving = others.filter((_, index) => index % 2 === 0)
  const staying = others.filter((_, index) => index % 2 === 1)
  for (let turn = 0; turn < 4; turn += 1) {
    expect(store.moveJobs(moving.toReversed(), { before: second })).toBe(moving.length)
    expect(idsOf(store.jobs(jobQuery({ limit: 2_000 })).items)).toEqual([first, ...moving, second, ...staying])
    store.moveJobs(moving, { after: first })
    store.moveJobs([staying.at(-1) ?? ''], { before: second })
    store.moveJobs([staying.at(-1) ?? ''], { end: 'bottom' })
  }
  expect(() => store.moveJobs([first], { before: 'gone' })).toThrow(/no such job/)
})
