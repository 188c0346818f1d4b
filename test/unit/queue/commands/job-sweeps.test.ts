import { expect, onTestFinished, test, vi } from 'vitest'
import { endSweeps } from '../../../../src-main/queue/commands/job-sweeps.ts'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const many = 9_000

function newQueue(): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 4 } })
  onTestFinished(() => run.close())
  return run
}

const series = (episodes: number) => ({
  title: 'Deeds',
  directory: '/downloads',
  episodes: Array.from({ length: episodes }, (_, index) => ({ url: `http://a.example/${index}`, fileName: `deed-${index}` })),
})

async function queueOfMany(): Promise<{ readonly run: SimulatedQueue; readonly job: Job }> {
  const run = newQueue()
  const adding = run.queue.jobs.add(series(many))
  await run.pass(100)
  return { run, job: (await adding) as Job }
}

const counts = (run: SimulatedQueue, job: Job) => run.store.job(job.id)?.counts

test('very many episodes are paused in slices, between which others are answered and none of them is started', async () => {
  const { run, job } = await queueOfMany()
  const asked = vi.spyOn(run.pool, 'start')
  const pausing = run.queue.jobs.pause(job.id)
  expect(counts(run, job)?.queued).toBeGreaterThan(many / 2)
  await run.pass(200)
  expect(await pausing).toMatchObject({ status: 'paused' })
  expect(counts(run, job)).toMatchObject({ queued: 0, downloading: 0 })
  expect(asked).not.toHaveBeenCalled()
  expect(run.store.pendingSweeps()).toEqual([])
})

test('a resume in the middle of a pause wins, and all go on', async () => {
  const { run, job } = await queueOfMany()
  const pausing = run.queue.jobs.pause(job.id)
  await run.pass(5)
  const resuming = run.queue.jobs.resume(job.id)
  await run.pass(300)
  await Promise.all([pausing, resuming])
  expect(counts(run, job)).toMatchObject({ paused: 0, downloading: 4 })
  expect(run.store.pendingSweeps()).toEqual([])
})

test('other jobs start again once a very large one is paused', async () => {
  const { run, job } = await queueOfMany()
  const other = await run.add({ title: 'Other', directory: '/downloads', urls: ['http://b.example/1'] })
  const pausing = run.queue.jobs.pause(job.id)
  await run.pass(300)
  await pausing
  expect(run.store.job(other.id)?.counts.queued).toBe(0)
})

test('what a death left half done is ended by the next start, the newest wish alone', async () => {
  const { run, job } = await queueOfMany()
  run.store.noteSweep(job.id, 'resume')
  run.store.changeEpisodes(job.id, ['queued'], 'paused', { limit: 10 })
  run.store.noteSweep(job.id, 'pause')
  endSweeps(run.store)
  expect(counts(run, job)).toMatchObject({ queued: 0, paused: many - 4 })
  expect(run.store.pendingSweeps()).toEqual([])
})

test('a pause is noted until what runs has stopped, a single one too', async () => {
  const run = newQueue()
  const job = await run.add(series(6))
  await run.pass(30)
  const pausing = run.queue.jobs.pause(job.id)
  expect(counts(run, job)).toMatchObject({ paused: 2, downloading: 4 })
  expect(run.store.pendingSweeps()).toEqual([{ id: job.id, sweep: 'pause' }])
  await run.pass(100)
  await pausing
  expect(run.store.pendingSweeps()).toEqual([])

  await run.queue.jobs.resume(job.id)
  await run.pass(30)
  const [first] = run.store.episodes({ jobId: job.id, status: 'downloading', offset: 0, limit: 1 }).items
  const pausingOne = run.queue.episodes.pause(first?.id ?? '')
  expect(run.store.pendingSweeps()).toEqual([{ id: first?.id, sweep: 'pause' }])
  await run.pass(100)
  await pausingOne
  expect(run.store.pendingSweeps()).toEqual([])
})

test('at the next start what was noted is paused, although it ran when the program died', async () => {
  const run = newQueue()
  const [job, other] = [await run.add(series(3)), await run.add({ ...series(3), title: 'Other' })]
  await run.pass(30)
  const held = run.queue.pauseQueue()
  await run.pass(100)
  await held
  const [one] = run.store.episodes({ jobId: other.id, offset: 0, limit: 1 }).items
  run.store.noteSweep(job.id, 'pause')
  run.store.noteSweep(one?.id ?? '', 'pause')
  endSweeps(run.store)
  expect(counts(run, job)).toMatchObject({ queued: 0, paused: 3 })
  expect(counts(run, other)).toMatchObject({ queued: 2, paused: 1 })
})
