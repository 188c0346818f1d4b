import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Credential, Job, Session } from '../../../src-preload/contract/index.ts'
import { home, restart, staffel } from '../../support/each-test-a-staffel.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import { until } from '../../support/staffel.ts'

let tokens: TokenServer
beforeEach(async () => {
  tokens = await TokenServer.start({ bodyMs: 100, fileBytes: () => 300_000 })
})
afterEach(() => tokens.close())

const cookieOf = (value: string) => ({ name: 'token', value, domain: '127.0.0.1', path: '/', httpOnly: true, hostOnly: true })
const newSession = (body: object = {}) =>
  staffel.post<Session>('/sessions', { name: 'Archive', mode: 'rotating', cookies: [cookieOf(tokens.signIn())], ...body })
const files = (count: number, from = 0) => Array.from({ length: count }, (_, index) => tokens.url(`/files/${from + index}.bin`))
const sessionNow = ({ id }: Session) => staffel.get<Session>(`/sessions/${id}`)
const isDone = ({ status }: Job) => status === 'completed'

/** Which of these texts stand in the files of the data folder. */
function foundInData(texts: readonly string[]): readonly string[] {
  const paths = readdirSync(home.data, { recursive: true, encoding: 'utf8' }).map((name) => join(home.data, name))
  const contents = paths.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path))
  return texts.filter((text) => contents.some((content) => content.includes(text)))
}

it('fetches with a session whose server renews the token with each answer, and goes on with it after a kill', async () => {
  const session = await newSession()
  const events = await staffel.events()
  const first = await staffel.post<Job>('/jobs', { urls: files(8), sessionId: session.id })
  expect(first.sessionId).toBe(session.id)
  expect(await sessionNow(session)).toMatchObject({ jobs: 1, openJobs: 1 })
  await staffel.untilJob(first.id, isDone)
  const used = await sessionNow(session)
  expect(used).toMatchObject({ signIn: null, openJobs: 0, effectiveMode: 'rotating' })
  expect(used.rotations).toBeGreaterThanOrEqual(8)
  expect(used.cookies).toMatchObject([{ name: 'token', httpOnly: true, changedAt: expect.any(String) }])
  await until(
    async () => events.seen.flatMap(({ event }) => (event.type === 'sessions' ? event.sessions : [])),
    (told) => told.some(({ openJobs, rotations }) => openJobs === 0 && rotations === used.rotations),
    5_000,
  )
  await events.stop()
  const times = events.seen.filter(({ event }) => event.type === 'sessions').map(({ atMs }) => atMs)
  // Beside the first, which is how things stand when somebody comes to listen.
  expect(times.length).toBeLessThanOrEqual(3 + ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 500)
  await restart('SIGKILL')
  const second = await staffel.post<Job>('/jobs', { urls: files(4, 8), sessionId: session.id })
  await staffel.untilJob(second.id, isDone)
  expect(tokens.refused).toBe(0)
})

it('waits for a sign-in with all of a session, over a restart too, while others go on; new cookies end it', async () => {
  await staffel.patchSettings({ maxSlots: 4 })
  const session = await newSession()
  const other = await TokenServer.start()
  const events = await staffel.events()
  const job = await staffel.post<Job>('/jobs', { urls: files(12), sessionId: session.id })
  await staffel.untilJob(job.id, ({ episodesCompleted }) => episodesCompleted > 1)
  tokens.signOut()
  await staffel.untilJob(job.id, (now) => now.waiting?.reason === 'auth' && now.status === 'queued')
  const elsewhere = await newSession({ name: 'Elsewhere', cookies: [cookieOf(other.signIn())], hosts: [other.host] })
  const going = await staffel.post<Job>('/jobs', { urls: [other.url('/files/1.bin')], sessionId: elsewhere.id })
  await staffel.untilJob(going.id, isDone)
  expect(await sessionNow(session)).toMatchObject({ signIn: { host: tokens.host, status: 401 } })
  await until(
    () => staffel.stats(),
    ({ episodes: { downloading, verifying } }) => downloading + verifying === 0,
    5_000,
  )
  const waiting = await staffel.get<Job>(`/jobs/${job.id}`)
  const episodes = (await staffel.episodesOf(job.id)).filter(({ status }) => status !== 'completed')
  expect(episodes.map(({ waiting: wait, attempts }) => [wait?.reason, attempts])).toEqual(episodes.map(() => ['auth', 0]))
  const notices = events.seen.flatMap(({ event }) => (event.type === 'notice' ? [event.notice] : []))
  expect(notices.filter(({ code }) => code === 'SESSION_ENDED')).toMatchObject([
    { params: { name: 'Archive', host: tokens.host } },
  ])
  await events.stop()
  await restart('SIGTERM')
  expect(await staffel.get<Job>(`/jobs/${job.id}`)).toMatchObject({
    waiting: { reason: 'auth' },
    episodesCompleted: waiting.episodesCompleted,
  })
  const refusedBefore = tokens.refused
  await staffel.call('PATCH', `/sessions/${session.id}`, { cookies: [cookieOf(tokens.signIn())] })
  await staffel.untilJob(job.id, isDone)
  expect(tokens.refused).toBe(refusedBefore)
  await other.close()
})

