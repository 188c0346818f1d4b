import { expect, onTestFinished, test, vi } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const many = 3_500

function newQueue(): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 4 } })
  onTestFinished(() => run.close())
  return run
}

const episodes = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    url: `http://a.example/${from + index}`,
    fileName: `deed-${from + index}`,
  }))
const series = (count: number) => ({ title: 'Deeds', directory: '/downloads', episodes: episodes(count) })
const totals = (run: SimulatedQueue) =>
  run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 9 }).items.map(({ episodesTotal }) => episodesTotal)

test('the first of many run, and others are answered, while the last are still being added', async () => {
  const run = newQueue()
  const adding = run.queue.jobs.add(series(many))
  await run.pass(5)
  expect(totals(run)[0]).toBeLessThan(many)
  expect(run.pool.holders).toHaveLength(4)
  const other = await run.add({ title: 'Other', directory: '/downloads', episodes: episodes(2, many) })
  expect(other.episodesTotal).toBe(2)
  await run.pass(50)
  expect(await adding).toMatchObject({ title: 'Deeds', episodesTotal: many, position: 1 })
  expect(run.store.pendingAdditions()).toEqual([])
})

test('what fails in the middle is taken back as a whole, with what it has begun', async () => {
  const run = newQueue()
  const addEpisodes = run.store.addEpisodes
  vi.spyOn(run.store, 'addEpisodes').mockImplementationOnce(addEpisodes).mockImplementationOnce(addEpisodes)
  const adding = expect(run.queue.jobs.add(series(many))).rejects.toThrow('database or disk is full')
  vi.spyOn(run.store, 'addEpisodes').mockImplementation((jobId, list) => {
    if ((run.store.job(jobId)?.episodesTotal ?? 0) >= 2_000) throw new Error('database or disk is full')
    addEpisodes(jobId, list)
  })
  await run.pass(500)
  await adding
  expect(totals(run)).toEqual([])
  expect(run.pool.holders).toEqual([])
  expect(run.store.pendingAdditions()).toEqual([])
  expect(run.store.doomed(9_999)).toEqual([])
})

test('what is added to a job that is there and fails leaves the job as it was', async () => {
  const run = newQueue()
  const job = await run.add(series(10))
  const addEpisodes = run.store.addEpisodes
  vi.spyOn(run.store, 'addEpisodes').mockImplementation((jobId, list) => {
    if ((run.store.job(jobId)?.episodesTotal ?? 0) > 2_000) throw new Error('database or disk is full')
    addEpisodes(jobId, list)
  })
  const adding = expect(run.queue.jobs.addEpisodes(job.id, { episodes: episodes(many, 10) })).rejects.toThrow('disk is full')
  await run.pass(500)
  await adding
  expect(totals(run)).toEqual([10])
})

test('two additions to one job come one after the other, a small one behind a large one', async () => {
  const run = newQueue()
  const job = await run.add(series(10))
  const large = run.queue.jobs.addEpisodes(job.id, { episodes: episodes(many, 10) })
  const small = run.queue.jobs.addEpisodes(job.id, { episodes: episodes(1, 9_999) })
  await run.pass(50)
  await Promise.all([large, small])
  const { items } = run.store.episodes({ jobId: job.id, offset: many + 10, limit: 5 })
  expect(items.map(({ wantedName }) => wantedName)).toEqual(['deed-9999'])
})

test('a job that is removed while more is added to it is gone, and the addition says so', async () => {
  const run = newQueue()
  const adding = run.queue.jobs.add({ ...series(many), startPaused: true })
  await run.pass(5)
  const [job] = run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 1 }).items
  const removing = run.queue.jobs.remove(job?.id ?? '', { deleteFiles: true })
  await run.pass(500)
  const [answer] = await Promise.all([adding, removing])
  expect(isRefusal(answer) && answer.refused).toBe('NOT_FOUND')
  expect(totals(run)).toEqual([])
  expect(run.store.pendingAdditions()).toEqual([])
})

/** So many episodes in chunks of a thousand; breaks off with the error where there is one. */
async function* chunks(count: number, error?: Error) {
  for (let from = 0; from < count; from += 1_000) yield episodes(Math.min(1_000, count - from), from)
  if (error !== undefined) throw error
}
const details = { title: 'Coming', directory: '/downloads' }

test('what comes bit by bit is added in its order, and the first run before the last are there', async () => {
  const run = newQueue()
  const gate = Promise.withResolvers<void>()
  async function* held() {
    yield* chunks(2_000)
    await gate.promise
    yield episodes(1_500, 2_000)
  }
  const adding = run.queue.jobs.addComing(details, { count: many, folders: [], chunks: held() })
  await run.pass(500)
  expect(totals(run)).toEqual([2_000])
  expect(run.pool.holders).toHaveLength(4)
  gate.resolve()
  await run.pass(500)
  const job = await adding
  expect(job).toMatchObject({ title: 'Coming', episodesTotal: many })
  const last = run.queue.read.episodes({ jobId: 'id' in job ? job.id : '', offset: many - 1, limit: 1 })
  expect(last?.items.map(({ url, index }) => [url, index])).toEqual([[`http://a.example/${many - 1}`, many]])
  expect(run.store.pendingAdditions()).toEqual([])
})

test.each([
  ['breaks off in the midst', chunks(2_000, new Error('the rest is gone')), 'the rest is gone'],
  ['breaks off before the first', chunks(0, new Error('all is gone')), 'all is gone'],
  ['is less than was announced', chunks(2_500), '1000 episodes that were announced did not come'],
])('what comes bit by bit and %s is taken back as a whole', async (_, coming, message) => {
  const run = newQueue()
  const adding = expect(run.queue.jobs.addComing(details, { count: many, folders: [], chunks: coming })).rejects.toThrow(message)
  await run.pass(500)
  await adding
  expect(totals(run)).toEqual([])
  expect(run.pool.holders).toEqual([])
  expect(run.store.pendingAdditions()).toEqual([])
})

test('what comes bit by bit to a job that is removed meanwhile is not waited for', async () => {
  const run = newQueue()
  const gate = Promise.withResolvers<void>()
  async function* held() {
    yield* chunks(1_000)
    yield* chunks(1_000)
    await gate.promise
    yield* chunks(1_500)
  }
  const adding = run.queue.jobs.addComing(details, { count: many, folders: [], chunks: held() })
  await run.pass(200)
  const [job] = run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 9 }).items
  const removing = run.queue.jobs.remove(job?.id ?? '', { deleteFiles: true })
  await run.pass(200)
  await removing
  gate.resolve()
  await run.pass(200)
  expect(await adding).toMatchObject({ refused: 'NOT_FOUND' })
  expect(totals(run)).toEqual([])
})

test('jobs that belong together hold once the last of them is there, and a start between them takes them back', async () => {
  const run = newQueue()
  const added = async (count: number, earlier: readonly string[], isLast: boolean) => {
    const adding = run.queue.jobs.addComing(details, { count, folders: [], chunks: chunks(count) }, { earlier, isLast })
    await run.pass(500)
    const job = await adding
    return 'id' in job ? job.id : ''
  }
  const small = await added(3, [], false)
  const large = await added(1_500, [small], false)
  expect(run.store.pendingAdditions().toSorted()).toEqual([small, large].toSorted())
  expect(run.store.takeAdditionBack(small, 10)).toBe(false)
  expect(totals(run)).toEqual([1_500])
  await added(2, [large], true)
  expect(run.store.pendingAdditions()).toEqual([])
  expect(totals(run)).toEqual([1_500, 2])
})
