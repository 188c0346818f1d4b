import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { StoreVersionError } from '../../../src-main/store/migrations.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { createTransaction } from '../../../src-main/store/transaction.ts'
import { testBox } from '../../support/secret-box.ts'
import { newEpisode, newEpisodes, newJob, partOf, removeWhole, temporaryFolder, temporaryStore } from './support.ts'

test.skipIf(process.platform === 'win32')('the database and its journals are readable by their owner alone', () => {
  const { store, file } = temporaryStore()
  store.saveSettings({ theme: 'dark' })
  for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(path).mode & 0o777, path).toBe(0o600)
})

test('what was written is there when the file is opened again', () => {
  const file = join(temporaryFolder(), 'deeper', 'staffel.db')
  const first = openStore({ box: testBox, file })
  const episode = newEpisode()
  const job = first.addJob(newJob({ headers: { 'x-api-key': 'secret' }, onConflict: 'skip', connections: 2 }), [episode])
  first.changeEpisode(episode.id, { status: 'downloading', part: partOf('a.bin', 3, 9) })
  const [jobBefore, episodeBefore] = [first.job(job.id), first.episode(episode.id)]
  first.close()
  const second = openStore({ box: testBox, file })
  expect([second.job(job.id), second.episode(episode.id)]).toEqual([jobBefore, episodeBefore])
  second.close()
  const database = new Database(file, { readonly: true })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
  database.close()
})

test('a database of a newer version is refused with both versions and left as it was', () => {
  const file = join(temporaryFolder(), 'staffel.db')
  openStore({ box: testBox, file }).close()
  const database = new Database(file)
  database.pragma('journal_mode = DELETE')
  database.pragma('user_version = 99')
  database.close()
  const before = readFileSync(file)
  expect(() => openStore({ box: testBox, file })).toThrow(StoreVersionError)
  expect(() => openStore({ box: testBox, file })).toThrow(/version 99.*up to version \d+/)
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a file that is no database is refused by its name, with what to do about it, and left as it was', () => {
  const file = join(temporaryFolder(), 'staffel.db')
  const content = Buffer.alloc(8_192, 'no database ')
  writeFileSync(file, content)
  expect(() => openStore({ box: testBox, file })).toThrow(`${file} is damaged (file is not a database). Move it away`)
  expect(readFileSync(file).equals(content)).toBe(true)
})

test('a transaction is all or nothing, and one within another joins it', () => {
  const { store } = temporaryStore()
  expect(() =>
    store.transaction(() => {
      store.saveSettings({ theme: 'dark' })
      store.transaction(() => store.saveSettings({ language: 'de' }))
      throw new Error('stop')
    }),
  ).toThrow('stop')
  expect(store.loadSettings()).toEqual({})
  expect(() =>
    store.transaction(() => {
      store.saveSettings({ theme: 'dark' })
      expect(() =>
        store.transaction(() => {
          store.saveSettings({ language: 'de' })
          throw new Error('inner')
        }),
      ).toThrow('inner')
    }),
  ).toThrow('inner')
  expect(store.loadSettings()).toEqual({})
  store.transaction(() => store.transaction(() => store.saveSettings({ theme: 'dark' })))
  expect(store.loadSettings()).toEqual({ theme: 'dark' })
})

test('state changes are synced with every commit, and progress marks are not', () => {
  const database = new Database(join(temporaryFolder(), 'staffel.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const transaction = createTransaction(database)
  const level = () => database.pragma('synchronous', { simple: true })
  const [full, normal] = [2, 1]
  expect(transaction(level)).toBe(full)
  expect(transaction(level, { durable: true })).toBe(full)
  expect(transaction(level, { durable: false })).toBe(normal)
  expect(transaction(() => transaction(level, { durable: false }))).toBe(full)
  const fail = () => {
    throw new Error('stop')
  }
  expect(() => transaction(fail, { durable: false })).toThrow('stop')
  expect(transaction(level)).toBe(full)
  database.close()
})

test('a job with a bad episode among its thousands is not added at all', () => {
  const { store } = temporaryStore()
  const doubled = newEpisode()
  expect(() => store.addJob(newJob(), [...newEpisodes(1_000), doubled, doubled])).toThrow()
  expect([store.jobCounts().all, store.episodeCounts().queued]).toEqual([0, 0])
})

test('episodes are taken one after the other and numbered from 1, more of them go on from there', () => {
  const { store } = temporaryStore()
  function* lazily() {
    for (let index = 1; index <= 3; index += 1) yield newEpisode({ title: `${index}` })
  }
  const job = store.addJob(newJob(), lazily())
  store.addEpisodes(job.id, [newEpisode({ title: '4' })])
  const { items } = store.episodes({ jobId: job.id, offset: 0, limit: 10 })
  expect(items.map(({ index, title }) => [index, title])).toEqual([
    [1, '1'],
    [2, '2'],
    [3, '3'],
    [4, '4'],
  ])
  expect(() => store.addEpisodes('unknown', [newEpisode()])).toThrow('unknown')
})

test('a job changes in the named fields alone', () => {
  const { store } = temporaryStore()
  const job = store.addJob(newJob({ title: 'old' }), [])
  store.changeJob(job.id, { title: 'new', startedAt: 5, connections: 3 })
  store.changeJob(job.id, { connections: null, speedLimit: 7 })
  store.changeJob(job.id, {})
  expect(store.job(job.id)).toEqual({ ...job, title: 'new', startedAt: 5, speedLimit: 7 })
  expect(() => store.changeJob('unknown', {})).toThrow('unknown')
  expect(store.job('unknown')).toBeNull()
})

test('settings are kept as values under keys, and keys that are not named stay', () => {
  const { store } = temporaryStore()
  store.saveSettings({ retry: { maxAttempts: 3 }, fromTheFuture: [1, null] })
  store.saveSettings({ retry: { maxAttempts: 4 }, autoScale: false })
  expect(store.loadSettings()).toEqual({ retry: { maxAttempts: 4 }, fromTheFuture: [1, null], autoScale: false })
})

test('finished files are counted from a time on, and folders by how many jobs use them', () => {
  const { store } = temporaryStore()
  const episodes = newEpisodes(3)
  store.addJob(newJob({ directory: '/b' }), episodes)
  const last = store.addJob(newJob({ directory: '/b' }), [])
  store.addJob(newJob({ directory: '/a' }), [])
  store.addJob(newJob({ directory: '/c' }), [])
  for (const [index, { id }] of episodes.entries()) {
    store.changeEpisode(id, { status: 'downloading' })
    store.changeEpisode(id, { status: index === 0 ? 'failed' : 'completed', finishedAt: index * 10 })
  }
  expect([0, 10, 11, 21].map((time) => store.finishedSince(time))).toEqual([2, 2, 1, 0])
  expect(store.directories(2)).toEqual([
    { directory: '/b', jobs: 2 },
    { directory: '/a', jobs: 1 },
  ])
  removeWhole(store, last.id, { deleteFiles: false })
  expect(store.directories(9).map(({ directory }) => directory)).toEqual(['/a', '/b', '/c'])
})
