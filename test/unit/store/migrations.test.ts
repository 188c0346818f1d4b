import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '../../../src-main/store/open-store.ts'
import { counters } from '../../../src-main/store/schema/counters.ts'
import { places } from '../../../src-main/store/schema/places.ts'
import { readiness } from '../../../src-main/store/schema/readiness.ts'
import { search } from '../../../src-main/store/schema/search.ts'
import { tables } from '../../../src-main/store/schema/tables.ts'
import { searchText, searchTextFunction } from '../../../src-main/store/search-text.ts'
import { testBox } from '../../support/secret-box.ts'
import { anyBut, partOf, temporaryFolder } from './support.ts'

/** A database as the first version of the program left it, with a job of a finished, a running and a waiting episode. */
function databaseOfVersion1(): string {
  const file = join(temporaryFolder(), 'staffel.db')
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.function(searchTextFunction, { deterministic: true }, searchText)
  database.exec([tables, counters, places, readiness, search].join('\n'))
  database.exec(`
    INSERT INTO jobs (pk, id, place, title, source_kind, queue_id, directory, priority, created_at, speed_limit, headers)
      VALUES (1, 'job', 4294967296, 'Series', 'urls', 'default', '/downloads', 0, 1000, 0, '{}');
    INSERT INTO episodes (id, job, idx, url, host, status, bytes_done, bytes_total, file_name, validator, segments, checksum_algorithm, checksum_expected, finished_at) VALUES
      ('done', 1, 1, 'http://a.example/1', 'a.example', 'completed', 9, 9, '1', '{"etag":"\\"v1\\"","lastModified":null,"date":null}', '[0,8,9]', 'md5', 'aa', 7),
      ('running', 1, 2, 'http://a.example/2', 'a.example', 'downloading', 3, 9, '2', NULL, '[0,8,3]', NULL, NULL, NULL),
      ('waiting', 1, 3, 'http://a.example/3', 'a.example', 'queued', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO doomed_files (path) VALUES ('/downloads/gone.part');
  `)
  database.pragma('user_version = 1')
  database.close()
  return file
}

test('a database of the first version is brought up with its rows, and goes on with downloads running in it', () => {
  const file = databaseOfVersion1()
  const store = openStore({ box: testBox, file })
  expect(store.requeueActive()).toBe(1)
  expect(store.job('job')).toMatchObject({ title: 'Series', episodesTotal: 3, bytesDone: 12 })
  expect([...store.knownAddresses(['http://a.example/1', 'http://a.example/9'])]).toEqual([1, 0])
  expect(store.episode('done')).toMatchObject({
    status: 'completed',
    bytesDone: 9,
    checksum: { algorithm: 'md5', expected: 'aa' },
    repair: null,
    part: { fileName: '1', validator: { etag: '"v1"' }, toldChecksum: null, segments: [{ start: 0, end: 8, done: 9 }] },
  })
  expect(store.episode('running')).toMatchObject({ status: 'queued', bytesDone: 3, part: { fileName: '2' } })
  expect(store.episode('waiting')).toMatchObject({ status: 'queued', part: null })
  expect(store.job('job')).toMatchObject({ queueId: 'default', sequential: false })
  expect(store.queues()).toEqual([{ id: 'default', name: '', slots: null, paused: false, schedule: null }])
  expect(store.nextEligible(anyBut())?.id).toBe('running')
  expect(store.nextEligible(anyBut('a.example'))).toBeNull()
  expect(store.doomed(9)).toEqual([{ path: '/downloads/gone.part', mount: null, content: null }])
  expect(['done', 'running', 'waiting'].map((id) => store.blockDigests(id))).toEqual([null, null, null])
  store.changeEpisode('running', { status: 'downloading' })
  store.changeEpisode('running', { status: 'completed', part: partOf('2', 9, 9), blockDigests: new Uint8Array([1, 2, 3, 4]) })
  store.close()
  const again = openStore({ box: testBox, file })
  expect(again.blockDigests('running')).toEqual(new Uint8Array([1, 2, 3, 4]))
  expect(again.finished({ jobIds: null, after: null, limit: 9 }).map(({ episode }) => episode.id)).toEqual(['done', 'running'])
  again.close()
})
