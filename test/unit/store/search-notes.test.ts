import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'
import { idsOf, jobQuery, newEpisode, newEpisodes, newJob, partOf, temporaryStore } from './support.ts'

/** Enough for notes to be taken of a job. */
const many = 70
const found = (store: Store, q: string) => idsOf(store.jobs(jobQuery({ q })).items)

function noteAll(store: Store, limit = 50): void {
  for (let slices = 0; slices < 100; slices++) if (!store.noteTexts(limit)) return
  throw new Error('taking notes does not end')
}

test('what comes after the notes were taken is found: a new title, address, name and episode', () => {
  const { store } = temporaryStore()
  const episode = newEpisode({ url: 'http://a.example/first' })
  const job = store.addJob(newJob({ title: 'before' }), [episode, ...newEpisodes(many, { url: 'http://a.example/other' })])
  noteAll(store)
  expect(['before', 'first', 'q'].map((q) => found(store, q).length)).toEqual([1, 1, 0])
  store.changeJob(job.id, { title: 'Äquator' })
  store.changeEpisode(episode.id, { url: 'http://a.example/xyz' })
  store.changeEpisode(episode.id, { part: partOf('third', 0, null) })
  store.addEpisodes(job.id, [newEpisode({ title: 'Größe 7' })])
  for (const q of ['ÄQ', 'xyz', 'third', 'GRÖSSE', '7', 'äq xyz third 7']) expect(found(store, q), q).toEqual([job.id])
  expect(found(store, 'before')).toEqual([])
})

test('what is added while the notes are being taken is found, before and behind where they have come to', () => {
  const { store } = temporaryStore()
  const jobs = ['one', 'two', 'three'].map((title) => store.addJob(newJob({ title }), newEpisodes(many)))
  expect(store.noteTexts(many + 20)).toBe(true)
  for (const [at, { id }] of jobs.entries()) store.addEpisodes(id, [newEpisode({ title: `QX${at}` })])
  store.changeJob(jobs[1]?.id ?? '', { title: 'zwei' })
  noteAll(store)
  expect(found(store, 'qx')).toEqual(idsOf(jobs))
  expect(found(store, 'zw')).toEqual([jobs[1]?.id])
})

test('a job that becomes large after it was passed by is searched all the same', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob({ title: 'Quartz' }), newEpisodes(1))
  noteAll(store)
  store.addEpisodes(job.id, newEpisodes(many, { title: 'xylophone' }))
  noteAll(store)
  expect(found(store, 'quartz xylophone')).toEqual([job.id])
})

test('what is removed is not found, what comes in its place is, and a list that is opened anew is searched as before', () => {
  const { store, file } = temporaryStore()
  const job = store.addJob(newJob({ title: 'Quartz' }), newEpisodes(many, { title: 'xylophone' }))
  noteAll(store)
  const other = openStore({ box: testBox, file })
  try {
    expect(found(other, 'quartz xylophone')).toEqual([job.id])
    noteAll(other)
    expect(found(other, 'quartz xylophone')).toEqual([job.id])
    expect(found(other, 'quartz xylophonist')).toEqual([])
  } finally {
    other.close()
  }
  store.transaction(() => store.removeJob(job.id, { deleteFiles: false }))
  expect(found(store, 'quartz')).toEqual([])
  const again = store.addJob(newJob({ title: 'Ypsilon' }), newEpisodes(many))
  expect(found(store, 'ypsilon')).toEqual([again.id])
})

test('what an undone change had written is taken back without losing what stood there', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob({ title: 'Quartz' }), newEpisodes(many))
  expect(() =>
    store.transaction(() => {
      store.changeJob(job.id, { title: 'Opal' })
      throw new Error('no')
    }),
  ).toThrow('no')
  noteAll(store)
  expect(found(store, 'quartz')).toEqual([job.id])
  expect(found(store, 'opal')).toEqual([])
})
