import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { newEpisode, newJob, partOf, removeWhole, temporaryStore } from './support.ts'

const directory = join('/', 'downloads')
const kept = { deleteFiles: false, keepHistory: true }
const deleted = { deleteFiles: true, keepHistory: true }

/** A job of finished files with these names; `at`: when they were finished. */
function finished(store: Store, names: readonly string[], at: number, folder = directory) {
  const episodes = names.map(() => newEpisode())
  const job = store.addJob(newJob({ directory: folder }), episodes)
  for (const [index, name] of names.entries()) {
    const id = episodes[index]?.id ?? ''
    store.changeEpisode(id, { status: 'downloading' })
    store.changeEpisode(id, { status: 'completed', part: partOf(name, 5, 5), finishedAt: at })
  }
  return { job: job.id, ids: episodes.map(({ id }) => id) }
}

const left = (store: Store) => store.leftFiles(0, 99).map(({ id }) => id)

test('what is removed without its file is known with all that it takes to compare it', () => {
  const { store } = temporaryStore()
  const episode = newEpisode({ title: 'Deed', checksum: { algorithm: 'sha-256', expected: 'AB' } })
  const other = newEpisode()
  const job = store.addJob(newJob({ directory, mount: '/media/drive' }), [other, episode])
  const blockDigests = new Uint8Array([1, 2, 3, 4])
  store.changeEpisode(episode.id, { status: 'downloading' })
  store.changeEpisode(episode.id, {
    status: 'completed',
    part: partOf('deed.pdf', 5, 5),
    finishedAt: 7,
    actualChecksum: 'ab',
    blockDigests,
  })
  store.removeEpisode(episode.id, kept)
  const [file] = store.leftFiles(0, 9)
  expect(file).toEqual({
    key: file?.key,
    id: episode.id,
    jobId: job.id,
    index: 2,
    title: 'Deed',
    fileName: 'deed.pdf',
    directory,
    mount: '/media/drive',
    bytesTotal: 5,
    checksum: { algorithm: 'sha-256', expected: 'ab' },
  })
  expect(store.leftDigests(file?.key ?? 0)).toEqual(blockDigests)
  expect(store.historyCounts()).toEqual({ entries: 1, files: 1 })
})

test('what was deleted, was not remembered, failed or was forgotten is not among them', () => {
  const { store } = temporaryStore()
  removeWhole(store, finished(store, ['deleted'], 1).job, deleted)
  removeWhole(store, finished(store, ['unremembered'], 1).job, { deleteFiles: false })
  const failed = newEpisode()
  const job = store.addJob(newJob(), [failed])
  store.changeEpisode(failed.id, { status: 'downloading', part: partOf('failed', 2, 5) })
  store.changeEpisode(failed.id, { status: 'failed', finishedAt: 2 })
  removeWhole(store, job.id, kept)
  expect(left(store)).toEqual([])
  expect(store.historyCounts()).toEqual({ entries: 2, files: 0 })
  removeWhole(store, finished(store, ['forgotten'], 3).job, kept)
  expect(left(store)).toHaveLength(1)
  store.forgetHistory(9, 9)
  expect(store.historyCounts()).toEqual({ entries: 0, files: 0 })
  expect(left(store)).toEqual([])
})

test('a file that was there before stays with the person, also where its episode goes with its files', () => {
  const { store } = temporaryStore()
  const own = newEpisode()
  const job = store.addJob(newJob({ directory }), [own])
  store.changeEpisode(own.id, { status: 'downloading' })
  store.changeEpisode(own.id, { status: 'completed', part: { ...partOf('own', 0, 5), segments: [] }, finishedAt: 1 })
  removeWhole(store, job.id, deleted)
  expect(left(store)).toEqual([own.id])
})

test('of files that were at one path in turn only the last is there, in whatever order they are removed', () => {
  const { store } = temporaryStore()
  const [first, second, third] = [1, 2, 3].map((at) => finished(store, ['same', `other ${at}`], at))
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three')
  removeWhole(store, second.job, kept)
  expect(left(store)).toEqual(second.ids)
  store.removeEpisode(first.ids[0] ?? '', kept)
  expect(left(store)).toEqual(second.ids)
  store.removeEpisode(third.ids[0] ?? '', kept)
  expect(left(store)).toEqual([second.ids[1], third.ids[0]])
})

test('two of one job at one path leave one file', () => {
  const { store } = temporaryStore()
  const { job, ids } = finished(store, ['same', 'same', 'other'], 4)
  removeWhole(store, job, kept)
  expect(left(store)).toEqual(ids.slice(1))
})

test('whoever deletes a file deletes it for those before it too, remembered or not', () => {
  const { store } = temporaryStore()
  const folder = join('/', 'elsewhere')
  const elsewhere = finished(store, ['same'], 1, folder)
  for (const { job } of [finished(store, ['same', 'x'], 1), elsewhere]) removeWhole(store, job, kept)
  const later = finished(store, ['same'], 2)
  removeWhole(store, later.job, { deleteFiles: true })
  expect(store.leftFiles(0, 9).map(({ directory: at, fileName }) => join(at, fileName))).toEqual([
    join(directory, 'x'),
    join(folder, 'same'),
  ])
})

test('what another episode of the list has its file in the place of is no longer as it was left', () => {
  const { store } = temporaryStore()
  removeWhole(store, finished(store, ['a', 'b', 'c'], 1).job, kept)
  const keys = store.leftFiles(0, 9).map(({ key }) => key)
  expect(store.stillLeft(keys)).toEqual(new Set(keys))
  finished(store, ['b'], 1, join('/', 'elsewhere'))
  const again = newEpisode()
  store.addJob(newJob({ directory }), [again])
  store.changeEpisode(again.id, { status: 'downloading', part: partOf('b', 2, 5) })
  expect(store.stillLeft(keys)).toEqual(new Set(keys))
  store.changeEpisode(again.id, { status: 'completed', part: partOf('b', 5, 5), finishedAt: 3 })
  expect(store.stillLeft(keys)).toEqual(new Set([keys[0], keys[2]]))
  expect(store.stillLeft([keys[1] ?? 0, 99])).toEqual(new Set())
  expect(store.stillLeft([])).toEqual(new Set())
})

test('they come page by page in the order of their removal', () => {
  const { store } = temporaryStore()
  const jobs = [1, 2, 3].map((at) => finished(store, [`${at}`], at))
  for (const { job } of jobs.toReversed()) removeWhole(store, job, kept)
  const ids = jobs.toReversed().flatMap((job) => job.ids)
  const page = store.leftFiles(0, 2)
  expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect(store.leftFiles(page[1]?.key ?? 0, 2).map(({ id }) => id)).toEqual(ids.slice(2))
})
