import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'
import { anyBut, idsOf, newEpisode, newEpisodes, newJob, partOf, removeWhole, temporaryStore } from './support.ts'

const directory = join('/', 'downloads')

function addMixedJob(store: Store, title: string): { jobId: string; doneId: string; halfId: string } {
  const [done, half, untouched] = newEpisodes(3)
  if (done === undefined || half === undefined || untouched === undefined) throw new Error('three')
  const job = store.addJob(newJob({ directory }), [done, half, untouched])
  for (const { id } of [done, half]) store.changeEpisode(id, { status: 'downloading' })
  store.changeEpisode(done.id, { status: 'completed', part: partOf(`${title} done.bin`, 10, 10) })
  store.changeEpisode(half.id, { part: partOf(`${title} half.bin`, 5, 10) })
  return { jobId: job.id, doneId: done.id, halfId: half.id }
}
const doomed = (store: Store) => store.doomed(10_000).map(({ path }) => path)

test('removing a job dooms the parts of unfinished episodes, and finished files only where asked', () => {
  const { store } = temporaryStore()
  removeWhole(store, addMixedJob(store, 'kept').jobId, { deleteFiles: false })
  expect(doomed(store)).toEqual([join(directory, 'kept half.bin.part')])
  removeWhole(store, addMixedJob(store, 'gone').jobId, { deleteFiles: true })
  expect(doomed(store)).toEqual([
    join(directory, 'gone done.bin'),
    join(directory, 'gone half.bin.part'),
    join(directory, 'kept half.bin.part'),
  ])
  expect(store.jobCounts().all).toBe(0)
  expect(store.episodeCounts()).toEqual({ queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 })
})

test('removing an episode dooms what it alone leaves on disk', () => {
  const { store } = temporaryStore()
  const { jobId, doneId, halfId } = addMixedJob(store, 'one')
  store.removeEpisode(doneId, { deleteFiles: false })
  expect(doomed(store)).toEqual([])
  store.removeEpisode(halfId, { deleteFiles: false })
  expect(doomed(store)).toEqual([join(directory, 'one half.bin.part')])
  expect(store.job(jobId)).toMatchObject({ episodesTotal: 1, bytesDone: 0, unknownSizes: 1 })
  expect(() => store.removeEpisode(halfId, { deleteFiles: false })).toThrow(halfId)
})

test('a file that was there before and was skipped is never doomed, even an empty one', () => {
  const { store } = temporaryStore()
  const episodes = newEpisodes(3)
  const job = store.addJob(newJob({ directory }), episodes)
  const parts = [
    { ...partOf('own.bin', 0, 10), segments: [] },
    { ...partOf('own empty.bin', 0, 0), segments: [] },
    partOf('fetched empty.bin', 0, 0),
  ]
  for (const [index, { id }] of episodes.entries()) {
    store.changeEpisode(id, { status: 'downloading' })
    store.changeEpisode(id, { status: 'completed', part: parts[index] })
  }
  removeWhole(store, job.id, { deleteFiles: true })
  expect(doomed(store)).toEqual([join(directory, 'fetched empty.bin')])
})

test('the part of a file that is finished stays doomed when its name is decided in the end', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  store.addJob(newJob({ directory }), [episode])
  store.changeEpisode(episode.id, { status: 'downloading', part: partOf('a.bin', 10, 10) })
  store.transaction(() => {
    store.doomPart({ directory, mount: null }, 'a.bin')
    store.changeEpisode(episode.id, { status: 'completed', part: partOf('a.bin', 10, 10) })
  })
  expect(doomed(store)).toEqual([join(directory, 'a.bin.part')])
  store.changeEpisode(episode.id, { status: 'queued' })
  store.changeEpisode(episode.id, { status: 'downloading', part: partOf('a.bin', 0, 10) })
  expect(doomed(store)).toEqual([])
})

