import { expect, test } from 'vitest'
import { idsOf, jobQuery, newEpisode, newEpisodes, newJob, partOf, temporaryStore } from './support.ts'

test('words are found in job titles, episode titles, file names and addresses, in any order and either case', () => {
  const { store } = temporaryStore()
  const named = newEpisode({ url: 'http://a.example/x.mp3' })
  const job = store.addJob(newJob({ title: 'Über die Straße' }), [
    newEpisode({ title: 'Folge Eins', url: 'http://a.example/archiv/%C3%96l.mp3' }),
    newEpisode({ wantedName: 'wanted.flac' }),
    named,
  ])
  store.addJob(newJob({ title: 'Another' }), newEpisodes(2, { url: 'http://b.example/other.bin' }))
  store.changeEpisode(named.id, { part: partOf('Ähnlich 100%_sicher.mp3', 0, null) })
  const found = (q: string) => idsOf(store.jobs(jobQuery({ q })).items)
  for (const q of ['über', 'ÜBER', 'strasse', 'STRASSE über', 'eins', 'öl.MP3', '%c3%96l', 'wanted', 'ähnlich', '100%_']) {
    expect(found(q), q).toEqual([job.id])
  }
  expect(found('straße eins archiv')).toEqual([job.id])
  expect(found('straße another')).toEqual([])
  expect(found('  ')).toHaveLength(2)
})

test('what means something in a pattern is searched for as it stands', () => {
  const { store } = temporaryStore()
  store.addJob(newJob({ title: 'one hundred' }), [])
  const job = store.addJob(newJob({ title: '100% _new_ a\\b' }), [])
  for (const q of ['%', '_', '\\', '0%', 'a\\b']) expect(idsOf(store.jobs(jobQuery({ q })).items), q).toEqual([job.id])
  expect(store.jobs(jobQuery({ q: "' OR 1=1 --" })).total).toBe(0)
})

test('a search follows a new title, a new address, a decided name and a removed episode', () => {
  const { store } = temporaryStore()
  const episode = newEpisode({ url: 'http://a.example/first' })
  const job = store.addJob(newJob({ title: 'before' }), [episode])
  const total = (q: string) => store.jobs(jobQuery({ q })).total
  store.changeJob(job.id, { title: 'afterwards' })
  store.changeEpisode(episode.id, { url: 'http://a.example/second' })
  store.changeEpisode(episode.id, { part: partOf('third', 0, null) })
  expect(['before', 'first'].map(total)).toEqual([0, 0])
  expect(['afterwards', 'second', 'third'].map(total)).toEqual([1, 1, 1])
  store.removeEpisode(episode.id, { deleteFiles: false })
  expect(total('second')).toBe(0)
})

test('jobs are sorted by title, creation, size and progress, equals by position in the direction of the order', () => {
  const { store } = temporaryStore()
  const add = (title: string, createdAt: number, done: number, total: number) => {
    const episode = newEpisode()
    store.addJob(newJob({ title, createdAt }), [episode])
    store.changeEpisode(episode.id, { part: partOf(title, done, total) })
  }
  add('beta', 3, 10, 100)
  add('Alpha', 1, 50, 50)
  add('gamma', 2, 1, 100)
  add('ALPHA', 2, 0, 1_000)
  const titles = (sort: 'title' | 'createdAt' | 'size' | 'progress', order: 'asc' | 'desc') =>
    store.jobs(jobQuery({ sort, order })).items.map(({ title }) => title)
  expect(titles('title', 'asc')).toEqual(['Alpha', 'ALPHA', 'beta', 'gamma'])
  expect(titles('createdAt', 'asc')).toEqual(['Alpha', 'gamma', 'ALPHA', 'beta'])
  expect(titles('size', 'asc')).toEqual(['Alpha', 'beta', 'gamma', 'ALPHA'])
  expect(titles('progress', 'asc')).toEqual(['ALPHA', 'gamma', 'beta', 'Alpha'])
  for (const sort of ['title', 'createdAt', 'size', 'progress'] as const) {
    expect(titles(sort, 'desc')).toEqual(titles(sort, 'asc').reverse())
  }
})

test('by speed, jobs that are downloading come first and the others follow by position', () => {
  const { store } = temporaryStore()
  const episodes = [newEpisode(), newEpisode(), newEpisode(), newEpisode()]
  const jobs = episodes.map((episode) => store.addJob(newJob(), [episode]).id)
  for (const running of [1, 3]) store.changeEpisode(episodes[running]?.id ?? '', { status: 'downloading' })
  const order = (direction: 'asc' | 'desc') =>
    store.jobs(jobQuery({ sort: 'speed', order: direction })).items.map(({ id }) => jobs.indexOf(id))
  expect(order('desc')).toEqual([1, 3, 0, 2])
  expect(order('asc')).toEqual([0, 2, 1, 3])
})

test('episodes of a job are listed by window and by state, and keep their numbers when one is removed', () => {
  const { store } = temporaryStore()
  const episodes = newEpisodes(5)
  const job = store.addJob(newJob(), episodes)
  store.removeEpisode(episodes[1]?.id ?? '', { deleteFiles: false })
  store.changeEpisode(episodes[3]?.id ?? '', { status: 'paused' })
  const indices = (offset: number, limit: number, status?: 'queued' | 'paused') => {
    const { items, total } = store.episodes({ jobId: job.id, status, offset, limit })
    return [items.map(({ index }) => index), total]
  }
  expect(indices(0, 10)).toEqual([[1, 3, 4, 5], 4])
  expect(indices(1, 2)).toEqual([[3, 4], 4])
  expect(indices(1, 2, 'queued')).toEqual([[3, 5], 3])
  expect(indices(0, 10, 'paused')).toEqual([[4], 1])
  store.removeEpisode(episodes[4]?.id ?? '', { deleteFiles: false })
  store.addEpisodes(job.id, [newEpisode()])
  expect(indices(0, 10)).toEqual([[1, 3, 4, 6], 4])
  expect(store.episodes({ jobId: 'unknown', offset: 0, limit: 1 })).toEqual({ items: [], total: 0 })
})
