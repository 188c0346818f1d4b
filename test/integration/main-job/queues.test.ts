import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Job, Queue } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const size = 300_000

function serve(name: string, files: number, bytesPerSecond: number): string[] {
  const paths = Array.from({ length: files }, (_, index) => `/${name}-${index}.bin`)
  for (const [index, path] of paths.entries()) server.serve(path, { size, seed: index + 1, bytesPerSecond })
  return paths
}

const urlsOf = (paths: readonly string[]) => paths.map((path) => server.url(path))

/** The most files of a name that had an open answer at once, sampled until it is asked. */
function watchMost(...names: readonly string[]): () => Record<string, number> {
  const most: Record<string, number> = {}
  const look = () => {
    const open = server.requests.filter((request) => request.endedAt === null).map(({ path }) => path)
    for (const name of names) {
      const now = new Set(open.filter((path) => path.startsWith(`/${name}-`))).size
      most[name] = Math.max(most[name] ?? 0, now)
    }
  }
  const timer = setInterval(look, 3)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}

const newQueue = (body: object) => staffel.post<Queue>('/queues', body)

it('keeps each queue to its own slots at the server, beside the number of the whole program', async () => {
  await staffel.patchSettings({ maxSlots: 6 })
  const [series, archive] = [await newQueue({ name: 'Series', slots: 1 }), await newQueue({ name: 'Archive', slots: 2 })]
  const most = watchMost('series', 'archive', 'other')
  const add = (name: string, queueId: string) =>
    staffel.post<Job>('/jobs', { urls: urlsOf(serve(name, 6, 1_500_000)), queueId, connections: 1 })
  const jobs = [await add('series', series.id), await add('archive', archive.id), await add('other', 'default')]
  await until(
    () => staffel.stats(),
    ({ slots }) => slots.active === 6,
    2_000,
  )
  const { queues } = await staffel.stats()
  expect(queues.map(({ active }) => active)).toEqual([3, 1, 2])
  for (const { id } of jobs) await staffel.untilJob(id, ({ status }) => status === 'completed')
  expect(most()).toMatchObject({ series: 1, archive: 2 })
  expect((await staffel.stats()).queues.map(({ jobs: counts }) => counts.completed)).toEqual([1, 1, 1])
})

it('fetches a job one episode after the other, in order, also where that is asked for while several run', async () => {
  await staffel.patchSettings({ maxSlots: 4 })
  const paths = serve('one', 6, 600_000)
  const job = await staffel.post<Job>('/jobs', { urls: urlsOf(paths), connections: 1 })
  await until(
    async () => server.openAnswers(),
    (open) => open === 4,
    2_000,
  )
  expect(await staffel.call('PATCH', `/jobs/${job.id}`, { sequential: true })).toMatchObject({ body: { sequential: true } })
  await until(
    async () => server.openAnswers(),
    (open) => open <= 1,
    2_000,
  )
  const most = watchMost('one')
  const before = server.requests.length
  await staffel.untilJob(job.id, ({ status }) => status === 'completed', 20_000)
  expect(most()).toEqual({ one: 1 })
  expect(server.requests.slice(before).map(({ path }) => path)).toEqual(paths.slice(1))
})

it('shares the slots between jobs of equal priority where that is set', async () => {
  await staffel.patchSettings({ maxSlots: 0, fairJobs: true })
  const add = (name: string) => staffel.post<Job>('/jobs', { urls: urlsOf(serve(name, 8, 100_000)), connections: 1 })
  for (const name of ['a', 'b', 'c']) await add(name)
  const most = watchMost('a', 'b', 'c')
  await staffel.patchSettings({ maxSlots: 6 })
  await until(
    async () => server.openAnswers(),
    (open) => open === 6,
    2_000,
  )
  expect(most()).toEqual({ a: 2, b: 2, c: 2 })
})

it('holds one queue while the others go on, and starts nothing of it before it is let go', async () => {
  const held = await newQueue({ name: 'Held' })
  const job = await staffel.post<Job>('/jobs', { urls: urlsOf(serve('held', 2, 200_000)), queueId: held.id })
  await staffel.untilJob(job.id, ({ status }) => status === 'downloading')
  expect(await staffel.call('PATCH', `/queues/${held.id}`, { paused: true })).toMatchObject({
    status: 200,
    body: { paused: true },
  })
  expect(server.openAnswers()).toBe(0)
  expect(await staffel.get(`/jobs/${job.id}`)).toMatchObject({ status: 'queued', waiting: { reason: 'slot', queueId: held.id } })
  const other = await staffel.post<Job>('/jobs', { urls: urlsOf(serve('other', 1, 5_000_000)) })
  await staffel.untilJob(other.id, ({ status }) => status === 'completed')
  await sleep(100)
  expect(await staffel.get(`/jobs/${job.id}`)).toMatchObject({ status: 'queued' })
  await staffel.call('PATCH', `/queues/${held.id}`, { paused: false })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
})

it('keeps queues, their jobs and the order over a kill, and gives the jobs of a removed queue to the default one', async () => {
  await staffel.patchSettings({ maxSlots: 0 })
  const night = await newQueue({ name: 'Nachts', slots: 2, paused: true })
  const add = async (name: string, more: object) =>
    (await staffel.post<Job>('/jobs', { urls: urlsOf(serve(name, 2, 5_000_000)), ...more })).id
  const [first, second, third] = [await add('a', {}), await add('b', { queueId: night.id, sequential: true }), await add('c', {})]
  expect(await staffel.post('/jobs/move', { jobIds: [third], beforeJobId: first })).toEqual({ changed: 1, skipped: 0 })
  expect(await staffel.call('PATCH', '/jobs', { jobIds: [first], queueId: night.id, priority: 2 })).toMatchObject({
    body: { changed: 1, skipped: 0 },
  })
  await restart('SIGKILL')
  expect(await staffel.get('/queues')).toEqual({
    items: [{ id: 'default', name: '', slots: null, paused: false, schedule: null }, night],
    total: 2,
  })
  const list = (query: string) => staffel.get<{ items: Job[]; total: number }>(`/jobs${query}`)
  expect((await list('')).items.map(({ id }) => id)).toEqual([third, first, second])
  expect((await list(`?queueId=${night.id}`)).items).toMatchObject([
    { id: first, priority: 2, sequential: false },
    { id: second, priority: 0, sequential: true },
  ])
  const events = await staffel.events()
  expect(await staffel.call('DELETE', `/queues/${night.id}`)).toMatchObject({ status: 200, body: { done: true, movedJobs: 2 } })
  expect((await list('?queueId=default')).total).toBe(3)
  expect(await staffel.call('DELETE', '/queues/default')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  expect(await staffel.call('POST', '/jobs', { urls: [server.url('/a-0.bin')], queueId: night.id })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_INPUT', params: { issues: [{ path: 'queueId', value: night.id }] } },
  })
  await until(
    async () => events.seen.flatMap(({ event }) => (event.type === 'job' ? [event.job] : [])),
    (told) => told.filter(({ queueId }) => queueId === 'default').length >= 2,
    2_000,
  )
  expect(events.seen.findLast(({ event }) => event.type === 'queues')?.event).toMatchObject({ queues: [{ id: 'default' }] })
  await events.stop()
  await staffel.patchSettings({ maxSlots: 3 })
  for (const id of [first, second, third]) await staffel.untilJob(id, ({ status }) => status === 'completed')
})