test('a job in the root of a disk dooms a path with one separator', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  const job = store.addJob(newJob({ directory: join('/') }), [episode])
  store.changeEpisode(episode.id, { part: partOf('a.bin', 0, null) })
  removeWhole(store, job.id, { deleteFiles: false })
  expect(doomed(store)).toEqual([join('/', 'a.bin.part')])
})

test('a name that is in use again is no longer doomed', () => {
  const { store } = temporaryStore()
  const [old, other, next] = newEpisodes(3)
  if (old === undefined || other === undefined || next === undefined) throw new Error('three')
  const removed = store.addJob(newJob({ directory }), [old, other])
  for (const [{ id }, name] of [
    [old, 'a.bin'],
    [other, 'b.bin'],
  ] as const) {
    store.changeEpisode(id, { status: 'downloading', part: partOf(name, 10, 10) })
    store.changeEpisode(id, { status: 'completed' })
  }
  removeWhole(store, removed.id, { deleteFiles: true })
  store.doomPart({ directory, mount: null }, 'a.bin')
  expect(doomed(store)).toEqual(['a.bin', 'a.bin.part', 'b.bin'].map((name) => join(directory, name)))
  store.addJob(newJob({ directory }), [next])
  store.changeEpisode(next.id, { part: partOf('a.bin', 0, null) })
  expect(doomed(store)).toEqual([join(directory, 'b.bin')])
})

test('doomed files are remembered once, until they are forgotten', () => {
  const { store } = temporaryStore()
  for (const name of ['a', 'b', 'a']) store.doomPart({ directory: join('/'), mount: null }, name)
  expect(doomed(store)).toEqual([join('/', 'a.part'), join('/', 'b.part')])
  store.forgetDoomed(['/unknown', join('/', 'a.part')].map((path) => ({ path, mount: null, content: null })))
  expect(doomed(store)).toEqual([join('/', 'b.part')])
})

test('doomed files on a drive that is away are set aside, and told again once it is back', () => {
  const { store } = temporaryStore()
  const drive = join('/', 'media', 'drive')
  const [kept, away, other] = newEpisodes(3)
  if (kept === undefined || away === undefined || other === undefined) throw new Error('three')
  const job = store.addJob(newJob({ directory: join(drive, 'films'), mount: drive }), [kept, away, other])
  for (const [index, { id }] of [kept, away, other].entries()) store.changeEpisode(id, { part: partOf(`${index}.bin`, 0, 10) })
  for (const { id } of [away, other]) store.removeEpisode(id, { deleteFiles: false })
  store.doomPart({ directory: join('/'), mount: null }, 'here')
  const here = { path: join('/', 'here.part'), mount: null, content: null }
  const there = [1, 2].map((number) => ({ path: join(drive, 'films', `${number}.bin.part`), mount: drive, content: null }))
  expect(store.doomed(9)).toEqual([here, ...there])
  store.setDoomedAside(there)
  expect(store.doomed(9)).toEqual([here])
  store.takeDoomedUp(join('/', 'media', 'another'))
  expect(store.doomed(9)).toEqual([here])
  // A name that is in use again is not for deletion, aside or not.
  store.changeEpisode(kept.id, { part: partOf('2.bin', 0, 10) })
  store.takeDoomedUp(drive)
  expect(store.doomed(9)).toEqual([here, there[0]])
  store.setDoomedAside([here, ...there])
  store.takeDoomedUp(null)
  expect(store.doomed(9)).toEqual([here, there[0]])
  expect(job.mount).toBe(drive)
})

test('a removal that was noted is remembered until its row is gone, and the firmer wish counts', () => {
  const { store, file } = temporaryStore()
  const job = newJob()
  const [episode, other] = newEpisodes(2)
  if (episode === undefined || other === undefined) throw new Error('there are two')
  store.addJob(job, [episode, other])
  store.noteRemovals({ jobIds: [job.id], episodeIds: [episode.id] }, { deleteFiles: true })
  store.noteRemovals({ jobIds: [], episodeIds: [episode.id, other.id] }, { deleteFiles: false })
  store.removeEpisode(episode.id, { deleteFiles: true })
  const again = openStore({ box: testBox, file })
  onTestFinished(() => again.close())
  expect(again.pendingRemovals()).toEqual([
    { id: other.id, kind: 'episode', deleteFiles: false },
    { id: job.id, kind: 'job', deleteFiles: true },
  ])
  removeWhole(again, job.id, { deleteFiles: true })
  again.forgetRemovals([other.id])
  expect(again.pendingRemovals()).toEqual([])
})

