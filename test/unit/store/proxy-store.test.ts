import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSecretBox, keyBytes } from '../../../src-main/platform/secret-box.ts'
import type { ProxyRecord } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { newEpisodes, newJob, temporaryStore } from './support.ts'

const record = (changes: Partial<ProxyRecord> = {}): ProxyRecord => ({
  id: 'a',
  name: 'Institute',
  kind: 'socks5',
  host: 'proxy.example',
  port: 1_080,
  username: 'reader',
  password: 'planted-secret',
  createdAt: '2026-11-22T00:00:00.000Z',
  ...changes,
})

test('proxies are kept in the order of their making, changed in their place, and forgotten', () => {
  const { store } = temporaryStore()
  for (const id of ['b', 'a', 'c']) store.putProxy(record({ id, password: null }))
  store.putProxy(record({ id: 'a', name: 'Changed' }))
  store.removeProxy('c')
  expect(store.proxies()).toEqual([record({ id: 'b', password: null }), record({ id: 'a', name: 'Changed' })])
})

test('a password is sealed on the disk, and gone without its key, while all else stays readable', () => {
  const { store, file } = temporaryStore()
  store.putProxy(record())
  for (const suffix of ['', '-wal']) expect(readFileSync(`${file}${suffix}`).includes('planted-secret')).toBe(false)
  const other = openStore({ box: createSecretBox(new Uint8Array(keyBytes).fill(9)), file })
  expect(other.proxies()).toEqual([record({ password: null })])
  other.close()
})

test('the jobs that need a proxy are those which name it and are not completed: what failed may be tried again', () => {
  const { store } = temporaryStore()
  const proxied = newJob({ proxy: 'a' })
  for (const job of [proxied, newJob({ proxy: 'b' }), newJob()]) store.addJob(job, newEpisodes(1))
  expect(store.job(proxied.id)?.proxy).toBe('a')
  expect(store.openJobsOfProxy('a')).toBe(1)
  const [episode] = store.episodes({ jobId: proxied.id, offset: 0, limit: 1 }).items
  const openAfter = (['downloading', 'failed', 'queued', 'downloading', 'verifying', 'completed'] as const).map((status) => {
    if (episode !== undefined) store.changeEpisode(episode.id, { status })
    return store.openJobsOfProxy('a')
  })
  expect(openAfter).toEqual([1, 1, 1, 1, 1, 0])
  store.changeJob(proxied.id, { proxy: null })
  expect(store.job(proxied.id)?.proxy).toBeNull()
})
