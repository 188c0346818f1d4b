import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { ErrorBody, HostFacts, Job, ProxyServer, Settings } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { authorityCertificate, certificateBy } from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { RealProxy } from '../../support/proxies.ts'
import { newHome, startStaffel } from '../../support/staffel.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

const password = 'planted-Pa55word'
async function startProxy(kind: RealProxy['kind'] = 'http'): Promise<RealProxy> {
  const proxy = await RealProxy.start(kind, { credentials: { username: 'reader', password } })
  open.push(proxy)
  return proxy
}
const add = (proxy: RealProxy, changes = {}) =>
  staffel.post<ProxyServer>('/proxies', {
    kind: proxy.kind,
    host: '127.0.0.1',
    port: proxy.port,
    username: 'reader',
    password,
    ...changes,
  })
const isOver = ({ status }: Job) => status === 'completed' || status === 'failed'
const fetched = async (body: object) => staffel.untilJob((await staffel.post<Job>('/jobs', body)).id, isOver)
const anyHost = (path: string) => server.url(path).replace('127.0.0.1', 'files.invalid')

test('a proxy is kept over a restart with its password sealed, and its password is told to nobody', async () => {
  const proxy = await startProxy()
  server.serve('/file', { size: 1_000 })
  const events = await staffel.events()
  const made = await add(proxy)
  expect(made).toEqual({
    id: expect.any(String),
    name: `127.0.0.1:${proxy.port}`,
    kind: 'http',
    host: '127.0.0.1',
    port: proxy.port,
    username: 'reader',
    hasPassword: true,
    createdAt: expect.any(String),
  })
  await staffel.patchSettings({ proxy: { use: made.id } })
  await restart('SIGTERM')
  expect(await staffel.get('/proxies')).toEqual({ items: [made], total: 1 })
  expect((await fetched({ urls: [anyHost('/file')] })).status).toBe('completed')
  expect(proxy.asked).toHaveLength(1)
  await events.stop()
  expect(JSON.stringify(events.seen)).not.toContain(password)
  for (const name of await readdir(home.data, { recursive: true })) {
    const bytes = await readFile(join(home.data, name)).catch(() => Buffer.alloc(0))
    expect(bytes.includes(password), name).toBe(false)
  }
})

test('a changed password counts for the next request, one that is left out stays, and an empty one goes', async () => {
  const proxy = await startProxy()
  server.serve('/file', { size: 1_000 })
  const { id } = await add(proxy, { password: 'wrong', name: 'Archive' })
  await staffel.patchSettings({ proxy: { use: id }, laterRetries: { enabled: false } })
  const failed = await fetched({ urls: [anyHost('/file')] })
  expect(failed.error).toMatchObject({ code: 'PROXY', params: { proxy: 'Archive', proxyId: id, fault: 'credentials' } })
  await staffel.call('PATCH', `/proxies/${id}`, { password })
  expect((await staffel.call('PATCH', `/proxies/${id}`, { name: 'Renamed' })).body).toMatchObject({ hasPassword: true })
  await staffel.post(`/jobs/${failed.id}/retry`)
  await staffel.untilJob(failed.id, ({ status }) => status === 'completed')
  expect((await staffel.call('PATCH', `/proxies/${id}`, { password: '' })).body).toMatchObject({ hasPassword: false })
})

test('a proxy that fails is tried again, and says nothing about the server', async () => {
  server.serve('/file', { size: 1_000 })
  const proxy = await startProxy()
  const { id } = await add(proxy)
  await proxy.close()
  open.pop()
  await staffel.patchSettings({ retry: { maxAttempts: 3, baseDelayMs: 50 }, proxy: { use: id } })
  const job = await fetched({ urls: [anyHost('/file')] })
  expect(job).toMatchObject({ status: 'failed', error: { code: 'PROXY', params: { fault: 'unreachable' } } })
  expect(job.retryAt).not.toBeNull()
  expect((await staffel.episodesOf(job.id))[0]?.attempts).toBe(3)
  const host = await staffel.get<HostFacts>(`/hosts/${new URL(anyHost('/')).host}`)
  expect(host).toMatchObject({ quietUntil: null, profile: { refusedAt: null, refusedConnections: null, bestConnections: null } })
})

