import { expect, onTestFinished, test } from 'vitest'
import { endUndoings } from '../../../../src-main/queue/commands/taking-back.ts'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import type { EpisodeStatus, Job, StaffelEvent, Undone, UndoWish } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

function newQueue(maxSlots = 2): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots } })
  onTestFinished(() => run.close())
  return run
}

const addJob = (run: SimulatedQueue, title: string, episodes = 3) =>
  run.add({ title, directory: '/downloads', urls: Array.from({ length: episodes }, (_, at) => `http://${title}.example/${at}`) })

/** Does one action on many, through what the doors call. */
async function act(
  run: SimulatedQueue,
  action: 'pause' | 'resume' | 'retry' | 'remove',
  jobs: readonly Job[],
  undo: UndoWish = true,
) {
  const items = { jobIds: jobs.map(({ id }) => id), episodeIds: [] as string[], deleteFiles: false }
  return past(
    run,
    run.queue.undo.during(undo, { action }, (deed) => run.queue.bulk(action, { ...items, deed })),
  )
}

/** Time goes by until it is there, as little as possible. */
async function past<Answer>(run: SimulatedQueue, work: Promise<Answer>): Promise<Answer> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  work.then(over, over)
  for (let turn = 0; !isOver && turn < 400; turn++) await run.pass(5)
  return work
}

async function undo(run: SimulatedQueue, undoId: string | undefined): Promise<Undone> {
  const undone = await past(run, run.queue.undo.undo(undoId ?? ''))
  if (isRefusal(undone)) throw new Error(undone.refused)
  return undone
}

const statuses = (run: SimulatedQueue, job: Job): EpisodeStatus[] =>
  run.store.episodes({ jobId: job.id, offset: 0, limit: 100 }).items.map(({ status }) => status)
const titles = (run: SimulatedQueue) =>
  run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 9 }).items.map(({ title }) => title)

test('a removed job that ran comes back where it was, goes on, and keeps its parts meanwhile', async () => {
  const run = newQueue()
  const jobs = [await addJob(run, 'one'), await addJob(run, 'two'), await addJob(run, 'three')]
  const [one] = jobs
  if (one === undefined) throw new Error('none')
  await run.queue.episodes.pause(run.store.episodes({ jobId: one.id, offset: 2, limit: 1 }).items[0]?.id ?? '')
  await run.pass(50)
  expect(statuses(run, one)).toEqual(['downloading', 'downloading', 'paused'])
  const before = run.store.episodes({ jobId: one.id, offset: 0, limit: 3 }).items
  const { undoId, changed } = await act(run, 'remove', [one])
  expect(changed).toBe(1)
  expect(titles(run)).toEqual(['two', 'three'])
  expect(run.queue.undo.list()).toMatchObject([{ id: undoId, action: 'remove', count: 1 }])
  await run.setSlots(0)
  expect(run.store.doomed(10)).toEqual([])
  expect(await undo(run, undoId)).toEqual({ restored: 1, movedOn: 0, gone: 0, anew: 0 })
  expect(titles(run)).toEqual(['one', 'two', 'three'])
  expect(statuses(run, one)).toEqual(['queued', 'queued', 'paused'])
  const after = run.store.episodes({ jobId: one.id, offset: 0, limit: 3 }).items
  expect(after.map(({ part }) => part?.fileName)).toEqual(before.map(({ part }) => part?.fileName))
  expect(run.queue.undo.list()).toEqual([])
  await run.setSlots(2)
  await run.pass(20)
  expect(statuses(run, one)).toEqual(['downloading', 'downloading', 'paused'])
  expect(run.problems).toEqual([])
})

test('after ten seconds what was removed is gone for good, with its parts', async () => {
  const run = newQueue()
  const job = await addJob(run, 'one')
  await run.pass(50)
  const { undoId } = await act(run, 'remove', [job])
  await run.setSlots(0)
  await run.pass(9_000)
  expect(run.queue.undo.list()).toHaveLength(1)
  expect(run.store.doomed(10)).toEqual([])
  await run.pass(5_000)
  expect(run.queue.undo.list()).toEqual([])
  expect(await run.queue.undo.undo(undoId ?? '')).toMatchObject({ refused: 'NOT_FOUND' })
  expect(run.store.clearRemoved(100)).toBe(false)
  expect(run.problems).toEqual([])
})

test('a removal that nobody wants undone is final at once, as it always was', async () => {
  const run = newQueue()
  const { undoId } = await act(run, 'remove', [await addJob(run, 'one')], false)
  expect(undoId).toBeUndefined()
  expect(run.queue.undo.list()).toEqual([])
  expect(run.store.clearRemoved(100)).toBe(false)
})

test('removed episodes come back into their job, and the job too that went with the last of them', async () => {
  const run = newQueue(0)
  const job = await addJob(run, 'one')
  const episodeIds = run.store.episodes({ jobId: job.id, offset: 0, limit: 9 }).items.map(({ id }) => id)
  const work = (deed: number | null) => run.queue.bulk('remove', { jobIds: [], episodeIds, deleteFiles: false, deed })
  const { undoId } = await past(run, run.queue.undo.during(true, { action: 'remove' }, work))
  expect(titles(run)).toEqual([])
  expect(await undo(run, undoId)).toMatchObject({ restored: 4, gone: 0 })
  expect(titles(run)).toEqual(['one'])
  expect(statuses(run, job)).toEqual(['queued', 'queued', 'queued'])
})

