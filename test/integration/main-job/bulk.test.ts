import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'

const bulk = (action: string, items: object) => staffel.post<{ changed: number; skipped: number }>('/bulk', { action, ...items })

it('pauses, resumes and removes many at once, running and waiting alike, and counts what did not fit', async () => {
  await staffel.patchSettings({ maxSlots: 4 })
  const jobs: Job[] = []
  for (let index = 0; index < 12; index += 1) {
    server.serve(`/${index}`, { size: 2_000_000, seed: index, bytesPerSecond: 200_000 })
    jobs.push(await staffel.post<Job>('/jobs', { urls: [server.url(`/${index}`)] }))
  }
  const jobIds = jobs.map(({ id }) => id)
  await staffel.untilJob(jobIds[3] ?? '', (job) => job.bytesDone > 50_000)

  expect(await bulk('pause', { jobIds: [...jobIds, 'nothing'] })).toEqual({ changed: 12, skipped: 1 })
  expect((await staffel.get<{ counts: object }>('/jobs')).counts).toMatchObject({ all: 12, paused: 12 })
  expect(server.openAnswers()).toBe(0)

  expect(await bulk('resume', { jobIds })).toEqual({ changed: 12, skipped: 0 })
  expect((await staffel.stats()).slots.active).toBe(4)

  const [first] = await staffel.episodesOf(jobIds[0] ?? '')
  expect(await bulk('remove', { jobIds: jobIds.slice(1), episodeIds: [first?.id] })).toEqual({ changed: 12, skipped: 0 })
  expect(await staffel.get('/jobs')).toMatchObject({ total: 0 })
  expect((await staffel.stats()).slots.active).toBe(0)
})

it('removes a job that someone resumes at the same moment, and the others go on', async () => {
  const jobs: Job[] = []
  for (const name of ['going', 'staying']) {
    server.serve(`/${name}`, { size: 2_000_000, bytesPerSecond: 500_000 })
    jobs.push(await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url(`/${name}`)] }))
  }
  const [going, staying] = jobs
  await staffel.untilJob(going?.id ?? '', (job) => job.bytesDone > 50_000)

  await Promise.all([staffel.call('DELETE', `/jobs/${going?.id}`), staffel.call('POST', `/jobs/${going?.id}/resume`)])
  expect(server.openAnswers('/going')).toBe(0)
  expect(await staffel.get('/jobs')).toMatchObject({ total: 1 })
  await staffel.untilJob(staying?.id ?? '', (job) => job.status === 'completed')
})