test('what uses a proxy keeps it: the settings, a host, a job that is not finished', async () => {
  const proxy = await startProxy()
  const { id } = await add(proxy)
  const remove = () => staffel.call<ErrorBody>('DELETE', `/proxies/${id}`)
  await staffel.patchSettings({ proxy: { use: id } })
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'CONFLICT', params: { settings: true, jobs: 0 } } })
  await staffel.patchSettings({ proxy: { use: 'none', hosts: [{ host: '*.example', use: id }] } })
  expect(await remove()).toMatchObject({ status: 409, body: { params: { settings: true } } })
  await staffel.patchSettings({ proxy: { hosts: [] } })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/x')], startPaused: true, proxy: id })
  expect(job.proxy).toBe(id)
  expect(await remove()).toMatchObject({ status: 409, body: { params: { settings: false, jobs: 1 } } })
  expect((await staffel.call('PATCH', `/jobs/${job.id}`, { proxy: null })).body).toMatchObject({ proxy: null })
  expect((await remove()).status).toBe(200)
  expect((await remove()).status).toBe(404)
})

test.each([
  ['a proxy that is not there', { proxy: { use: 'ffffffffffffffff' } }, 'proxy.use'],
  ['a host’s way that is not there', { proxy: { hosts: [{ host: 'a.example', use: 'gone' }] } }, 'proxy.hosts.0.use'],
  ['an exception that is no pattern', { proxy: { bypass: ['<local>', 'a b'] } }, 'proxy.bypass.1'],
  [
    'a fingerprint that is none',
    { tls: { exceptions: [{ host: 'a', fingerprint256: 'AB', grantedAt: '2026-11-22T00:00:00Z' }] } },
    'tls.exceptions.0.fingerprint256',
  ],
  ['a file that cannot be read', { tls: { caFiles: ['/nowhere/ca.pem'] } }, 'tls.caFiles.0'],
  ['a file without a full path', { tls: { caFiles: ['ca.pem'] } }, 'tls.caFiles.0'],
])('the settings refuse %s, and change nothing', async (_, patch, path) => {
  const before = await staffel.get<Settings>('/settings')
  const { status, body } = await staffel.call<ErrorBody>('PATCH', '/settings', patch)
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'INVALID_INPUT', params: { issues: [{ path }] } })
  expect(await staffel.get<Settings>('/settings')).toEqual(before)
})

test('an own authority’s file is read when it is named, and again at the next start', async () => {
  const authority = await authorityCertificate()
  const secure = await FaultyServer.start({ tls: await certificateBy(authority) })
  open.push(secure)
  for (const path of ['/one', '/two']) secure.serve(path, { size: 1_000 })
  const file = join(home.data, 'own authority.pem')
  await writeFile(file, 'no certificate at all')
  expect((await staffel.call<ErrorBody>('PATCH', '/settings', { tls: { caFiles: [file] } })).body).toMatchObject({
    params: { issues: [{ path: 'tls.caFiles.0', value: file, reason: 'invalid' }] },
  })
  await writeFile(file, `Our own\n${authority.cert}`)
  await staffel.patchSettings({ tls: { caFiles: [file] } })
  expect((await fetched({ urls: [secure.url('/one')] })).status).toBe('completed')
  await restart('SIGTERM')
  expect((await fetched({ urls: [secure.url('/two')] })).status).toBe('completed')
})

test('the environment’s variables count in the web mode, as the system’s word and by themselves', async () => {
  const [proxy, other] = [await startProxy(), await startProxy('socks5')]
  server.serve('/file', { size: 1_000 })
  const itsHome = await newHome()
  const own = await startStaffel(itsHome, [], undefined, {
    HTTP_PROXY: `http://reader:${password}@127.0.0.1:${proxy.port}`,
    all_proxy: `socks5h://reader:${password}@127.0.0.1:${other.port}`,
    NO_PROXY: '.direct.invalid,127.0.0.1',
  })
  try {
    const run = async (url: string) => {
      const job = await own.post<Job>('/jobs', { urls: [url] })
      return own.untilJob(job.id, isOver)
    }
    expect((await own.get<Settings>('/settings')).proxy.use).toBe('system')
    expect((await run(anyHost('/file'))).status).toBe('completed')
    expect(proxy.asked).toHaveLength(1)
    expect((await run(server.url('/file'))).status).toBe('completed')
    expect(proxy.asked).toHaveLength(1)
    await own.patchSettings({ proxy: { use: 'environment' }, retry: { maxAttempts: 1 } })
    expect(await run(`https://files.invalid:${server.port}/file`)).toMatchObject({ status: 'failed' })
    expect(other.asked).toEqual([{ host: 'files.invalid', port: server.port, how: 'tunnel' }])
    await own.patchSettings({ proxy: { use: 'none' } })
    expect(await run(anyHost('/file'))).toMatchObject({ error: { code: 'DNS' } })
  } finally {
    await own.kill('SIGKILL')
    await itsHome.remove()
  }
})
