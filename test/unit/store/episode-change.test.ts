import { expect, test } from 'vitest'
import type { EpisodeChange } from '../../../src-main/queue/ports.ts'
import { columnsOfChange as columnsWith, type EpisodeBefore } from '../../../src-main/store/episode-change.ts'
import { createSealing } from '../../../src-main/store/sealing.ts'
import { episodeStatuses, mayTransition } from '../../../src-preload/contract/index.ts'
import { testBox } from '../../support/secret-box.ts'
import { newEpisode, newEpisodes, newJob, partOf, temporaryStore } from './support.ts'

const columnsOfChange = (before: EpisodeBefore, change: EpisodeChange) => columnsWith(before, change, createSealing(testBox))

test('every transition outside the table of states throws and names both states', () => {
  for (const from of episodeStatuses) {
    for (const to of episodeStatuses) {
      const change = () => columnsOfChange({ status: from, file_name: null }, { status: to })
      if (from === to || mayTransition(from, to)) expect(change().status).toBe(to)
      else expect(change).toThrow(`from ${from} to ${to}`)
    }
  }
})

test('a part brings its bytes with it, and none leaves none', () => {
  const before = { status: 'downloading', file_name: 'a.bin' } as const
  expect(columnsOfChange(before, { part: partOf('a.bin', 7, 10) })).toMatchObject({ bytes_done: 7, bytes_total: 10 })
  expect(columnsOfChange(before, { part: partOf('a.bin', 7, 10), bytesDone: 9 })).toMatchObject({ bytes_done: 9 })
  expect(columnsOfChange(before, { part: null })).toMatchObject({ file_name: null, bytes_done: 0, bytes_total: null })
  expect(columnsOfChange(before, { part: partOf('a.bin', 7, 10) })).not.toHaveProperty('file_name')
  expect(columnsOfChange(before, { attempts: 2 })).toEqual({ attempts: 2 })
})

test('a wait ends when the episode leaves the queue, and its end goes with its reason', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  store.addJob(newJob(), [episode])
  store.changeEpisode(episode.id, { waitReason: 'backoff', waitUntil: 50 })
  store.changeEpisode(episode.id, { attempts: 3 })
  expect(store.episode(episode.id)).toMatchObject({ waitReason: 'backoff', waitUntil: 50, attempts: 3 })
  store.changeEpisode(episode.id, { status: 'downloading' })
  expect(store.episode(episode.id)).toMatchObject({ waitReason: null, waitUntil: null })
  store.changeEpisode(episode.id, { status: 'queued', waitReason: 'disk', waitUntil: 70 })
  store.changeEpisode(episode.id, { waitReason: null })
  expect(store.episode(episode.id)).toMatchObject({ status: 'queued', waitReason: null, waitUntil: null })
})

