import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { newEpisode, newJob, partOf, removeWhole, temporaryStore } from './support.ts'

const directory = join('/', 'downloads')
const all = { statuses: [], host: null, q: null, jobId: null, from: null, before: null }

/** A job of one finished file in a folder below its own. */
function finishedIn(store: Store, folder: string | null, name = 'a.bin', of = directory) {
  const episode = newEpisode({ folder })
  const job = store.addJob(newJob({ directory: of }), [episode])
  store.changeEpisode(episode.id, { status: 'downloading' })
  store.changeEpisode(episode.id, { status: 'completed', part: partOf(name, 5, 5), finishedAt: 7 })
  return { job: job.id, id: episode.id }
}
const doomed = (store: Store) => store.doomed(99).map(({ path }) => path)

test('what an episode leaves in its folder is doomed there, and in use again there', () => {
  const { store } = temporaryStore()
  const { id } = finishedIn(store, 'one/two')
  const half = newEpisode({ folder: 'one' })
  store.addJob(newJob({ directory: '/' }), [half])
  store.changeEpisode(half.id, { status: 'downloading', part: partOf('half.bin', 2, 5) })
  store.removeEpisode(id, { deleteFiles: true })
  store.removeEpisode(half.id, { deleteFiles: true })
  expect(doomed(store)).toEqual([join(directory, 'one', 'two', 'a.bin'), join('/', 'one', 'half.bin.part')])
  const again = newEpisode({ folder: 'one/two' })
  store.addJob(newJob({ directory }), [again])
  store.changeEpisode(again.id, { status: 'downloading', part: partOf('a.bin', 0, 5) })
  expect(doomed(store)).toEqual([join('/', 'one', 'half.bin.part')])
})

test('the report shows where a file lies, in the list and after it', () => {
  const { store } = temporaryStore()
  const { id } = finishedIn(store, 'one')
  const directories = () => store.reportSlice(all, null, { scan: 9, limit: 9 }).items.map((item) => item.directory)
  expect(directories()).toEqual([join(directory, 'one')])
  store.removeEpisode(id, { deleteFiles: false, keepHistory: true })
  expect(directories()).toEqual([join(directory, 'one')])
  expect(store.leftFiles(0, 9)).toMatchObject([{ directory: join(directory, 'one'), fileName: 'a.bin' }])
})

test('a file that was left is another’s once an episode has its path, however that is divided', () => {
  const { store } = temporaryStore()
  removeWhole(store, finishedIn(store, 'one/two').job, { deleteFiles: false, keepHistory: true })
  const [left] = store.leftFiles(0, 9)
  const keys = [left?.key ?? 0]
  for (const [of, folder] of [
    [directory, 'one'],
    [directory, null],
    [join(directory, 'one'), null],
  ] as const) {
    finishedIn(store, folder, 'a.bin', of)
  }
  expect(store.stillLeft(keys)).toEqual(new Set(keys))
  finishedIn(store, 'two', 'a.bin', join(directory, 'one'))
  expect(store.stillLeft(keys)).toEqual(new Set())
})

test('a file that was left is deleted with an episode that came to have its path', () => {
  const { store } = temporaryStore()
  removeWhole(store, finishedIn(store, 'one').job, { deleteFiles: false, keepHistory: true })
  expect(store.historyCounts().files).toBe(1)
  removeWhole(store, finishedIn(store, null, 'a.bin', join(directory, 'one')).job, { deleteFiles: true })
  expect(store.historyCounts().files).toBe(0)
})

test('only those of a folder are held where one is named', () => {
  const { store } = temporaryStore()
  const [one, two, own] = [newEpisode({ folder: 'one' }), newEpisode({ folder: 'two' }), newEpisode()]
  const job = store.addJob(newJob(), [one, two, own])
  store.holdEpisodes(job.id, 'disk', 'one')
  expect([one, two, own].map(({ id }) => store.episode(id)?.waitReason)).toEqual(['disk', null, null])
})

test('a folder that was made is unused once no episode needs it or one below it, listed or still to be cleared away', () => {
  const { store } = temporaryStore()
  const made = ['a', 'a/b', 'a b', 'c'].map((folder) => ({ directory, folder, mount: null }))
  store.noteMadeFolders(made)
  const unused = () => store.madeFolders(null, 99).items.flatMap(({ folder, isUsed }) => (isUsed ? [] : folder))
  const { job } = finishedIn(store, 'a/b')
  finishedIn(store, 'c', 'a.bin', join('/', 'elsewhere'))
  expect(unused()).toEqual(['c', 'a b'])
  store.removeJob(job, { deleteFiles: true })
  expect(unused()).toEqual(['c', 'a b'])
  while (store.clearRemoved(99));
  expect(unused()).toEqual(['c', 'a b'])
  store.forgetDoomed(store.doomed(9))
  expect(unused()).toEqual(['c', 'a/b', 'a b', 'a'])
  store.addJob(newJob({ directory: join(directory, 'c') }), [newEpisode()])
  expect(unused()).toEqual(['a/b', 'a b', 'a'])
  store.forgetMadeFolders(made.slice(0, 3))
  expect(unused()).toEqual([])
})

test('folders that were made are looked at a few at a time', () => {
  const { store } = temporaryStore()
  const names = Array.from({ length: 25 }, (_, index) => `f${String(index).padStart(2, '0')}`)
  store.noteMadeFolders(names.map((folder) => ({ directory, folder, mount: null })))
  const seen: string[] = []
  let slice = store.madeFolders(null, 10)
  for (; slice.end !== null; slice = store.madeFolders(slice.end, 10)) seen.push(...slice.items.map(({ folder }) => folder))
  expect([...seen, ...slice.items.map(({ folder }) => folder)]).toEqual(names.toReversed())
})
