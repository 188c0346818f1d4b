import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSecretBox, keyBytes } from '../../../src-main/platform/secret-box.ts'
import type { FeedItemRecord, SubscriptionRecord } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'
import { newEpisodes, newJob, temporaryStore } from './support.ts'

const record = (changes: Partial<SubscriptionRecord> = {}): SubscriptionRecord => ({
  id: 'a',
  url: 'http://reader:planted-secret@127.0.0.1/feed',
  ownTitle: null,
  feedTitle: 'A show',
  state: 'active',
  intervalMinutes: 360,
  rule: { text: 'news', newest: 2 },
  directory: null,
  queueId: null,
  sessionId: null,
  nameTemplate: '{title}.{ext}',
  jobId: null,
  etag: '"1"',
  lastModified: null,
  createdAt: 1,
  checkedAt: 2,
  addedAt: null,
  addedLast: 0,
  nextCheckAt: 3,
  error: { code: 'HTTP_STATUS', message: 'no', params: { status: 503 }, at: '2026-01-01T00:00:00.000Z' },
  failingSince: 2,
  failures: 1,
  movedFrom: 'http://127.0.0.1/old',
  movedAt: 4,
  ...changes,
})

const item = (id: string, changes: Partial<FeedItemRecord> = {}): FeedItemRecord => ({
  id,
  key: `key of ${id}`,
  label: null,
  url: `http://127.0.0.1/${id}.mp3`,
  state: 'passed',
  seenAt: 5,
  ...changes,
  facts: {
    url: `http://127.0.0.1/${id}.mp3`,
    title: id,
    fileName: null,
    type: 'audio/mpeg',
    size: 7,
    kind: 'audio',
    mirrors: [],
    checksum: null,
    season: 1,
    number: 4.5,
    date: null,
    durationSeconds: null,
    cover: null,
    ...changes.facts,
  },
})
const dated = (id: string, date: string) => item(id, { facts: { ...item(id).facts, date } })

test('subscriptions are kept in the order of their making, changed in their place, and forgotten with what they saw', () => {
  const { store } = temporaryStore()
  for (const id of ['b', 'a', 'c']) store.putSubscription(record({ id }))
  store.putFeedItems('c', [item('one')])
  store.putSubscription(record({ id: 'a', state: 'ended', error: null }))
  store.removeSubscription('c')
  expect(store.subscriptions()).toEqual([record({ id: 'b' }), record({ id: 'a', state: 'ended', error: null })])
  expect(store.subscriptionCounts().get('c')).toBeUndefined()
})

test('user names and passwords of feeds and of their files are sealed on the disk, and what stands beside them stays readable', () => {
  const { store, file } = temporaryStore()
  const url = 'http://reader:planted-secret@127.0.0.1/one.mp3'
  const secret = item('one', { url, facts: { ...item('one').facts, url, cover: url } })
  store.putSubscription(record())
  store.putFeedItems('a', [secret])
  expect(store.feedItem('a', 'one')).toEqual(secret)
  for (const suffix of ['', '-wal']) expect(readFileSync(`${file}${suffix}`).includes('planted-secret')).toBe(false)
  const other = openStore({ box: createSecretBox(new Uint8Array(keyBytes).fill(9)), file })
  expect(other.subscriptions()).toEqual([record({ url: 'http://127.0.0.1/feed' })])
  expect(other.feedItem('a', 'one')).toMatchObject({ url: 'http://127.0.0.1/one.mp3', key: 'key of one', facts: { title: null } })
  other.close()
})

test('items are told newest first, by state and page by page', () => {
  const { store } = temporaryStore()
  store.putFeedItems('a', [item('undated'), dated('old', '2026-01-01T00:00:00.000Z'), dated('new', '2026-02-01T00:00:00.000Z')])
  store.putFeedItems('a', [{ ...dated('old', '2026-01-01T00:00:00.000Z'), state: 'added' }])
  const page = (query: { state?: 'added'; offset: number; limit: number }) => {
    const { items, total } = store.feedItems({ subscriptionId: 'a', ...query })
    return { ids: items.map(({ id }) => id), total }
  }
  expect(page({ offset: 0, limit: 2 })).toEqual({ ids: ['new', 'old'], total: 3 })
  expect(page({ offset: 2, limit: 2 })).toEqual({ ids: ['undated'], total: 3 })
  expect(page({ state: 'added', offset: 0, limit: 9 })).toEqual({ ids: ['old'], total: 1 })
  expect(store.subscriptionCounts().get('a')).toEqual({ seen: 3, added: 1 })
})

test('of more items than are kept the first go that the feed does not hold, and none that it holds', () => {
  const { store } = temporaryStore()
  store.putFeedItems(
    'a',
    ['1', '2', '3', '4', '5'].map((id) => item(id)),
  )
  store.putFeedItems('b', [item('other')])
  const left = (limit: { most: number; except: string[] }) => {
    store.forgetFeedItems('a', limit)
    return store.seenItems('a').map(({ id }) => id)
  }
  expect(left({ most: 5, except: [] })).toEqual(['1', '2', '3', '4', '5'])
  expect(left({ most: 3, except: ['1', '4'] })).toEqual(['1', '4', '5'])
  expect(left({ most: 1, except: ['1', '4'] })).toEqual(['1', '4'])
  expect(store.seenItems('b')).toHaveLength(1)
})

test('episodes of a job are found by what their source calls them', () => {
  const { store } = temporaryStore()
  const [job, other] = [newJob(), newJob()]
  const [first, second, third] = newEpisodes(3)
  if (first === undefined || second === undefined || third === undefined) throw new Error('three episodes were wanted')
  store.addJob(job, [
    { ...first, sourceKey: 'one' },
    { ...second, sourceKey: 'two', url: 'http://a:planted-secret@127.0.0.1/2' },
  ])
  store.addJob(other, [{ ...third, sourceKey: 'two' }])
  expect(store.episodesByKey(job.id, ['two', 'three'])).toEqual([
    { id: second.id, key: 'two', url: 'http://a:planted-secret@127.0.0.1/2', status: 'queued' },
  ])
})

test('what was seen for a subscription that did not come to be is gone with the next start', () => {
  const { store, file } = temporaryStore()
  store.putSubscription(record())
  store.putFeedItems('a', [item('kept')])
  store.putFeedItems('b', [item('lost')])
  const again = openStore({ box: testBox, file })
  expect([again.seenItems('a').length, again.seenItems('b').length]).toEqual([1, 0])
  again.close()
})
