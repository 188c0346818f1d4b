import { expect, test } from 'vitest'
import { createClock } from '../../../../src-main/platform/clock.ts'
import { ListSurvey } from '../../../../src-main/queue/overview/list-survey.ts'
import type { Store } from '../../../../src-main/queue/ports.ts'
import { newEpisodes, newJob, partOf, temporaryStore } from '../../store/support.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

function addJob(store: Store, hosts: Readonly<Record<string, number>>, given: Parameters<typeof newJob>[0] = {}) {
  const episodes = Object.entries(hosts).flatMap(([host, count]) => newEpisodes(count, { host }))
  return { job: store.addJob(newJob(given), episodes), episodes }
}

async function surveyed(store: Store) {
  const survey = await new ListSurvey({ store, clock: createClock(), log }).look()
  if (survey === null) throw new Error('a short list is counted before the first answer')
  return survey
}

test('what could start is counted by queue, session and host, however the slices fall', async () => {
  const { store } = temporaryStore()
  store.addQueue({ id: 'nights', name: 'Nights', slots: null, paused: true, schedule: null })
  const { episodes } = addJob(store, { 'a.example': 120, 'b.example': 300 })
  addJob(store, { 'a.example': 200 }, { queueId: 'nights', sessionId: 'one' })
  const gone = addJob(store, { 'c.example': 50 })
  store.removeJob(gone.job.id, { deleteFiles: false })
  store.changeEpisode(episodes[0]?.id ?? '', { waitReason: 'backoff', waitUntil: 9 })
  store.changeEpisode(episodes[1]?.id ?? '', { status: 'downloading' })
  const { ready, readyByHost } = await surveyed(store)
  expect(ready.toSorted((one, other) => one.episodes - other.episodes)).toEqual([
    { queueId: 'default', sessionId: null, host: 'a.example', episodes: 118 },
    { queueId: 'nights', sessionId: 'one', host: 'a.example', episodes: 200 },
    { queueId: 'default', sessionId: null, host: 'b.example', episodes: 300 },
  ])
  expect(Object.fromEntries(readyByHost)).toEqual({ 'a.example': 318, 'b.example': 300 })
})

test('what is still to come is summed by file system, of jobs that are not finished', async () => {
  const { store } = temporaryStore()
  const first = addJob(store, { 'a.example': 3 }, { directory: '/downloads/one' })
  store.changeEpisode(first.episodes[0]?.id ?? '', { status: 'downloading' })
  store.changeEpisode(first.episodes[0]?.id ?? '', { part: partOf('one', 400, 1_000) })
  store.changeEpisode(first.episodes[1]?.id ?? '', { status: 'paused', part: partOf('two', 0, 500) })
  addJob(store, { 'a.example': 2 }, { directory: '/media/disk/two', mount: '/media/disk' })
  const done = addJob(store, { 'a.example': 1 })
  store.changeEpisode(done.episodes[0]?.id ?? '', { status: 'downloading' })
  store.changeEpisode(done.episodes[0]?.id ?? '', { status: 'completed', part: partOf('three', 90, 90), finishedAt: 1 })
  const { unfinished } = await surveyed(store)
  expect(unfinished.toSorted((one, other) => other.bytesLeft - one.bytesLeft)).toEqual([
    { mount: null, directory: '/downloads/one', bytesLeft: 1_100, unknownSizes: 1, bytesKnown: 1_500, knownSizes: 2 },
    { mount: '/media/disk', directory: '/media/disk/two', bytesLeft: 0, unknownSizes: 2, bytesKnown: 0, knownSizes: 0 },
  ])
})

test('slices of one go through all jobs once, whatever their state', () => {
  const { store } = temporaryStore()
  for (let at = 0; at < 3; at += 1) addJob(store, { 'a.example': 1, 'b.example': 2 })
  const [running] = addJob(store, { 'a.example': 1 }).episodes
  store.changeEpisode(running?.id ?? '', { status: 'downloading' })
  const paused = addJob(store, {})
  store.addEpisodes(paused.job.id, newEpisodes(2, { status: 'paused' }))
  let jobs = 0
  let unfinished = store.unfinishedSlice(null, 1)
  for (let turn = 0; turn < 20; turn += 1) {
    jobs += unfinished.items.reduce((sum, { unknownSizes }) => sum + unknownSizes, 0)
    if (unfinished.end === null) break
    unfinished = store.unfinishedSlice(unfinished.end, 1)
  }
  expect(jobs).toBe(3 * 3 + 1 + 2)
  let ready = store.readySlice(null, 1)
  let episodes = 0
  for (let turn = 0; turn < 20; turn += 1) {
    episodes += ready.items.reduce((sum, item) => sum + item.episodes, 0)
    if (ready.end === null) break
    ready = store.readySlice(ready.end, 1)
  }
  expect(episodes).toBe(9)
})

test('the most frequent reason at a host is told of its newest failures', () => {
  const { store } = temporaryStore()
  const { episodes } = addJob(store, { 'a.example': 6 })
  const fail = (at: number, code: 'TIMEOUT_STALLED' | 'HTTP_STATUS', params = {}) => {
    const id = episodes[at]?.id ?? ''
    store.changeEpisode(id, { status: 'downloading' })
    const error = { code, message: '', params, at: '2026-01-01T00:00:00.000Z' }
    store.changeEpisode(id, { status: 'failed', error, finishedAt: 1_000 + at })
  }
  expect(store.failureCause('a.example', 100)).toBeNull()
  for (const at of [0, 1, 2]) fail(at, 'TIMEOUT_STALLED')
  fail(3, 'HTTP_STATUS', { status: 404 })
  fail(4, 'HTTP_STATUS', { status: 404 })
  expect(store.failureCause('a.example', 100)).toEqual({ code: 'TIMEOUT_STALLED', httpStatus: null })
  expect(store.failureCause('a.example', 3)).toEqual({ code: 'HTTP_STATUS', httpStatus: 404 })
})
