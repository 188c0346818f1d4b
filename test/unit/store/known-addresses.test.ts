import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { addressHash } from '../../../src-main/store/known-addresses.ts'
import { newEpisode, newJob, partOf, removeWhole, temporaryStore } from './support.ts'

const known = (store: Store, ...urls: string[]) => [...store.knownAddresses(urls)]

test('what the list has is known, however its address is written and whatever secret it carries', () => {
  const { store } = temporaryStore()
  store.addJob(newJob(), [newEpisode({ url: 'http://me:secret@A.example:80/a b#top' })])
  expect(known(store, 'http://a.example/a%20b', 'http://other:name@a.example/a%20b', 'http://a.example/a%20b#end')).toEqual([
    1, 1, 1,
  ])
  expect(known(store, 'http://a.example/A%20b', 'https://a.example/a%20b', 'http://a.example/a%20b?c')).toEqual([0, 0, 0])
})

test('a fresh link is known in place of the old one', () => {
  const { store } = temporaryStore()
  const episode = newEpisode({ url: 'http://a.example/old' })
  store.addJob(newJob(), [episode])
  store.changeEpisode(episode.id, { url: 'http://a.example/new' })
  expect(known(store, 'http://a.example/old', 'http://a.example/new')).toEqual([0, 1])
})

test('what was finished stays known after it left the list, tokens in its address and all; what was given up does not', () => {
  const { store } = temporaryStore()
  const [done, dropped] = [
    newEpisode({ url: 'http://a.example/done?token=one' }),
    newEpisode({ url: 'http://a.example/dropped' }),
  ]
  const job = store.addJob(newJob(), [done, dropped])
  store.changeEpisode(done.id, { status: 'downloading' })
  store.changeEpisode(done.id, { status: 'completed', finishedAt: 1, part: partOf('a.bin', 5, 5), bytesTotal: 5 })
  removeWhole(store, job.id, { deleteFiles: false, keepHistory: true })
  expect(known(store, 'http://a.example/done?token=one', 'http://a.example/done?token=two', 'http://a.example/dropped')).toEqual([
    1, 0, 0,
  ])
})

test('what is looked up costs no look at the list, and a list without the program can still be checked', () => {
  const { store, file } = temporaryStore()
  store.addJob(newJob(), [newEpisode()])
  const database = new Database(file, { readonly: true })
  const plan = database
    .prepare<[number], { detail: string }>('EXPLAIN QUERY PLAN SELECT 1 FROM episodes WHERE address = ?')
    .all(1)
  expect(plan.map(({ detail }) => detail).join()).toContain('episodes_by_address')
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
})

test('the number of an address is the same in every version, for lists keep it', () => {
  expect(addressHash('http://a.example/1')).toBe(257_938_716_952_877)
})
