import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createSecretBox } from '../../../src-main/platform/secret-box.ts'
import type { Store } from '../../../src-main/queue/ports.ts'
import { openList } from '../../../src-main/store/open-list.ts'
import { searchText, searchTextFunction } from '../../../src-main/store/search-text.ts'
import { writeOldList } from '../../support/chaos/list/old-list.ts'
import { testBox } from '../../support/secret-box.ts'
import { jobQuery, newEpisode, newEpisodes, newJob, temporaryFolder } from './support.ts'

const day = Date.UTC(2026, 10, 22)
const secrets = ['hush-header', 'hush-password', 'hush-mirror', 'hush-jar', 'hush-credential', 'hush-proxy']
const otherBox = createSecretBox(new Uint8Array(32).fill(9))

function opened(folder: string, box = testBox): Store {
  const { store } = openList(folder, box, day)
  onTestFinished(() => store.close())
  return store
}

/** Which of these texts stand somewhere in the files of a folder. */
function foundIn(folder: string, texts: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
  const bytes = files.map((file) => readFileSync(file))
  return texts.filter((text) => bytes.some((content) => content.includes(text) || content.includes(text.toUpperCase())))
}

const address = 'https://anna:hush-password@a.example/file'
const mirrors = ['https://b.example/file', 'https://anna:hush-mirror@c.example/file']
const session = {
  id: 's1',
  name: 'Archive',
  mode: 'rotating',
  effectiveMode: 'rotating',
  hosts: ['a.example'],
  signInUrl: null,
  signIn: null,
  rotations: 3,
  rotatedAt: null,
  createdAt: '2026-11-22T00:00:00.000Z',
  usedAt: null,
} as const
const credential = {
  id: 'c1',
  host: 'a.example',
  scheme: 'basic',
  username: 'anna',
  createdAt: session.createdAt,
  usedAt: null,
  refusedAt: null,
} as const

const proxy = {
  id: 'p1',
  name: 'Office',
  kind: 'http',
  host: '127.0.0.1',
  port: 8080,
  username: 'anna',
  createdAt: session.createdAt,
} as const

/** A list that holds something of all that is secret. */
function listWithSecrets(folder: string): { readonly store: Store; readonly jobId: string; readonly episodeId: string } {
  const store = opened(folder)
  const episode = newEpisode({ url: address, mirrors })
  const job = store.addJob(newJob({ headers: { 'X-Key': 'hush-header', Accept: '*/*' }, sessionId: 's1' }), [
    episode,
    ...newEpisodes(2),
  ])
  store.putJar('s1', '{"cookies":"hush-jar"}', session, { durable: true })
  store.putCredential({ ...credential, secret: 'hush-credential' })
  store.putProxy({ ...proxy, password: 'hush-proxy' })
  return { store, jobId: job.id, episodeId: episode.id }
}

test('what is secret comes back as it was, and stands in no file: not in the list, its journal, its search or a copy', async () => {
  const folder = temporaryFolder()
  const { store, jobId, episodeId } = listWithSecrets(folder)
  await store.backUp(day)
  expect(store.job(jobId)?.headers).toEqual({ 'X-Key': 'hush-header', Accept: '*/*' })
  expect(store.episode(episodeId)).toMatchObject({ url: address, mirrors })
  expect(store.episodes({ jobId, offset: 0, limit: 9 }).items[0]).toMatchObject({ url: address, mirrors })
  expect(store.jobs(jobQuery()).items[0]?.headers).toEqual({ 'X-Key': 'hush-header', Accept: '*/*' })
  expect(store.nextEligible({ queues: ['default'], excludedHosts: [], excludedSessions: [] })).toMatchObject({ url: address })
  expect(store.jar('s1')).toBe('{"cookies":"hush-jar"}')
  expect(store.credentials()).toEqual([{ ...credential, secret: 'hush-credential' }])
  expect(store.proxies()).toEqual([{ ...proxy, password: 'hush-proxy' }])
  expect(store.jobs(jobQuery({ q: 'hush' })).total).toBe(0)
  expect(store.jobs(jobQuery({ q: 'a.example/file' })).total).toBe(1)
  expect(foundIn(folder, secrets)).toEqual([])
  expect(foundIn(folder, ['Archive', 'b.example/file'])).toEqual(['Archive', 'b.example/file'])
})

test('another address is sealed where it has to be, and no longer where it has not', () => {
  const folder = temporaryFolder()
  const { store, episodeId } = listWithSecrets(folder)
  store.changeEpisode(episodeId, { url: 'https://a.example/other' })
  expect(store.episode(episodeId)).toMatchObject({ url: 'https://a.example/other', mirrors })
  store.changeEpisode(episodeId, { url: 'https://anna:hush-again@a.example/other' })
  expect(store.episode(episodeId)).toMatchObject({ url: 'https://anna:hush-again@a.example/other', mirrors })
  expect(foundIn(folder, ['hush-again'])).toEqual([])
})

