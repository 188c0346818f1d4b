import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Credential, Job, ProxyServer, Session } from '../../../src-preload/contract/index.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { RealProxy } from '../../support/proxies.ts'
import { Heard } from '../../support/secrets/heard.ts'
import { leaksIn, signedMarker } from '../../support/secrets/leaks.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

const preload = new URL('../../support/planted-fault.ts', import.meta.url).href
const secret = (what: string) => `STAFFEL-SECRET-${what}`
const signed = `${signedMarker}-1`
const token = secret('access-token')

let home: Home
let server: FaultyServer
let login: TokenServer
let proxy: RealProxy
let heard: Heard
let staffel: Staffel

beforeEach(async () => {
  home = await newHome()
  heard = new Heard()
  server = await FaultyServer.start()
  login = await TokenServer.start()
  proxy = await RealProxy.start('http', { credentials: { username: 'anna', password: secret('proxy-password') } })
})
afterEach(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await login.close()
  await proxy.close()
  await home.remove()
})

async function start(): Promise<void> {
  const env = {
    NODE_OPTIONS: `--import=${preload}`,
    PLANTED_FAULT: 'secrets',
    HTTP_PROXY: `http://anna:${secret('environment')}@127.0.0.1:9`,
    HTTPS_PROXY: `no-proxy://anna:${secret('environment')}@127.0.0.1:9`,
    NO_PROXY: `127.0.0.1:${server.port},127.0.0.1:${login.host.split(':')[1]}`,
  }
  staffel = await startStaffel(home, ['--token', token], (child) => heard.listenTo(child), env)
}