it('says what cannot be done with a session, and removes one by force', async () => {
  const session = await newSession()
  const job = await staffel.post<Job>('/jobs', { urls: files(1), sessionId: session.id, startPaused: true })
  const call = (method: string, path: string, body?: unknown) =>
    staffel.call<{ code: string; params: object }>(method, path, body)
  expect(await call('POST', `/sessions/${session.id}/sign-in`, {})).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT', params: { reason: 'desktop-only' } },
  })
  expect(await call('DELETE', `/sessions/${session.id}`)).toMatchObject({ status: 409, body: { params: { openJobs: 1 } } })
  expect(await call('GET', '/sessions/nobody')).toMatchObject({ status: 404 })
  expect(await call('POST', '/jobs', { urls: files(1), sessionId: 'nobody' })).toMatchObject({
    status: 400,
    body: { params: { issues: [{ path: 'sessionId', value: 'nobody', options: [session.id] }] } },
  })
  expect((await call('DELETE', `/sessions/${session.id}?force=true`)).status).toBe(200)
  expect(await staffel.get<Job>(`/jobs/${job.id}`)).toMatchObject({ sessionId: null })
  expect(await staffel.get('/sessions')).toEqual({ items: [], total: 0 })
})

it('keeps no secret in the data folder but under its key, and says so once where that is another one', async () => {
  const secrets = ['hush-cookie', 'hush-header', 'hush-password', 'hush-credential']
  const session = await newSession({ cookies: [cookieOf('hush-cookie')] })
  await staffel.post<Credential>('/credentials', { host: 'a.example', username: 'anna', secret: 'hush-credential' })
  const job = await staffel.post<Job>('/jobs', {
    urls: ['http://anna:hush-password@127.0.0.1:9/file'],
    headers: { 'X-Key': 'hush-header' },
    sessionId: session.id,
    startPaused: true,
  })
  expect(statSync(join(home.data, 'secrets.key')).mode & 0o777).toBe(0o600)
  expect(foundInData(secrets)).toEqual([])
  await restart('SIGTERM')
  expect(foundInData(secrets)).toEqual([])
  const answers = await Promise.all(
    ['/sessions', '/credentials', `/jobs/${job.id}`, `/jobs/${job.id}/episodes`].map((path) => staffel.get(path)),
  )
  expect(JSON.stringify(answers)).not.toContain('hush')

  await staffel.kill('SIGTERM')
  rmSync(join(home.data, 'secrets.key'))
  await restart('SIGTERM')
  const events = await staffel.events()
  const noticed = await until(
    async () => events.seen.flatMap(({ event }) => (event.type === 'notice' ? [event.notice.code] : [])),
    (codes) => codes.length > 0,
    5_000,
  )
  await events.stop()
  expect(noticed).toEqual(['SECRETS_LOST'])
  expect(await sessionNow(session)).toMatchObject({ cookies: [], signIn: { status: null }, jobs: 1 })
  expect(await staffel.get('/credentials')).toMatchObject({ items: [{ host: 'a.example', refusedAt: expect.any(String) }] })
  expect(await staffel.episodesOf(job.id)).toMatchObject([{ url: 'http://127.0.0.1:9/file' }])
})

/** A server that answers with what it is told and remembers the heads that came. */
async function recorder(
  answer: (request: IncomingMessage) => { status: number; location?: string },
): Promise<{ server: Server; port: number; heads: IncomingMessage[] }> {
  const heads: IncomingMessage[] = []
  const server = createServer((request, response) => {
    heads.push(request)
    const { status, location } = answer(request)
    response.writeHead(status, location === undefined ? { 'content-length': 4 } : { location, 'content-length': 0 })
    response.end(location === undefined ? 'file' : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port, heads }
}

it('takes neither the cookies of a session nor the headers of a job along to another origin', async () => {
  const elsewhere = await recorder(() => ({ status: 200 }))
  const here = await recorder(() => ({ status: 302, location: `http://localhost:${elsewhere.port}/file` }))
  const session = await newSession({ mode: 'shared', cookies: [cookieOf('hush-cookie')] })
  const job = await staffel.post<Job>('/jobs', {
    urls: [`http://127.0.0.1:${here.port}/file`],
    headers: { 'X-Key': 'hush-header', Authorization: 'Bearer hush-own' },
    sessionId: session.id,
  })
  await staffel.untilJob(job.id, isDone)
  const [first] = here.heads
  const [second] = elsewhere.heads
  expect(first?.headers).toMatchObject({ cookie: 'token=hush-cookie', 'x-key': 'hush-header', authorization: 'Bearer hush-own' })
  expect(JSON.stringify(second?.headers)).not.toContain('hush')
  here.server.close()
  elsewhere.server.close()
})