test('a removed job is off the list with all that is counted of it, while its rows are still there', () => {
  const { store } = temporaryStore()
  const episodes = newEpisodes(5)
  const job = store.addJob(newJob({ directory }), episodes)
  const other = store.addJob(newJob(), newEpisodes(1))
  const [failed, waiting] = idsOf(episodes)
  const error = { code: 'NETWORK' as const, message: 'gone', params: {}, at: new Date(1).toISOString() }
  store.changeEpisode(failed ?? '', { status: 'downloading' })
  store.changeEpisode(failed ?? '', { status: 'failed', error, finishedAt: 1, retryAt: 2 })
  store.changeEpisode(waiting ?? '', { waitReason: 'backoff', waitUntil: 2 })
  store.removeJob(job.id, { deleteFiles: false })
  expect(store.clearRemoved(1)).toBe(true)
  expect(store.job(job.id)).toBeNull()
  expect(episodes.map(({ id }) => store.episode(id))).toEqual([null, null, null, null, null])
  expect(() => store.changeEpisode(waiting ?? '', { status: 'paused' })).toThrow(waiting)
  expect(store.jobCounts()).toMatchObject({ all: 1, queued: 1 })
  expect(store.job(other.id)?.position).toBe(1)
  expect(store.failureSlice({ jobs: null }, null, 9).items).toEqual([])
  expect(store.nextEligible(anyBut())?.jobId).toBe(other.id)
  // What comes due meanwhile starts nothing and changes no sum.
  expect(store.endWaits(3)).toEqual([])
  expect(store.endLaterRetries(3, 9).jobIds).toEqual([])
  expect(store.nextEligible(anyBut())?.jobId).toBe(other.id)
  expect(store.episodeCounts()).toMatchObject({ queued: 1, failed: 0 })
  while (store.clearRemoved(1));
  expect(store.episodeCounts()).toMatchObject({ queued: 1, failed: 0 })
  expect(store.waitCounts()).toEqual({})
})

test('what a removed job leaves is cleared away by the next start, with its files and what the report keeps of it', () => {
  const { store, file } = temporaryStore()
  const job = addMixedJob(store, 'gone')
  store.changeEpisode(job.doneId, { finishedAt: 7 })
  store.removeJob(job.jobId, { deleteFiles: true, keepHistory: true })
  expect(store.finishedLatest(9)).toEqual([])
  store.clearRemoved(1)
  const again = openStore({ file, box: testBox })
  onTestFinished(() => again.close())
  const added = again.addJob(newJob(), newEpisodes(2))
  while (again.clearRemoved(1));
  expect(doomed(again)).toEqual([join(directory, 'gone done.bin'), join(directory, 'gone half.bin.part')])
  expect(again.job(added.id)).toMatchObject({ episodesTotal: 2 })
  const all = { from: null, before: null, statuses: [], host: null, q: null, jobId: null }
  expect(again.reportSlice(all, null, { scan: 9, limit: 9 }).items).toMatchObject([
    { id: job.doneId, jobId: job.jobId, removed: true },
  ])
})