test('what is written of an episode is read back as it was', () => {
  const { store } = temporaryStore()
  const given = newEpisode({
    title: 'Eins',
    mirrors: ['http://b.example/1'],
    wantedName: 'eins.mp3',
    checksum: { algorithm: 'md5', expected: 'a'.repeat(32) },
  })
  const job = store.addJob(newJob(), [given])
  const part = {
    fileName: 'eins.mp3',
    bytesTotal: 200,
    validator: { etag: null, lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT', date: null },
    contentType: null,
    toldChecksum: { algorithm: 'sha-256' as const, expected: 'c0' },
    segments: [
      { start: 0, end: 99, done: 50 },
      { start: 100, end: 199, done: 1 },
    ],
  }
  const error = { code: 'NETWORK', message: 'reset', params: { host: 'a.example' }, at: '2026-11-22T10:00:00.000Z' } as const
  store.changeEpisode(given.id, {
    status: 'downloading',
    part,
    attempts: 1,
    speedLimit: 9,
    actualChecksum: 'b',
    repair: 'blocks',
  })
  store.changeEpisode(given.id, { status: 'failed', error, finishedAt: 12, url: 'http://c.example/2', host: 'c.example' })
  const { pieces, signature, ...row } = given
  expect(store.proofs(given.id)).toEqual({ pieces, signature })
  expect(store.episode(given.id)).toEqual({
    ...row,
    jobId: job.id,
    index: 1,
    url: 'http://c.example/2',
    host: 'c.example',
    status: 'failed',
    waitReason: null,
    waitUntil: null,
    attempts: 1,
    bytesDone: 51,
    bytesTotal: 200,
    speedLimit: 9,
    actualChecksum: 'b',
    repair: 'blocks',
    part,
    error,
    finishedAt: 12,
    retryAt: null,
    laterRetries: 0,
    activeMs: 0,
  })
  expect(store.job(job.id)?.error).toEqual(error)
  expect(store.episode('unknown')).toBeNull()
  expect(() => store.changeEpisode('unknown', { attempts: 1 })).toThrow('unknown')
})

test('a refused change leaves the row as it was', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  store.addJob(newJob(), [episode])
  expect(() => store.changeEpisode(episode.id, { attempts: 9, status: 'completed' })).toThrow('from queued to completed')
  expect(store.episode(episode.id)).toMatchObject({ status: 'queued', attempts: 0 })
})

test('many episodes change in one statement: only those in the named states, waits and errors cleared', () => {
  const { store } = temporaryStore()
  const [failed, waiting, done, other] = newEpisodes(4)
  if (failed === undefined || waiting === undefined || done === undefined || other === undefined) throw new Error('four')
  const job = store.addJob(newJob(), [failed, waiting, done])
  store.addJob(newJob(), [other])
  const error = { code: 'NETWORK', message: '', params: {}, at: '2026-11-22T10:00:00.000Z' } as const
  store.changeEpisode(failed.id, { status: 'downloading' })
  store.changeEpisode(failed.id, { status: 'failed', error, attempts: 5, finishedAt: 1 })
  store.changeEpisode(waiting.id, { waitReason: 'link', error, attempts: 2 })
  store.changeEpisode(done.id, { status: 'downloading' })
  store.changeEpisode(done.id, { status: 'completed' })

  expect(store.changeEpisodes(job.id, ['queued'], 'queued', { onlyWaiting: true })).toBe(1)
  expect(store.episode(waiting.id)).toMatchObject({ waitReason: null, error: null, attempts: 2 })
  expect(store.changeEpisodes(job.id, ['failed'], 'queued', { resetAttempts: true })).toBe(1)
  expect(store.episode(failed.id)).toMatchObject({ status: 'queued', error: null, attempts: 0, finishedAt: null })
  expect(store.changeEpisodes(job.id, ['queued', 'downloading'], 'paused')).toBe(2)
  expect(store.job(job.id)?.counts).toMatchObject({ paused: 2, completed: 1 })
  expect(store.episode(other.id)?.status).toBe('queued')
  expect(() => store.changeEpisodes(job.id, ['completed'], 'paused')).toThrow('from completed to paused')
})

test('at boot what was active is queued again with its bytes', () => {
  const { store } = temporaryStore()
  const [running, verifying, paused] = newEpisodes(3)
  if (running === undefined || verifying === undefined || paused === undefined) throw new Error('three')
  store.addJob(newJob(), [running, verifying, paused])
  for (const { id } of [running, verifying]) store.changeEpisode(id, { status: 'downloading', part: partOf(id, 5, 10) })
  store.changeEpisode(verifying.id, { status: 'verifying' })
  store.changeEpisode(paused.id, { status: 'paused' })
  expect(store.requeueActive()).toBe(2)
  expect(store.episode(running.id)).toMatchObject({ status: 'queued', bytesDone: 5 })
  expect(store.episodeCounts()).toMatchObject({ queued: 2, paused: 1, downloading: 0, verifying: 0 })
})
