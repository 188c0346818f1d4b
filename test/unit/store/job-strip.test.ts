import { expect, test } from 'vitest'
import { newEpisode, newJob, temporaryStore } from './support.ts'

const none = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }

test('a short job has a stretch for each episode, a long one as many as are asked for', () => {
  const { store } = temporaryStore()
  const job = newJob()
  const episodes = Array.from({ length: 10 }, () => newEpisode())
  store.addJob(job, episodes)
  const first = episodes[0]?.id ?? ''
  store.changeEpisode(first, { status: 'downloading' })
  store.changeEpisode(first, { status: 'completed', finishedAt: 1 })
  store.changeEpisode(episodes[9]?.id ?? '', { status: 'paused' })
  expect(store.jobStrip(job.id, 120)?.bins).toHaveLength(10)
  expect(store.jobStrip(job.id, 120)?.bins[0]).toEqual({ ...none, completed: 1 })
  expect(store.jobStrip(job.id, 3)).toEqual({
    episodesPerBin: 4,
    bins: [
      { ...none, completed: 1, queued: 3 },
      { ...none, queued: 4 },
      { ...none, queued: 1, paused: 1 },
    ],
  })
})

test('what was removed from a job leaves a hole and moves nothing', () => {
  const { store } = temporaryStore()
  const job = newJob()
  const episodes = Array.from({ length: 4 }, () => newEpisode())
  store.addJob(job, episodes)
  store.removeEpisode(episodes[1]?.id ?? '', { deleteFiles: false })
  expect(store.jobStrip(job.id, 4)?.bins.map(({ queued }) => queued)).toEqual([1, 0, 1, 1])
  expect(store.jobStrip('nobody', 4)).toBeNull()
})