test('a name that came into use after its job was removed is not doomed with it', () => {
  const { store } = temporaryStore()
  const job = addMixedJob(store, 'one')
  const next = newEpisode()
  store.addJob(newJob({ directory }), [next])
  store.removeJob(job.jobId, { deleteFiles: true })
  store.changeEpisode(next.id, { status: 'downloading', part: partOf('one done.bin', 0, 10) })
  store.changeEpisode(next.id, { status: 'completed', part: partOf('one done.bin', 10, 10) })
  while (store.clearRemoved(9));
  expect(doomed(store)).toEqual([join(directory, 'one half.bin.part')])
  // It counts no longer than until all is cleared away.
  removeWhole(store, store.episode(next.id)?.jobId ?? '', { deleteFiles: true })
  expect(doomed(store)).toEqual([join(directory, 'one done.bin'), join(directory, 'one half.bin.part')])
})

test('a signature is doomed with the finished file that it lies beside, and goes only where it is still that', () => {
  const { store } = temporaryStore()
  const finished = (name: string) => {
    const signed = newEpisode({ signature: 'signed' })
    const job = store.addJob(newJob({ directory }), [signed])
    store.changeEpisode(signed.id, { status: 'downloading', part: partOf(name, 0, 10) })
    return {
      id: signed.id,
      jobId: job.id,
      complete: () => store.changeEpisode(signed.id, { status: 'completed', part: partOf(name, 10, 10) }),
    }
  }
  const doomedOf = (name: string) => [
    { path: join(directory, name), mount: null, content: null },
    { path: join(directory, `${name}.asc`), mount: null, content: 'signed' },
  ]
  const [kept, episode, half, skipped, job] = ['kept', 'one', 'half', 'skipped', 'whole'].map(finished)
  if (!kept || !episode || !half || !skipped || !job) throw new Error('five')
  for (const { complete } of [kept, episode, job]) complete()
  store.changeEpisode(skipped.id, { status: 'completed', part: { ...partOf('skipped', 0, 10), segments: [] } })
  store.removeEpisode(kept.id, { deleteFiles: false })
  store.removeEpisode(skipped.id, { deleteFiles: true })
  store.removeEpisode(episode.id, { deleteFiles: true })
  expect(store.doomed(9)).toEqual(doomedOf('one'))
  removeWhole(store, job.jobId, { deleteFiles: true })
  removeWhole(store, half.jobId, { deleteFiles: true })
  const part = { path: join(directory, 'half.part'), mount: null, content: null }
  expect(store.doomed(9)).toEqual([part, ...doomedOf('one'), ...doomedOf('whole')])
  // A signed file that comes under the same name has the signature for itself.
  finished('one')
  expect(store.doomed(9)).toEqual([part, ...doomedOf('whole')])
})

test('a signature beside a file that came again after its job was removed is not doomed with it', () => {
  const { store } = temporaryStore()
  const [old, again] = [newEpisode({ signature: 'signed' }), newEpisode({ signature: 'signed' })]
  const [job] = [old, again].map((episode) => store.addJob(newJob({ directory }), [episode]))
  store.changeEpisode(old.id, { status: 'downloading', part: partOf('a', 0, 10) })
  store.changeEpisode(old.id, { status: 'completed', part: partOf('a', 10, 10) })
  store.removeJob(job?.id ?? '', { deleteFiles: true })
  store.changeEpisode(again.id, { status: 'downloading', part: partOf('a', 0, 10) })
  while (store.clearRemoved(9));
  expect(doomed(store)).toEqual([])
})

test('a signature that is an episode of the same job is not doomed with the file it belongs to', () => {
  const { store } = temporaryStore()
  const [file, own] = [newEpisode({ signature: 'signed' }), newEpisode()]
  const job = store.addJob(newJob({ directory }), [file, own])
  for (const [{ id }, name] of [
    [file, 'a'],
    [own, 'a.asc'],
  ] as const) {
    store.changeEpisode(id, { status: 'downloading', part: partOf(name, 0, 10) })
    store.changeEpisode(id, { status: 'completed', part: partOf(name, 10, 10) })
  }
  store.removeEpisode(file.id, { deleteFiles: true })
  expect(doomed(store)).toEqual([join(directory, 'a')])
  removeWhole(store, job.id, { deleteFiles: true })
  expect(doomed(store)).toEqual([join(directory, 'a'), join(directory, 'a.asc')])
})