test('pausing is undone for what still is paused; what has finished since stays finished', async () => {
  const run = newQueue()
  const job = await addJob(run, 'one', 4)
  const ids = run.store.episodes({ jobId: job.id, offset: 0, limit: 9 }).items.map(({ id }) => id)
  await past(run, run.queue.episodes.pause(ids[3] ?? ''))
  const { undoId } = await act(run, 'pause', [job])
  expect(statuses(run, job)).toEqual(['paused', 'paused', 'paused', 'paused'])
  await past(run, run.queue.episodes.resume(ids[0] ?? ''))
  for (let turn = 0; turn < 2_000 && statuses(run, job)[0] !== 'completed'; turn++) await run.pass(5)
  await run.setSlots(0)
  expect(await undo(run, undoId)).toEqual({ restored: 2, movedOn: 1, gone: 0, anew: 0 })
  expect(statuses(run, job)).toEqual(['completed', 'queued', 'queued', 'paused'])
})

test('what was resumed and runs is paused again', async () => {
  const run = newQueue()
  const job = await addJob(run, 'one', 4)
  await act(run, 'pause', [job], false)
  const { undoId } = await act(run, 'resume', [job])
  await run.pass(20)
  expect(statuses(run, job)).toEqual(['downloading', 'downloading', 'queued', 'queued'])
  expect(await undo(run, undoId)).toMatchObject({ restored: 4, movedOn: 0 })
  expect(statuses(run, job)).toEqual(['paused', 'paused', 'paused', 'paused'])
  expect(run.problems).toEqual([])
})

test('what was retried has failed again as it had, with its error and the end of its job', async () => {
  const run = newQueue(0)
  const job = await addJob(run, 'one', 2)
  const [first] = run.store.episodes({ jobId: job.id, offset: 0, limit: 9 }).items
  const error = { code: 'NETWORK', message: 'gone', params: {}, at: '2026-01-01T00:00:00.000Z' } as const
  run.store.changeEpisode(first?.id ?? '', { status: 'downloading' })
  run.store.changeEpisode(first?.id ?? '', { status: 'failed', error, finishedAt: 7, attempts: 5 })
  const retried = await past(
    run,
    run.queue.undo.during(true, { action: 'retry' }, (deed) => run.queue.reporting.failures.retry({}, deed)),
  )
  expect(retried).toMatchObject({ retried: 1 })
  expect(statuses(run, job)).toEqual(['queued', 'queued'])
  expect(await undo(run, retried.undoId)).toMatchObject({ restored: 1 })
  expect(run.store.episode(first?.id ?? '')).toMatchObject({ status: 'failed', error, finishedAt: 7, attempts: 5 })
})

test('several requests are one deed where they say so, and moved jobs stand again where they stood', async () => {
  const run = newQueue(0)
  const jobs: Job[] = []
  for (const title of ['a', 'b', 'c', 'd']) jobs.push(await addJob(run, title, 1))
  const move = (at: number, wish: UndoWish) =>
    run.queue.undo.during(wish, { action: 'move' }, (deed) =>
      run.queue.jobs.move({ jobIds: [jobs[at]?.id ?? ''], to: 'top' }, deed),
    )
  const first = await move(2, true)
  if (isRefusal(first)) throw new Error('refused')
  const second = await move(3, first.undoId ?? false)
  expect(second).toMatchObject({ undoId: first.undoId })
  expect(titles(run)).toEqual(['d', 'c', 'a', 'b'])
  expect(run.queue.undo.list()).toMatchObject([{ count: 2 }])
  expect(await undo(run, first.undoId)).toMatchObject({ restored: 2 })
  expect(titles(run)).toEqual(['a', 'b', 'c', 'd'])
})

test('a held queue goes on when that is undone, and everybody is told what can be undone', async () => {
  const run = newQueue()
  const told: StaffelEvent[] = []
  const subscription = run.queue.subscribe()
  const reading = (async () => {
    for await (const event of subscription) told.push(event)
  })()
  const { undoId } = await past(
    run,
    run.queue.undo.during(true, { action: 'pauseQueue' }, () => run.queue.pauseQueue()),
  )
  expect(run.queue.read.stats().paused).toBe(true)
  await undo(run, undoId)
  expect(run.queue.read.stats().paused).toBe(false)
  await subscription.return()
  await reading
  const undoables = told.flatMap((event) => (event.type === 'undo' ? [event.undoables.map(({ action }) => action)] : []))
  expect(undoables).toContainEqual(['pauseQueue'])
  expect(undoables.at(-1)).toEqual([])
})

test('a death within the time of a removal lets it stand; one while it is undone brings all of it back', async () => {
  const run = newQueue(0)
  const [one, two] = [await addJob(run, 'one'), await addJob(run, 'two')]
  await act(run, 'remove', [one])
  const second = await act(run, 'remove', [two])
  const undoing = run.store.pendingUndoings()
  expect(undoing).toEqual([])
  // As the list's file has it in that moment, when the next start begins.
  const key = 2
  expect(second.undoId).toBeDefined()
  run.store.beginUndoing(key)
  endUndoings(run.store)
  expect(titles(run)).toEqual(['two'])
  expect(statuses(run, two)).toEqual(['queued', 'queued', 'queued'])
  expect(run.store.deedSize(1) + run.store.deedSize(2)).toBe(0)
  while (run.store.clearRemoved(100));
  expect(run.store.episodeCounts().queued).toBe(3)
})
