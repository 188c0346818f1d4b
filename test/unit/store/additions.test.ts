import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newEpisodes, newJob, partOf, temporaryStore } from './support.ts'

const directory = join('/', 'downloads')

test('an addition that did not end is taken back with what it left on disk, and nothing else', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob({ directory }), newEpisodes(3))
  store.beginAddition(job.id)
  const added = newEpisodes(4)
  store.addEpisodes(job.id, added)
  const [begun, done] = added
  store.changeEpisode(begun?.id ?? '', { status: 'downloading', part: partOf('begun', 9, 3) })
  store.changeEpisode(done?.id ?? '', { status: 'downloading', part: partOf('done', 9, 9) })
  store.changeEpisode(done?.id ?? '', { status: 'completed', finishedAt: 1 })
  expect(store.pendingAdditions()).toEqual([job.id])
  while (store.takeAdditionBack(job.id, 2));
  expect(store.job(job.id)).toMatchObject({ episodesTotal: 3 })
  expect(store.doomed(9).map(({ path }) => path)).toEqual([join(directory, 'begun.part'), join(directory, 'done')])
  expect(store.pendingAdditions()).toEqual([])
})

test('a job that was only begun to be added goes with its addition', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob(), [])
  store.beginAddition(job.id)
  store.addEpisodes(job.id, newEpisodes(2))
  while (store.takeAdditionBack(job.id, 2));
  expect(store.job(job.id)).toBeNull()
})

test('an addition that came to its end stays', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob(), [])
  store.beginAddition(job.id)
  store.addEpisodes(job.id, newEpisodes(2))
  store.endAddition(job.id)
  expect(store.pendingAdditions()).toEqual([])
  expect(store.job(job.id)).toMatchObject({ episodesTotal: 2 })
})
