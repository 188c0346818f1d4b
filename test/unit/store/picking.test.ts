import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { nextOfQueueQuery, nextOfQueuesQuery } from '../../../src-main/store/picking.ts'
import { anyBut, newEpisode, newEpisodes, newJob, removeWhole, temporaryStore } from './support.ts'

test('the next episode is the first of the first job by priority and position, at a host that is not excluded', () => {
  const { store } = temporaryStore()
  const low = newEpisodes(2)
  const high = [newEpisode(), newEpisode({ host: 'b.example' })]
  const first = store.addJob(newJob(), low)
  const second = store.addJob(newJob({ priority: 5 }), high)
  expect(store.nextEligible(anyBut())?.id).toBe(high[0]?.id)
  expect(store.nextEligible(anyBut('a.example'))?.id).toBe(high[1]?.id)
  store.changeJob(second.id, { priority: 0 })
  expect(store.nextEligible(anyBut())?.id).toBe(low[0]?.id)
  store.moveJob(second.id, 1)
  expect(store.nextEligible(anyBut())?.id).toBe(high[0]?.id)
  store.changeEpisodes(second.id, ['queued'], 'paused')
  expect(store.nextEligible(anyBut())?.id).toBe(low[0]?.id)
  removeWhole(store, first.id, { deleteFiles: false })
  expect(store.nextEligible(anyBut())).toBeNull()
  expect(store.hasEligible()).toBe(false)
})

test('picking reads no list of episodes and sorts nothing, however many wait at an excluded host', () => {
  const { store, file } = temporaryStore()
  store.addJob(newJob(), newEpisodes(1_000))
  const last = newEpisode({ host: 'b.example' })
  store.addJob(newJob(), [last])
  expect(store.nextEligible(anyBut('a.example'))?.id).toBe(last.id)

  const database = new Database(file, { readonly: true })
  const planOf = (query: string) =>
    database
      .prepare<[{ queue: string; queues: string; hosts: string; sessions: string }], { detail: string }>(
        `EXPLAIN QUERY PLAN ${query}`,
      )
      .all({ queue: 'default', queues: '["default"]', hosts: '["a.example"]', sessions: '[]' })
      .map(({ detail }) => detail)
  const [one, several] = [planOf(nextOfQueueQuery), planOf(nextOfQueuesQuery)]
  const heads = database.prepare('SELECT host, idx FROM heads ORDER BY host').all()
  database.close()
  for (const plan of [one, several]) {
    expect(plan).toContain('SEARCH heads USING COVERING INDEX heads_in_order (queue=?)')
    expect(plan.filter((step) => /SCAN (e|j|episodes|jobs|heads|best)\b/.test(step))).toEqual([])
  }
  expect(one.filter((step) => /TEMP B-TREE/.test(step))).toEqual([])
  // One row for each host is all that is scanned.
  expect(heads).toEqual([
    { host: 'a.example', idx: 1 },
    { host: 'b.example', idx: 1 },
  ])
})

test('waits are moved with a clock that was set, and cut to a latest end; those without an end stay without', () => {
  const { store } = temporaryStore()
  const [soon, late, disk] = newEpisodes(3)
  if (soon === undefined || late === undefined || disk === undefined) throw new Error('three')
  const job = store.addJob(newJob(), [soon, late, disk])
  store.addJob(newJob(), newEpisodes(1))
  store.changeEpisode(soon.id, { waitReason: 'backoff', waitUntil: 1_000 })
  store.changeEpisode(late.id, { waitReason: 'backoff', waitUntil: 9_000 })
  store.changeEpisode(disk.id, { waitReason: 'disk' })
  expect(store.shiftWaits(-400)).toEqual([job.id])
  store.capWaits(5_000)
  expect([soon, late, disk].map(({ id }) => store.episode(id)?.waitUntil)).toEqual([600, 5_000, null])
  expect(store.shiftWaits(86_400_000)).toEqual([job.id])
  expect(store.nextWaitEnd()).toBe(86_400_600)
})

test('waits end by their time or by their reason, and the next end is known', () => {
  const { store } = temporaryStore()
  const [soon, later, disk, link] = newEpisodes(4)
  if (soon === undefined || later === undefined || disk === undefined || link === undefined) throw new Error('four')
  const job = store.addJob(newJob(), [soon, later, disk, link])
  store.changeEpisode(soon.id, { waitReason: 'backoff', waitUntil: 100 })
  store.changeEpisode(later.id, { waitReason: 'backoff', waitUntil: 200 })
  store.changeEpisode(disk.id, { waitReason: 'disk' })
  store.changeEpisode(link.id, { waitReason: 'link' })
  expect(store.hasEligible()).toBe(false)
  expect(store.waitCounts()).toEqual({ backoff: 2, disk: 1, link: 1 })
  expect(store.nextWaitEnd()).toBe(100)
  expect(store.endWaits(99)).toEqual([])
  expect(store.endWaits(100)).toEqual([{ id: soon.id, jobId: job.id }])
  expect(store.nextWaitEnd()).toBe(200)
  expect(store.endWaitsOf('disk')).toEqual([job.id])
  expect(store.endWaitsOf('disk')).toEqual([])
  expect(store.nextEligible(anyBut())?.id).toBe(soon.id)
  expect(store.waitCounts()).toEqual({ backoff: 1, link: 1 })
})

test('the ready episodes of one job can be made to wait, and nothing else', () => {
  const { store } = temporaryStore()
  const [ready, waiting, paused] = [newEpisode(), newEpisode(), newEpisode({ status: 'paused' })]
  const job = store.addJob(newJob(), [ready, waiting, paused])
  const other = newEpisode()
  store.addJob(newJob(), [other])
  store.changeEpisode(waiting.id, { waitReason: 'backoff', waitUntil: 9 })
  store.holdEpisodes(job.id, 'disk')
  expect([ready, waiting, paused].map(({ id }) => store.episode(id)?.waitReason)).toEqual(['disk', 'backoff', null])
  expect(store.nextEligible(anyBut())?.id).toBe(other.id)
  expect(store.waitCounts()).toEqual({ backoff: 1, disk: 1 })
})
