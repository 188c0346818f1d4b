import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { idsOf, jobQuery, newEpisode, newEpisodes, newId, newJob, partOf, temporaryStore } from './support.ts'

const directory = join('/', 'downloads')
const path = (name: string) => join(directory, name)
const doomed = (store: Store) => store.doomed(100).map((file) => file.path)

/** A job whose first episode has begun a file of this name. */
function addBegun(store: Store, fileName: string): { jobId: string; begun: string } {
  const episodes = newEpisodes(2)
  const { id } = store.addJob(newJob({ directory }), episodes)
  const begun = episodes[0]?.id ?? ''
  store.changeEpisode(begun, { status: 'downloading', part: partOf(fileName, 4, 10) })
  store.changeEpisode(begun, { status: 'paused' })
  return { jobId: id, begun }
}

function remove(store: Store, jobId: string): number {
  const deed = store.beginDeed({ id: newId(), action: 'remove' })
  store.removeJob(jobId, { deleteFiles: false, deed })
  while (store.clearRemoved(1));
  return deed
}

function undo(store: Store, deed: number): { anew: number; restored: number } {
  let anew = 0
  store.beginUndoing(deed)
  for (let step = store.yieldClaimed(deed, null, 1); step.after !== null; step = store.yieldClaimed(deed, step.after, 1))
    anew += step.anew
  let restored = 0
  for (let step = store.takeBack(deed, 1); ; step = store.takeBack(deed, 1)) {
    restored += step.restored
    if (!step.isMore) break
  }
  while (store.forgetDeed(deed, 1));
  return { anew, restored }
}

test('the part of what may come back is not doomed before its time is over', () => {
  const { store } = temporaryStore()
  const { jobId } = addBegun(store, 'a.bin')
  const deed = remove(store, jobId)
  expect(store.jobCounts().all).toBe(0)
  expect(doomed(store)).toEqual([])
  while (store.forgetDeed(deed, 1));
  while (store.clearRemoved(1));
  expect(doomed(store)).toEqual([path('a.bin.part')])
  expect(store.takeBack(deed, 10)).toMatchObject({ restored: 0, isMore: false })
})

test('a name that another has taken meanwhile is left to it, and what comes back starts anew', () => {
  const { store } = temporaryStore()
  const { jobId, begun } = addBegun(store, 'a.bin')
  const deed = remove(store, jobId)
  const other = newEpisode()
  const { id: otherId } = store.addJob(newJob({ directory }), [other])
  store.changeEpisode(other.id, { status: 'downloading', part: partOf('a.bin', 1, 7) })
  expect(undo(store, deed)).toEqual({ anew: 1, restored: 1 })
  expect(store.episode(begun)).toMatchObject({ status: 'paused', part: null, bytesDone: 0, bytesTotal: null })
  expect(store.job(jobId)).toMatchObject({ bytesDone: 0, bytesKnown: 0, unknownSizes: 2 })
  expect(store.episode(other.id)?.part?.fileName).toBe('a.bin')
  expect(store.job(otherId)?.bytesDone).toBe(1)
  expect(doomed(store)).toEqual([])
})

test('the same address may be added again meanwhile, and is not said to be known', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  const { id } = store.addJob(newJob({ directory }), [episode])
  const deed = remove(store, id)
  expect([...store.knownAddresses([episode.url])]).toEqual([0])
  store.addJob(newJob({ directory }), [newEpisode({ url: episode.url })])
  expect(undo(store, deed).restored).toBe(1)
  expect(store.jobCounts().all).toBe(2)
  expect([...store.knownAddresses([episode.url])]).toEqual([1])
})

test('a queue that has gone meanwhile gives the job that comes back to the default one', () => {
  const { store } = temporaryStore()
  store.addQueue({ id: 'night', name: 'Night', slots: null, paused: false, schedule: null })
  const { id } = store.addJob(newJob({ queueId: 'night' }), newEpisodes(1))
  const deed = remove(store, id)
  store.removeQueue('night')
  expect(undo(store, deed).restored).toBe(1)
  expect(store.job(id)?.queueId).toBe('default')
})

test('what may come back is not tried again by itself, and stands in the report as removed', () => {
  const { store } = temporaryStore()
  const [failed] = newEpisodes(1)
  const { id } = store.addJob(newJob(), [failed ?? newEpisode()])
  store.changeEpisode(failed?.id ?? '', { status: 'downloading' })
  store.changeEpisode(failed?.id ?? '', { status: 'failed', finishedAt: 5, retryAt: 10 })
  const deed = store.beginDeed({ id: newId(), action: 'remove' })
  store.removeJob(id, { deleteFiles: false, keepHistory: true, deed })
  expect(store.nextLaterRetry()).toBeNull()
  expect(store.endLaterRetries(20, 10)).toEqual({ retried: 0, jobIds: [] })
  const filter = { statuses: [], host: null, q: null, jobId: null, from: null, before: null }
  expect(store.reportSlice(filter, null, { scan: 10, limit: 10 }).items).toMatchObject([
    { id: failed?.id, jobId: id, removed: true },
  ])
  undo(store, deed)
  expect(store.nextLaterRetry()).toBe(10)
})

test('a search finds what came back, whether notes for it were taken before, meanwhile or afterwards', () => {
  for (const notedAt of [0, 1, 2]) {
    const { store } = temporaryStore()
    const noteAll = () => {
      for (let slices = 0; slices < 20 && store.noteTexts(50); slices++);
    }
    const found = (q: string) => idsOf(store.jobs(jobQuery({ q })).items)
    const kept = newEpisode({ title: 'xylophone' })
    const taken = newEpisode({ title: 'zither' })
    const { id } = store.addJob(newJob({ title: 'Quartz' }), [kept, taken, ...newEpisodes(70)])
    const later = store.addJob(newJob({ title: 'Opal' }), newEpisodes(70))
    if (notedAt === 0) noteAll()
    const deed = store.beginDeed({ id: newId(), action: 'remove' })
    store.removeEpisode(taken.id, { deleteFiles: false, deed })
    const another = remove(store, id)
    expect([...found('xylophone'), ...found('zither')]).toEqual([])
    if (notedAt === 1) noteAll()
    undo(store, another)
    undo(store, deed)
    if (notedAt === 2) noteAll()
    expect(found('quartz xylophone zither')).toEqual([id])
    expect(found('opal')).toEqual([later.id])
  }
})
