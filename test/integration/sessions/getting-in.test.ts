import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  CookieInspection,
  Credential,
  CurlDownload,
  Episode,
  ImportProblem,
  Job,
  Session,
} from '../../../src-preload/contract/index.ts'
import { GuardedServer } from '../../support/sessions/guarded-server.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

const secret = 'S3CRET-value'

/** One program for all: each test has servers, and with them hosts, of its own. */
let home: Home
let staffel: Staffel
beforeAll(async () => {
  home = await newHome()
  staffel = await startStaffel(home)
}, 30_000)
afterAll(async () => {
  await staffel.kill('SIGKILL')
  await home.remove()
})

let guarded: GuardedServer
let tokens: TokenServer
beforeEach(async () => {
  guarded = await GuardedServer.start({ scheme: 'digest', algorithm: 'SHA-256', secret })
  tokens = await TokenServer.start({ isRotating: false })
})
afterEach(async () => {
  await guarded.close()
  await tokens.close()
})

const isDone = ({ status }: Job) => status === 'completed'
/** Those of this test's server. */
const credentials = async () => {
  const { items } = await staffel.get<{ items: Credential[] }>('/credentials')
  return items.filter(({ host }) => host === guarded.host)
}
const firstOf = async (jobId: string): Promise<Episode> => {
  const [episode] = await staffel.episodesOf(jobId)
  if (episode === undefined) throw new Error('a job without episodes')
  return episode
}

describe('credentials of a netrc', () => {
  const netrc = (password: string) =>
    `machine ${guarded.host} login ann password "${password}"\nmachine broken\ndefault login x password y`

  test('let a job in, and are shown without their secret', async () => {
    const imported = await staffel.post('/credentials/netrc', { text: netrc(secret) })
    expect(imported).toEqual({
      added: 1,
      replaced: 0,
      kept: 0,
      problems: [
        { line: 2, name: 'broken', reason: 'noLogin' },
        { line: 3, name: null, reason: 'defaultEntry' },
      ],
    })
    const job = await staffel.post<Job>('/jobs', { urls: [guarded.url('/netrc.bin')] })
    await staffel.untilJob(job.id, isDone)
    expect((await readFile(join(home.downloads, 'netrc.bin'))).equals(guarded.content)).toBe(true)
    const items = await credentials()
    expect(items).toMatchObject([
      { host: guarded.host, scheme: 'automatic', username: 'ann', refusedAt: null, usedAt: expect.any(String) },
    ])
    expect(JSON.stringify(items)).not.toContain(secret)
  })

  test('that are refused let the job wait, without an attempt, until they are others', async () => {
    await staffel.post('/credentials/netrc', { text: netrc('wrong') })
    const job = await staffel.post<Job>('/jobs', { urls: [guarded.url('/a.bin')] })
    const waiting = await until(
      () => firstOf(job.id),
      (episode) => episode.waiting?.reason === 'auth',
      15_000,
    )
    expect(waiting).toMatchObject({ status: 'queued', error: { code: 'AUTH_REQUIRED' } })
    expect(await credentials()).toMatchObject([{ refusedAt: expect.any(String) }])
    expect(guarded.count('wrong')).toBe(1)
    expect(await staffel.post('/credentials/netrc', { text: netrc(secret) })).toMatchObject({ added: 0, kept: 1 })
    expect(await staffel.post('/credentials/netrc', { text: netrc(secret), replace: true })).toMatchObject({ replaced: 1 })
    await staffel.untilJob(job.id, isDone)
    expect(await credentials()).toMatchObject([{ refusedAt: null }])
    expect(guarded.count('wrong')).toBe(1)
  })
})

describe('cookies of another program', () => {
  const texts: readonly (readonly [CookieInspection['format'], (token: string) => string])[] = [
    ['netscape', (token) => `# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\ttoken\t${token}\nbroken\tline`],
    [
      'json',
      (token) => JSON.stringify([{ name: 'token', value: token, domain: '127.0.0.1', path: '/', hostOnly: true, session: true }]),
    ],
    ['plain', (token) => JSON.stringify({ token })],
    ['header', (token) => `Cookie: token=${token}`],
    ['curl', (token) => `curl '${tokens.url('/files/1.bin')}' -b 'token=${token}'`],
  ]

  test.each(texts)('as %s are shown before they are used, and become a session that lets its jobs in', async (format, textOf) => {
    const token = tokens.signIn()
    const text = textOf(token)
    const inspection = await staffel.post<CookieInspection>('/sessions/inspect', { text, host: tokens.host })
    expect(inspection).toMatchObject({ format, hosts: ['127.0.0.1'], cookies: [{ name: 'token', domain: '127.0.0.1' }] })
    const session = await staffel.post<Session>('/sessions', { name: 'Archive', hosts: [tokens.host], cookiesText: text })
    expect(session.cookies).toHaveLength(1)
    const job = await staffel.post<Job>('/jobs', { urls: [tokens.url('/files/1.bin')], sessionId: session.id })
    await staffel.untilJob(job.id, isDone)
    expect(tokens.refused).toBe(0)
    expect(JSON.stringify([inspection, session, await staffel.get('/sessions')])).not.toContain(token)
  })

  test('that nobody knows the host of are shown without one, and make no session', async () => {
    const text = JSON.stringify({ token: 'x' })
    const inspection = await staffel.post<CookieInspection>('/sessions/inspect', { text })
    expect(inspection).toMatchObject({ cookies: [{ name: 'token', domain: '' }], hosts: [], problems: [{ reason: 'noHost' }] })
    const refused = await staffel.call('POST', '/sessions', { name: 'Archive', cookiesText: text })
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } })
  })

  test.each(['netscape', 'json'] as const)('go out as %s and come in again', async (format) => {
    const tomorrow = Math.floor(Date.now() / 1_000) + 86_400
    const cookiesText = `127.0.0.1\tFALSE\t/\tFALSE\t${tomorrow}\ttoken\t${tokens.signIn()}`
    const session = await staffel.post<Session>('/sessions', { name: 'Archive', cookiesText })
    const file = await staffel.post<{ fileName: string; text: string }>(`/sessions/${session.id}/export`, { format })
    const again = await staffel.post<Session>('/sessions', { name: 'Again', cookiesText: file.text })
    expect(again.cookies).toEqual(session.cookies)
    const job = await staffel.post<Job>('/jobs', { urls: [tokens.url('/files/2.bin')], sessionId: again.id })
    await staffel.untilJob(job.id, isDone)
  })
})

test('a curl command becomes a job with its headers, a session and a credential', async () => {
  const text = `curl --digest -u 'ann:${secret}' '${guarded.url('/a.bin')}' -H 'X-Own: yes' -b 'a=b' -k`
  const { download, problems } = await staffel.post<{ download: CurlDownload; problems: ImportProblem[] }>('/sessions/curl', {
    text,
  })
  expect(problems).toEqual([{ line: 1, name: '-k', reason: 'noEffect' }])
  await staffel.post('/credentials', download.credential)
  const session = await staffel.post<Session>('/sessions', { name: 'From curl', cookies: download.cookies })
  const job = await staffel.post<Job>('/jobs', { urls: [download.url], headers: download.headers, sessionId: session.id })
  await staffel.untilJob(job.id, isDone)
  expect(guarded.count('accepted')).toBeGreaterThan(0)
  expect(guarded.count('wrong')).toBe(0)
})
