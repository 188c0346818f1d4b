import { expect, onTestFinished, test } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import type { Queue } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

function simulated(): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 0 } })
  onTestFinished(() => run.close())
  return run
}

function made(outcome: ReturnType<SimulatedQueue['queue']['queues']['add']>): Queue {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

const urls = ['http://a.example/1']

test('there is one queue from the start, and it stays', async () => {
  const { queue } = simulated()
  const [first] = queue.queues.list().items
  expect(first).toEqual({ id: 'default', name: '', slots: null, paused: false, schedule: null })
  expect(await queue.queues.remove('default')).toMatchObject({ refused: 'CONFLICT' })
  expect(await queue.queues.update('default', { name: 'Main' })).toMatchObject({ id: 'default', name: 'Main' })
  expect(await queue.queues.update('default', { name: '' })).toMatchObject({ name: '' })
})

test('no two queues have the same name, however it is written, and none but the default has none', async () => {
  const { queue } = simulated()
  const night = made(queue.queues.add({ name: 'Nächte', slots: 2 }))
  expect(night).toMatchObject({ name: 'Nächte', slots: 2, paused: false })
  expect(queue.queues.add({ name: 'NÄCHTE' })).toMatchObject({ refused: 'CONFLICT', params: { queueId: night.id } })
  expect(await queue.queues.update('default', { name: 'nächte' })).toMatchObject({ refused: 'CONFLICT' })
  expect(await queue.queues.update(night.id, { name: '' })).toMatchObject({ refused: 'INVALID_INPUT' })
  expect(await queue.queues.update(night.id, { name: 'nächte', slots: null })).toMatchObject({ name: 'nächte', slots: null })
  expect(queue.queues.list().total).toBe(2)
})

test('a hundred queues are the most', () => {
  const { queue } = simulated()
  for (let number = 2; number <= 100; number += 1) made(queue.queues.add({ name: `Queue ${number}` }))
  expect(queue.queues.add({ name: 'one more' })).toMatchObject({ refused: 'CONFLICT', params: { maximum: 100 } })
})

test('a job is added to a queue that is there, or not at all', async () => {
  const { queue, store } = simulated()
  const night = made(queue.queues.add({ name: 'Night' }))
  expect(await queue.jobs.add({ urls, queueId: night.id })).toMatchObject({ queueId: night.id, sequential: false })
  expect(await queue.jobs.add({ urls, queueId: 'gone' })).toMatchObject({
    refused: 'INVALID_INPUT',
    params: { issues: [{ path: 'queueId', value: 'gone', options: ['default', night.id] }] },
  })
  expect(store.jobCounts().all).toBe(1)
})

test('the jobs of a queue that is removed go to the default queue, and the rest is told of them', async () => {
  const run = simulated()
  const { queue } = run
  const night = made(queue.queues.add({ name: 'Night' }))
  const job = await run.add({ urls, queueId: night.id })
  const other = await run.add({ urls })
  const events = queue.subscribe()
  await run.pass(500)
  expect(await queue.queues.remove(night.id)).toEqual({ done: true, movedJobs: 1 })
  expect(queue.read.job(job.id)).toMatchObject({ queueId: 'default', position: 1 })
  expect(queue.read.job(other.id)).toMatchObject({ queueId: 'default', position: 2 })
  expect(await queue.queues.remove(night.id)).toMatchObject({ refused: 'NOT_FOUND' })
  await run.pass(500)
  const told = new Map<string, unknown>()
  // What is told to everyone who begins to listen comes first.
  for (let heard = 0; heard < 10 && !told.has('job'); heard += 1) {
    const { value } = await events.next()
    if (value !== undefined) told.set(value.type, value)
  }
  await events.return()
  expect(told.get('queues')).toMatchObject({ queues: [{ id: 'default' }] })
  expect(told.get('job')).toMatchObject({ job: { id: job.id, queueId: 'default' } })
  expect(told.get('stats')).toMatchObject({ stats: { queues: [{ id: 'default', active: 0, jobs: { all: 2, queued: 2 } }] } })
})

test('many jobs are changed and moved as one; what is not there is counted', async () => {
  const run = simulated()
  const { queue } = run
  const night = made(queue.queues.add({ name: 'Night' }))
  const jobs = [await run.add({ urls }), await run.add({ urls }), await run.add({ urls }), await run.add({ urls })]
  const [first = '', second = '', third = '', fourth = ''] = jobs.map(({ id }) => id)
  expect(queue.jobs.updateMany([first, 'gone', third], { queueId: night.id, priority: 2, sequential: true })).toEqual({
    changed: 2,
    skipped: 1,
  })
  expect(queue.read.job(third)).toMatchObject({ queueId: night.id, priority: 2, sequential: true })
  expect(queue.jobs.updateMany([second], { queueId: 'gone' })).toMatchObject({ refused: 'INVALID_INPUT' })
  const order = () => [first, second, third, fourth].map((id) => queue.read.job(id)?.position)
  expect(queue.jobs.move({ jobIds: [fourth, third], to: 'top' })).toEqual({ changed: 2, skipped: 0 })
  expect(order()).toEqual([3, 4, 1, 2])
  expect(queue.jobs.move({ jobIds: [third, 'gone'], afterJobId: first })).toEqual({ changed: 1, skipped: 1 })
  expect(order()).toEqual([2, 4, 3, 1])
  expect(queue.jobs.move({ jobIds: [first], beforeJobId: 'gone' })).toMatchObject({ refused: 'NOT_FOUND' })
})

test('what waits for a queue names it, and the stats name the queues as what limits', async () => {
  const run = simulated()
  const { queue } = run
  const night = made(queue.queues.add({ name: 'Night', paused: true }))
  const job = await run.add({ urls, queueId: night.id })
  await run.setSlots(3)
  await run.pass(100)
  expect(queue.read.job(job.id)?.waiting).toEqual({ reason: 'slot', until: null, queueId: night.id, queuePaused: true })
  expect(queue.read.stats().slots).toMatchObject({ effective: 0, active: 0, limitedBy: 'queue' })
  await queue.queues.update(night.id, { paused: false })
  await run.pass(5_000)
  expect(queue.read.job(job.id)?.status).toBe('completed')
})

test('a queue has a schedule of its own, changed in parts, and while it is closed its episodes say until when', async () => {
  const { queue, store } = simulated()
  const night = made(queue.queues.add({ name: 'Night' }))
  queue.start()
  const job = await queue.jobs.add({ urls, queueId: night.id })
  if (isRefusal(job)) throw new Error(job.refused)
  const waiting = () => queue.read.job(job.id)?.waiting
  expect(waiting()).toEqual({ reason: 'slot', until: null })

  expect(await queue.queues.update(night.id, { schedule: { enabled: true, timeZone: 'UTC' } })).toMatchObject({
    schedule: { enabled: true, timeZone: 'UTC', windows: [], otherwise: { mode: 'full' } },
  })
  const windows = [{ days: ['mon' as const], from: '22:00', to: '23:00', mode: 'full' as const }]
  await queue.queues.update(night.id, { schedule: { windows, otherwise: { mode: 'paused' } } })
  expect(waiting()).toMatchObject({ reason: 'schedule', until: expect.stringMatching(/T22:00:00\.000Z$/) })
  const own = () => queue.read.stats().queues.map(({ schedule }) => schedule?.mode ?? null)
  expect(own()).toEqual([null, 'paused'])
  expect(queue.read.stats().schedule).toBeNull()

  expect(queue.queues.override(night.id, true)).toMatchObject({ id: night.id })
  expect(waiting()).toEqual({ reason: 'slot', until: null })
  expect(queue.queues.override(night.id, false)).toMatchObject({ id: night.id })
  expect(waiting()).toMatchObject({ reason: 'schedule' })
  expect(queue.queues.override('default', true)).toMatchObject({ refused: 'CONFLICT' })
  expect(queue.queues.override('gone', true)).toMatchObject({ refused: 'NOT_FOUND' })

  expect(store.queues()[1]?.schedule?.windows).toEqual(windows)
  await queue.queues.update(night.id, { schedule: null })
  expect(waiting()).toEqual({ reason: 'slot', until: null })
  expect(own()).toEqual([null, null])
})