/** Asks for something, and remembers the answer, whatever it is. */
async function ask<Body = unknown>(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await fetch(`${staffel.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const where = `answer to ${method} ${path.split('?')[0]}`
  heard.add(where, text)
  heard.add(where, JSON.stringify([...response.headers]))
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : (text as Body)
}

/** Every kind of input that is refused. */
async function refusedInputs(): Promise<void> {
  const url = server.url('/file.bin')
  await ask('POST', '/jobs', `{"urls": ["${url}"], "headers": {"Authorization": "${secret('broken-json')}}`)
  await ask('POST', '/jobs', { urls: [url], headers: { 'X-Api-Key': `${secret('line')}\n` } })
  await ask('POST', '/jobs', { urls: [url], headers: secret('no-headers') })
  await ask('POST', '/sources/inspections/none/jobs', { job: { headers: { 'X-Api-Key': `${secret('line')}\n` } } })
  await ask('POST', '/sources/inspections/none/jobs', { job: { headers: secret('no-headers') } })
  await ask('POST', '/jobs', { urls: [`ftp://anna:${secret('ftp')}@127.0.0.1/x`, `http://anna:${secret('no-host')}@`] })
  await ask('POST', '/jobs', { urls: [url], mirrors: [`http://anna:${secret('key')}@127.0.0.1/`] })
  await ask('POST', '/jobs', { episodes: [{ url, mirrors: [`gopher://anna:${secret('mirror')}@127.0.0.1/`] }] })
  await ask('POST', '/jobs', { episodes: [{ url, password: secret('unknown-key') }] })
  await ask('POST', '/sessions', { name: 'A', cookies: [{ name: 'a', value: secret('no-domain') }] })
  await ask('POST', '/sessions', {
    name: 'A',
    cookies: [{ name: 'a', value: `${secret('control')}\u0000`, domain: '127.0.0.1', path: '/' }],
  })
  await ask('POST', '/sessions', { name: 'A', cookies: secret('no-list'), cookiesText: 7 })
  await ask('POST', '/sessions', { name: 'A', cookiesText: `not cookies: ${secret('text')}` })
  await ask('POST', '/sessions', { name: 'A', signInUrl: `ftp://anna:${secret('sign-in')}@127.0.0.1/` })
  await ask('POST', '/sessions/inspect', { text: `# Netscape HTTP Cookie File\nbroken line ${secret('inspected')}` })
  await ask('POST', '/sessions/inspect', { text: JSON.stringify([{ name: 'a', value: secret('json'), domain: 7 }]) })
  await ask('POST', '/sessions/inspect', { text: `curl -u anna:${secret('curl')} -b 'a=${secret('b')}' ${url}` })
  await ask('POST', '/sessions/curl', {
    text: `curl -u anna:${secret('curl')} -x anna:${secret('proxy')}@127.0.0.1:8080 '${url}`,
  })
  await ask('POST', '/sessions/curl', { text: secret('no-curl') })
  await ask('POST', '/credentials', { host: '127.0.0.1', username: 'anna', secret: `${secret('feed')}\n` })
  await ask('POST', '/credentials', { host: `anna:${secret('host')}@127.0.0.1`, secret: secret('beside') })
  await ask('POST', '/credentials', { host: '127.0.0.1', username: `a:${secret('username')}`, secret: 7 })
  await ask('POST', '/credentials/netrc', { text: `machine 127.0.0.1 login anna passwort ${secret('netrc')}` })
  await ask('PATCH', '/settings', { password: secret('setting') })
  await ask('PATCH', '/settings', { proxy: { use: `http://anna:${secret('use')}@127.0.0.1:8080` } })
  const address = `http://anna:${secret('proxy-address')}@127.0.0.1:9`
  await ask('PATCH', '/settings', { proxy: { bypass: [address] } })
  await ask('PATCH', '/settings', { proxy: { hosts: [{ host: address, use: 'none' }] } })
  await ask('POST', '/jobs', { urls: [url], proxy: address })
  await ask('PATCH', '/proxies/none', { password: secret('no-proxy') })
  await ask('POST', '/proxies', { kind: 'http', host: `anna:${secret('in-host')}@127.0.0.1`, port: 1 })
  await ask('POST', '/proxies', { kind: 'http', host: '127.0.0.1', port: 0, username: 'anna', password: secret('port') })
  await ask('POST', '/proxies', { kind: 'socks5', host: '127.0.0.1', port: 1, password: `${secret('bell')}\u0007` })
  for (const path of [`/api/v1/stats?token=${secret('wrong')}`, `/${secret('path')}`, `/?token=${secret('wrong')}`]) {
    const response = await fetch(staffel.url + path, { headers: { cookie: `staffel=${secret('cookie')}` }, redirect: 'manual' })
    heard.add('answer to a stranger', await response.text())
    heard.add('answer to a stranger', JSON.stringify([...response.headers]))
  }
}

/** Jobs with secrets in every place of theirs, and an end of every kind. */
async function jobs(session: Session): Promise<Job[]> {
  server.serve('/file.bin', { size: 200_000 })
  server.serve('/short.bin', { size: 1_000, faults: () => ({ cutAfter: 10 }) })
  server.serve('/ill.bin', { size: 10, faults: () => ({ status: 500, body: secret('body') }) })
  server.serve('/locked.bin', {
    size: 10,
    faults: () => ({ status: 401, headers: { 'www-authenticate': `Basic realm="${secret('realm')}"` } }),
  })
  server.serve('/digested.bin', {
    size: 10,
    faults: () => ({ status: 401, headers: { 'www-authenticate': 'Digest realm="x", nonce="y", qop="auth"' } }),
  })
  server.serve('/forbidden.bin', { size: 10, faults: () => ({ status: 403 }) })
  server.redirect('/moved.bin', `http://anna:${secret('redirect')}@127.0.0.1:${server.port}/file.bin?signature=${signed}`)
  server.redirect('/loop.bin', ({ url }) => `/loop.bin?token=${signed}-${url.length}`)
  server.redirect('/astray.bin', `ftp://anna:${secret('astray')}@127.0.0.1/file.bin`)
  const withUser = (path: string, what: string) => server.url(path).replace('//', `//anna:${secret(what)}@`)
  const headers = {
    'X-Api-Key': secret('api-key'),
    Authorization: `Bearer ${secret('bearer')}`,
    Cookie: `own=${secret('own-cookie')}`,
    Referer: `http://anna:${secret('referer')}@127.0.0.1/`,
  }
  const episodes = [
    { url: withUser('/file.bin', 'url') },
    { url: server.url(`/file.bin?X-Amz-Signature=${signed}`), fileName: 'signed.bin' },
    { url: server.url('/gone.bin'), mirrors: [withUser('/gone-too.bin', 'mirror')] },
    ...['/short.bin', '/ill.bin', '/locked.bin', '/digested.bin', '/forbidden.bin', '/moved.bin', '/loop.bin', '/astray.bin'].map(
      (path) => ({
        url: `${withUser(path, 'every')}?token=${signed}`,
      }),
    ),
    { url: `http://anna:${secret('port')}@127.0.0.1:9/closed.bin` },
    { url: `http://anna:${secret('name')}@no-such-host.invalid/file.bin` },
    { url: `https://anna:${secret('tls')}@127.0.0.1:${server.port}/no-tls.bin` },
    { url: withUser('/file.bin', 'digest'), fileName: 'wrong.bin', checksum: { algorithm: 'md5', expected: '0'.repeat(32) } },
  ]
  const first = await ask<Job>('POST', '/jobs', { title: 'Everything', episodes, headers })
  const second = await ask<Job>('POST', '/jobs', {
    urls: [0, 1, 2].map((index) => login.url(`/files/${index}.bin`)),
    sessionId: session.id,
  })
  server.serve('/listed.bin', { size: 10 })
  const input = [
    server.url('/listed.bin'),
    `  header=X-Api-Key: ${secret('listed')}`,
    `  header=${secret('no-field')}`,
    '  http-user=anna',
    `  http-passwd=${secret('listed-password')}`,
    `  all-proxy=http://anna:${secret('listed-proxy')}@127.0.0.1:9`,
    '',
  ].join('\n')
  await ask('POST', '/sources/inspect', { input })
  const third = await ask<Job>('POST', '/jobs', { input })
  const ways = [secret('proxy-password'), secret('wrong-password')].map((password) => ({ port: proxy.port, password }))
  const proxied: Job[] = []
  for (const way of [...ways, { port: 9, password: secret('closed') }]) {
    const made = await ask<ProxyServer>('POST', '/proxies', { kind: 'http', host: '127.0.0.1', username: 'anna', ...way })
    await ask('PATCH', `/proxies/${made.id}`, { name: 'Of the house', password: way.password })
    proxied.push(await ask<Job>('POST', '/jobs', { urls: [withUser('/file.bin', 'proxied')], proxy: made.id }))
  }
  return [first, second, third, ...proxied]
}

async function everythingThatCanBeAsked(added: readonly Job[], session: Session): Promise<void> {
  const paths = [
    '/jobs',
    '/proxies',
    '/sessions',
    `/sessions/${session.id}`,
    '/credentials',
    '/settings',
    '/app',
    '/stats',
    '/failures',
  ]
  const lists = ['/report', '/report?format=csv', '/statistics', '/queues', '/rows?limit=100', '/hosts/127.0.0.1']
  const ofJobs = added.flatMap(({ id }) => [`/jobs/${id}`, `/jobs/${id}/episodes?limit=100`, `/failures?jobId=${id}`])
  for (const path of [...paths, ...lists, ...ofJobs]) await ask('GET', path)
  // Nor is it found by it: the search knows no more than the list.
  for (const q of ['api', 'url', 'mirror']) {
    expect(await ask<{ total: number }>('GET', `/jobs?q=${secret(q)}`)).toMatchObject({ total: 0 })
  }
}

test('no secret of a planted set is found outside after a whole life of the program', { timeout: 120_000 }, async () => {
  await start()
  const events = await staffel.events()
  await ask('PATCH', '/settings', { retry: { maxAttempts: 1, baseDelayMs: 0 }, tokenSaveIntervalMs: 100 })
  await refusedInputs()

  const given = [{ name: 'token', value: login.signIn(), domain: '127.0.0.1', path: '/' }]
  const session = await ask<Session>('POST', '/sessions', { name: 'Library', cookies: given, signInUrl: login.url('/sign-in') })
  await ask('PATCH', `/sessions/${session.id}`, { cookiesText: `other=${secret('header')}`, hosts: [login.host] })
  await ask('POST', '/sessions/inspect', { text: `sid=${secret('shown')}`, host: '127.0.0.1' })
  const credential = await ask<Credential>('POST', '/credentials', {
    host: `127.0.0.1:${server.port}`,
    scheme: 'digest',
    username: 'anna',
    secret: secret('digest-password'),
  })
  await ask('PATCH', `/credentials/${credential.id}`, { secret: secret('new-password'), scheme: 'automatic' })
  await ask('POST', '/credentials/netrc', { text: `machine files.example login anna password ${secret('netrc-password')}` })

  const added = await jobs(session)
  const [everything, library] = added
  if (everything === undefined || library === undefined) throw new Error('no jobs were added')
  await staffel.untilJob(library.id, ({ status }) => status === 'completed')
  await until(
    () => staffel.episodesOf(everything.id),
    (episodes) => episodes.every(({ status, waiting }) => ['completed', 'failed'].includes(status) || waiting?.reason === 'auth'),
    60_000,
  )
  for (const { id } of added.slice(2)) await staffel.untilJob(id, ({ status }) => status === 'completed' || status === 'failed')
  // All of it was really there to be lost.
  expect(proxy.asked.length).toBeGreaterThan(0)
  const seen = server.requests.map(({ headers }) => JSON.stringify(headers))
  for (const what of ['api-key', 'bearer', 'own-cookie', 'listed'])
    expect(seen.some((head) => head.includes(secret(what)))).toBe(true)
  expect(login.requests.some(({ token: sent }) => sent?.startsWith('STAFFEL-SECRET') === true)).toBe(true)

  login.signOut()
  await ask('POST', `/jobs/${library.id}/episodes`, { urls: [login.url('/files/9.bin')] })
  await until(
    () => staffel.get<Session>(`/sessions/${session.id}`),
    ({ signIn }) => signIn !== null,
    15_000,
  )
  await ask('POST', '/verify', { all: true })
  await everythingThatCanBeAsked(added, session)

  await staffel.kill('SIGKILL')
  await start()
  await everythingThatCanBeAsked(added, session)
  await ask('DELETE', `/jobs/${everything.id}`)
  await ask('GET', '/report?limit=100')
  heard.add('events', JSON.stringify(events.seen))
  await events.stop()
  if (process.platform !== 'win32') expect(await staffel.kill('SIGUSR2')).toBe(1)
  await start()
  await ask('GET', '/jobs')
  await staffel.kill('SIGTERM')

  expect(heard.leaks()).toEqual([])
  expect(await leaksIn(home.data)).toEqual([])
  expect(await leaksIn(home.downloads)).toEqual([])
  // Whoever looks there finds what is there.
  expect((await leaksIn(home.data, signedMarker)).some((leak) => leak.includes('staffel.db'))).toBe(true)
  // What stands in the query of an address is the person's own, in the list. It is in no log and in no report.
  expect(await leaksIn(join(home.data, 'logs'), signedMarker)).toEqual([])
  const beyondTheList = heard.leaks(signedMarker).filter((leak) => /report|failures|statistics|stdout|stderr/.test(leak))
  expect(beyondTheList).toEqual([])
  // A fault leaves no picture of the memory behind.
  expect((await readdir(home.data)).filter((name) => /core|heap|report/.test(name))).toEqual([])
})
