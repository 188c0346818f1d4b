import { expect, onTestFinished, test } from 'vitest'
import { endQueueRemovals } from '../../../../src-main/queue/queues/queue-removal.ts'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const many = 600

async function queueOfMany() {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 0 } })
  onTestFinished(() => run.close())
  const queue = run.queue.queues.add({ name: 'Night' })
  if (isRefusal(queue)) throw new Error(`the queue was refused: ${queue.refused}`)
  for (let number = 0; number < many; number++) {
    const urls = [`http://a.example/${number}`]
    await run.add({ title: `Deed ${number}`, directory: '/downloads', queueId: queue.id, urls })
  }
  return { run, queue, jobsIn: (queueId: string) => run.store.queueJobCounts().get(queueId)?.all ?? 0 }
}

test('a queue of very many jobs empties in slices, is there until the last has left it, and goes as one removal', async () => {
  const { run, queue, jobsIn } = await queueOfMany()
  const removals = [run.queue.queues.remove(queue.id), run.queue.queues.remove(queue.id)]
  expect(jobsIn(queue.id)).toBeGreaterThan(0)
  expect(jobsIn(queue.id) + jobsIn('default')).toBe(many)
  const late = await run.add({ title: 'Late', directory: '/downloads', queueId: queue.id, urls: ['http://a.example/late'] })
  await run.pass(100)
  expect(await Promise.all(removals)).toEqual(Array(2).fill({ done: true, movedJobs: many + 1 }))
  expect(run.queue.read.job(late.id)).toMatchObject({ queueId: 'default' })
  expect(run.queue.queues.list().items.map(({ id }) => id)).toEqual(['default'])
  expect(jobsIn('default')).toBe(many + 1)
})

test('a removal of a queue that a death interrupts is ended by the next start', async () => {
  const { run, queue, jobsIn } = await queueOfMany()
  run.store.noteQueueRemoval(queue.id)
  run.store.emptyQueue(queue.id, 10)
  endQueueRemovals(run.store)
  expect(run.store.queues().map(({ id }) => id)).toEqual(['default'])
  expect(run.store.pendingQueueRemovals()).toEqual([])
  expect(jobsIn('default')).toBe(many)
})
