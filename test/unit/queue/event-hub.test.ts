import { expect, it } from 'vitest'
import { EventHub } from '../../../src-main/queue/event-hub.ts'
import type { StaffelEvent } from '../../../src-preload/contract/index.ts'

const removed = (id: string): StaffelEvent => ({ type: 'removed', jobIds: [id], episodeIds: [] })
const progress = (id: string, bytesDone: number): StaffelEvent => ({
  type: 'progress',
  speed: bytesDone,
  jobs: [{ id, bytesDone, bytesTotal: null, progress: null, speed: 0, etaSeconds: null, currentEpisode: null }],
  episodes: [],
})

it('hands events on in their order', async () => {
  const hub = new EventHub()
  const events = hub.subscribe([removed('first')])
  hub.publish(removed('second'))
  expect((await events.next()).value).toEqual(removed('first'))
  expect((await events.next()).value).toEqual(removed('second'))
})

it('merges the progress that a slow subscriber has not read yet, newest numbers winning', async () => {
  const hub = new EventHub()
  const events = hub.subscribe([])
  for (let frame = 1; frame <= 1_000; frame += 1) hub.publish(progress(frame % 2 === 0 ? 'even' : 'odd', frame))
  const { value } = await events.next()
  expect(
    value?.type === 'progress' && value.jobs.map((job: { id: string; bytesDone: number }) => [job.id, job.bytesDone]),
  ).toEqual([
    ['odd', 999],
    ['even', 1_000],
  ])
})

it('lets go of a subscriber that leaves while it waits', async () => {
  const hub = new EventHub()
  const events = hub.subscribe([])
  const waiting = events.next()
  await events.return()
  expect((await waiting).done).toBe(true)
  expect(hub.hasListeners).toBe(false)
})

it('ends everyone when it closes', async () => {
  const hub = new EventHub()
  const waiting = hub.subscribe([]).next()
  await hub.close()
  expect((await waiting).done).toBe(true)
})

it('lets go of a subscriber that never reads, so that what waits for it stays bounded', () => {
  const hub = new EventHub()
  hub.subscribe([])
  for (let index = 0; index < 20_000; index += 1) hub.publish(removed(String(index)))
  expect(hub.hasListeners).toBe(true)
  hub.publish(removed('one too many'))
  expect(hub.hasListeners).toBe(false)
})
