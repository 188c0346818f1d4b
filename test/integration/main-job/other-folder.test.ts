import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ErrorBody, Job, Stats } from '../../../src-preload/contract/index.ts'
import { home, server, staffel } from '../../support/each-test-a-staffel.ts'

const within = { timeout: 10_000, interval: 20 }
const file = (...parts: string[]) => join(home.downloads, ...parts)
const patch = <Body>(job: Job, change: object) => staffel.call<Body>('PATCH', `/jobs/${job.id}`, change)

test('a running job gets another folder: it begins anew there, folders of episodes too, and leaves nothing in the old one', async () => {
  server.serve('/a.bin', { size: 400_000, bytesPerSecond: 200_000 })
  server.serve('/b.bin', { size: 1_000 })
  const job = await staffel.post<Job>('/jobs', {
    directory: 'old',
    sequential: true,
    episodes: [{ url: server.url('/a.bin') }, { url: server.url('/b.bin'), folder: 'extras' }],
  })
  await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 0)
  const moved = await patch<Job>(job, { directory: 'new/place', title: 'Moved' })
  expect(moved).toMatchObject({ status: 200, body: { directory: file('new', 'place'), title: 'Moved', bytesDone: 0 } })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  expect((await readFile(file('new', 'place', 'a.bin'))).equals(server.content('/a.bin'))).toBe(true)
  expect((await readFile(file('new', 'place', 'extras', 'b.bin'))).equals(server.content('/b.bin'))).toBe(true)
  await expect.poll(() => readdir(file('old')), within).toEqual([])
  const { directories } = await staffel.get<Stats>('/stats')
  expect(directories).toEqual([{ directory: file('new', 'place'), jobs: 1 }])
})

test('a job that waits for a folder that is gone goes on by itself in another one', async () => {
  server.serve('/a.bin', { size: 1_000 })
  const job = await staffel.post<Job>('/jobs', { directory: 'gone', urls: [server.url('/a.bin')], startPaused: true })
  await rm(file('gone'), { recursive: true })
  await staffel.post<Job>(`/jobs/${job.id}/resume`)
  await staffel.untilJob(job.id, ({ waiting }) => waiting?.reason === 'disk')
  await patch<Job>(job, { directory: 'there' })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  await expect.poll(() => readdir(file('there')), within).toEqual(['a.bin'])
  expect(existsSync(file('gone'))).toBe(false)
})

test('a job of which a file is finished keeps its folder, and one that cannot be used changes nothing', async () => {
  server.serve('/a.bin', { size: 1_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/a.bin')], startPaused: true })
  await mkdir(home.downloads, { recursive: true })
  await writeFile(file('no-folder'), '')
  for (const directory of ['../../outside', 'no-folder']) {
    const refused = await patch<ErrorBody>(job, { directory, title: 'Other' })
    expect(refused).toMatchObject({ status: 400, body: { code: 'PATH_INVALID' } })
  }
  expect(await staffel.get<Job>(`/jobs/${job.id}`)).toMatchObject({ directory: home.downloads, title: job.title })
  await staffel.post<Job>(`/jobs/${job.id}/resume`)
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const refused = await patch<ErrorBody>(job, { directory: 'other' })
  expect(refused).toMatchObject({ status: 409, body: { code: 'CONFLICT', params: { completed: 1 } } })
  expect(existsSync(file('a.bin'))).toBe(true)
  expect((await patch<ErrorBody>({ ...job, id: 'nobody' }, { directory: 'other' })).status).toBe(404)
})
