import { expect, onTestFinished, test, vi } from 'vitest'
import { endRemovals } from '../../../../src-main/queue/commands/removing.ts'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const many = 9_000

function newQueue(): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 4 } })
  onTestFinished(() => run.close())
  return run
}

async function addMany(run: SimulatedQueue, title: string): Promise<Job> {
  const episodes = Array.from({ length: many }, (_, index) => ({ url: `http://a.example/${title}/${index}` }))
  const adding = run.queue.jobs.add({ title, directory: '/downloads', episodes })
  await run.pass(100)
  return (await adding) as Job
}

const titles = (run: SimulatedQueue) =>
  run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 9 }).items.map(({ title }) => title)
const idsOf = (run: SimulatedQueue, job: Job) =>
  Array.from({ length: many / 1_000 }, (_, page) => run.store.episodes({ jobId: job.id, offset: page * 1_000, limit: 1_000 }))
    .flatMap(({ items }) => items)
    .map(({ id }) => id)

test('a very large job that runs is off the list at once when it has stopped, and its rows go in slices', async () => {
  const run = newQueue()
  const job = await addMany(run, 'Deeds')
  const other = await run.add({ title: 'Other', directory: '/downloads', urls: ['http://b.example/1'] })
  expect(run.pool.holders).toHaveLength(4)
  const clearing = vi.spyOn(run.store, 'clearRemoved')
  const started = vi.spyOn(run.pool, 'start')
  const removing = run.queue.jobs.remove(job.id, { deleteFiles: true })
  for (let turns = 0; turns < 100 && titles(run).length > 1; turns++) await run.pass(5)
  expect(await removing).toEqual({ done: true })
  expect(titles(run)).toEqual(['Other'])
  expect(run.store.episodeCounts()).toMatchObject({ queued: 0, paused: 0, downloading: 1 })
  expect(started.mock.calls.map(([order]) => order.jobId)).toEqual([other.id])
  await run.pass(200)
  expect(clearing.mock.calls.length).toBeGreaterThan(3)
  expect(clearing.mock.results.at(-1)?.value).toBe(false)
  expect(run.store.pendingRemovals()).toEqual([])
  expect(run.problems).toEqual([])
})

test('very many episodes are removed in slices, those that were started meanwhile too', async () => {
  const run = newQueue()
  const job = await addMany(run, 'Deeds')
  const ids = idsOf(run, job)
  const removing = run.queue.bulk('remove', { jobIds: [], episodeIds: [...ids.slice(0, -2), 'unknown'], deleteFiles: true })
  for (let turns = 0; turns < 100 && run.store.job(job.id)?.episodesTotal === many; turns++) await run.pass(5)
  expect(run.store.job(job.id)?.episodesTotal).toBeGreaterThan(many / 2)
  expect(run.store.pendingRemovals().length).toBeGreaterThan(many / 2)
  await run.pass(1_000)
  expect(await removing).toEqual({ changed: many - 2, skipped: 1 })
  expect(run.store.job(job.id)?.episodesTotal).toBe(2)
  expect(run.store.pendingRemovals()).toEqual([])
  expect(run.problems).toEqual([])
})

test('a removal of very many that a death interrupts is ended by the next start', async () => {
  const run = newQueue()
  const job = await addMany(run, 'Deeds')
  const ids = idsOf(run, job)
  const held = run.queue.pauseQueue()
  await run.pass(100)
  await held
  run.store.noteRemovals({ jobIds: [], episodeIds: ids.slice(5) }, { deleteFiles: true })
  endRemovals(run.store)
  expect(run.store.job(job.id)?.episodesTotal).toBe(5)
  run.store.noteRemovals({ jobIds: [job.id], episodeIds: [] }, { deleteFiles: true })
  endRemovals(run.store)
  expect(titles(run)).toEqual([])
  expect(run.store.pendingRemovals()).toEqual([])
})

test('very many jobs are removed in slices, each of them whole', async () => {
  const run = newQueue()
  const jobs: Job[] = []
  for (let number = 0; number < 450; number++) {
    const urls = [1, 2].map((part) => `http://a.example/${number}/${part}`)
    jobs.push(await run.add({ title: `Deed ${number}`, directory: '/downloads', urls, startPaused: number > 0 }))
  }
  const [first, ...others] = jobs.map(({ id }) => id)
  const removing = run.queue.bulk('remove', { jobIds: others, episodeIds: [], deleteFiles: true })
  expect(run.store.jobCounts().all).toBeLessThan(jobs.length)
  await run.pass(300)
  expect(await removing).toEqual({ changed: 449, skipped: 0 })
  expect(run.queue.read.job(first ?? '')).not.toBeNull()
  expect(run.store.jobCounts().all).toBe(1)
  expect(run.store.episodeCounts()).toMatchObject({ paused: 0 })
})