test('with another key nothing secret can be read and all else can; it is said once, and the first key opens all again', () => {
  const folder = temporaryFolder()
  const { store, jobId, episodeId } = listWithSecrets(folder)
  expect(store.areSecretsLost).toBe(false)
  store.close()
  const lost = opened(folder, otherBox)
  expect(lost.areSecretsLost).toBe(true)
  expect(lost.job(jobId)).toMatchObject({ headers: {}, episodesTotal: 3, sessionId: 's1' })
  expect(lost.episode(episodeId)).toMatchObject({
    url: 'https://a.example/file',
    mirrors: ['https://b.example/file', 'https://c.example/file'],
  })
  expect(lost.sessions()).toEqual([session])
  expect(lost.jar('s1')).toBe('unreadable')
  expect(lost.credentials()).toEqual([{ ...credential, secret: null }])
  expect(lost.proxies()).toEqual([{ ...proxy, password: null }])
  lost.putCredential({ ...credential, secret: null, refusedAt: session.createdAt })
  lost.close()
  const again = opened(folder, otherBox)
  expect(again.areSecretsLost).toBe(false)
  again.close()
  const found = opened(folder)
  expect([found.job(jobId)?.headers, found.jar('s1'), found.credentials()[0]?.secret]).toEqual([
    { 'X-Key': 'hush-header', Accept: '*/*' },
    '{"cookies":"hush-jar"}',
    'hush-credential',
  ])
})

test('a key that is another one is nothing to speak of where nothing was sealed', () => {
  const folder = temporaryFolder()
  const store = opened(folder)
  store.addJob(newJob(), newEpisodes(3))
  store.close()
  expect(opened(folder, otherBox).areSecretsLost).toBe(false)
})

/** A list of the first version with secrets in two of its three jobs, and a copy of that. */
function oldListWithSecrets(folder: string): void {
  const file = join(folder, 'staffel.db')
  writeOldList(file, 3, 5)
  const database = new Database(file)
  database.function(searchTextFunction, { deterministic: true }, searchText)
  database.exec(`
    UPDATE jobs SET headers = '{"X-Key":"hush-header"}' WHERE pk = 1;
    UPDATE episodes SET url = '${address}' WHERE job = 2 AND idx = 1;
    UPDATE episodes SET mirrors = '${JSON.stringify(mirrors)}' WHERE job = 2 AND idx = 2;
    UPDATE episodes SET url = 'https://a.example/@home' WHERE job = 2 AND idx = 3;
  `)
  mkdirSync(join(folder, 'backups'))
  database.prepare('VACUUM INTO ?').run(join(folder, 'backups', 'staffel-20261121T000000Z.db'))
  database.close()
}

test('a list from before is sealed when it is opened, and nothing of what was plain stays, not in its copies either', () => {
  const folder = temporaryFolder()
  oldListWithSecrets(folder)
  expect(foundIn(folder, secrets)).toEqual(['hush-header', 'hush-password', 'hush-mirror'])
  const store = opened(folder)
  const [one, two, three] = store.jobs(jobQuery()).items
  expect([one?.headers, two?.headers, three?.headers]).toEqual([{ 'X-Key': 'hush-header' }, {}, {}])
  const [first, second, third] = store.episodes({ jobId: two?.id ?? '', offset: 0, limit: 9 }).items
  expect([first?.url, second?.mirrors, third?.url]).toEqual([address, mirrors, 'https://a.example/@home'])
  expect(store.jobs(jobQuery({ q: 'hush' })).total).toBe(0)
  expect(foundIn(folder, secrets)).toEqual([])
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1)
  store.close()
  expect(
    opened(folder)
      .jobs(jobQuery())
      .items.map(({ headers }) => headers),
  ).toEqual([one?.headers, {}, {}])
})

test('a program that died between sealing and clearing up clears up at its next start', () => {
  const folder = temporaryFolder()
  const { store, jobId } = listWithSecrets(folder)
  store.close()
  const database = new Database(join(folder, 'staffel.db'))
  // A page that is free, with what was once written to it.
  database.exec(`CREATE TABLE gone (text TEXT); INSERT INTO gone VALUES ('${'hush-remains '.repeat(2_000)}'); DROP TABLE gone`)
  database.exec('UPDATE secret_keeping SET has_remains = 1')
  database.close()
  expect(foundIn(folder, ['hush-remains'])).toEqual(['hush-remains'])
  expect(opened(folder).job(jobId)?.headers).toMatchObject({ 'X-Key': 'hush-header' })
  expect(foundIn(folder, ['hush-remains'])).toEqual([])
})

test('an old list without secrets keeps the copies it has', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'staffel.db')
  writeOldList(file, 2, 2)
  mkdirSync(join(folder, 'backups'))
  const database = new Database(file)
  database.prepare('VACUUM INTO ?').run(join(folder, 'backups', 'staffel-20261121T000000Z.db'))
  database.close()
  opened(folder)
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(2)
})

test('the password of a proxy alone is something to speak of where its key is gone', () => {
  const folder = temporaryFolder()
  const store = opened(folder)
  store.putProxy({ ...proxy, password: 'hush-proxy' })
  store.close()
  expect(opened(folder, otherBox).areSecretsLost).toBe(true)
})
