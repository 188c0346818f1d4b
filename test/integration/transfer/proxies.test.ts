import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NetworkRules, ProxyRecord } from '../../../src-main/queue/ports.ts'
import { authorityCertificate, type Certificate, certificateBy } from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type ProxyOptions, RealProxy } from '../../support/proxies.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'
import { watchedWorker } from '../../support/watched-worker.ts'

const kinds = ['http', 'https', 'socks4', 'socks5'] as const
const credentials = { username: 'reader', password: 'pass word' }
/** A name that the proxies of the tests know, and nobody else. */
const name = 'files.invalid'

let folder: string
let authority: Certificate
let certificate: Certificate
let plain: FaultyServer
let secure: FaultyServer
let bench: TransferBench
let lookedUp: () => Promise<readonly string[]>
const proxies: RealProxy[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-proxies-'))
  authority = await authorityCertificate()
  certificate = await certificateBy(authority, [name])
  plain = await FaultyServer.start()
  secure = await FaultyServer.start({ tls: certificate })
  const watched = await watchedWorker(folder)
  lookedUp = watched.lookedUp
  bench = await TransferBench.start({}, watched.url)
})
beforeEach(() => bench.renew())
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close()
})
afterAll(async () => {
  await bench.close()
  await plain.close()
  await secure.close()
  await rm(folder, { recursive: true })
})

async function startProxy(kind: ProxyRecord['kind'], options: ProxyOptions = {}): Promise<RealProxy> {
  const proxy = await RealProxy.start(kind, { ...options, ...(kind === 'https' ? { tls: certificate } : {}) })
  proxies.push(proxy)
  return proxy
}

/** Everything goes through this proxy. */
function through(record: ProxyRecord, changes: Partial<NetworkRules> = {}) {
  const network: NetworkRules = {
    proxies: [record],
    proxy: { use: record.id, bypass: [], hosts: [] },
    certificates: [authority.cert],
    exceptions: [],
    ...changes,
  }
  bench.pool.configure({ ...plainSettings, network })
}

const named = (server: FaultyServer, path: string) => server.url(path).replace('127.0.0.1', name)
const failureOf = async (url: string, changes = {}) => {
  const { outcome } = await bench.fetch(url, changes)
  return outcome.kind === 'failed' ? { ...outcome.failure, transient: outcome.transient } : outcome
}

describe.each(kinds)('through a proxy of the kind %s', (kind) => {
  test('a file comes exactly over several connections, and its name is looked up by the proxy alone', async () => {
    const proxy = await startProxy(kind)
    through(proxy.record())
    plain.serve('/file', { size: 9_000_000 })
    const before = plain.requests.length
    expect((await bench.fetch(named(plain, '/file'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: 9_000_000 })
    expect((await bench.read('file')).equals(plain.content('/file'))).toBe(true)
    expect(plain.requests.length - before).toBeGreaterThanOrEqual(4)
    expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set([name]))
    expect(await lookedUp()).not.toContain(name)
  })

  test('an encrypted file comes through a tunnel; whom to trust is checked at its end', async () => {
    const proxy = await startProxy(kind)
    through(proxy.record())
    secure.serve('/secret', { size: 5_000_000 })
    expect((await bench.fetch(named(secure, '/secret'))).outcome).toMatchObject({ kind: 'completed' })
    expect((await bench.read('secret')).equals(secure.content('/secret'))).toBe(true)
    expect(proxy.asked.every(({ how }) => how === 'tunnel')).toBe(true)
    const elsewhere = `https://other.invalid:${secure.port}/secret`
    expect(await failureOf(elsewhere)).toMatchObject({ code: 'TLS', params: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
  })

  test('what signs in at the proxy does so at the proxy alone', async () => {
    const proxy = await startProxy(kind, { credentials })
    through(proxy.record())
    plain.serve('/file', { size: 10 })
    const before = plain.requests.length
    expect((await bench.fetch(named(plain, '/file'))).outcome.kind).toBe('completed')
    expect(plain.requests.slice(before).map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined])
  })

  test('other credentials than the proxy wants are its failure, which names it and holds no secret', async () => {
    const proxy = await startProxy(kind, { credentials })
    through(proxy.record({ username: 'stranger', password: 'hidden' }))
    plain.serve('/file', { size: 10 })
    for (const url of [named(plain, '/file'), named(secure, '/secret')]) {
      const failure = await failureOf(url)
      // SOCKS 4 refuses in one way alone.
      const fault = kind === 'socks4' ? 'refused' : 'credentials'
      expect(failure).toMatchObject({ code: 'PROXY', params: { proxy: `Proxy ${kind}`, fault }, transient: kind === 'socks4' })
      expect(JSON.stringify(failure)).not.toMatch(/hidden|stranger|reader/)
    }
  })

  test('a proxy that is not there is named as such, and its server is never asked', async () => {
    const proxy = await startProxy(kind)
    await proxy.close()
    proxies.pop()
    through(proxy.record())
    const before = plain.requests.length
    expect(await failureOf(plain.url('/file'))).toMatchObject({
      code: 'PROXY',
      params: { proxy: `Proxy ${kind}`, fault: 'unreachable', reason: 'ECONNREFUSED' },
      transient: true,
    })
    expect(plain.requests.length).toBe(before)
    expect(bench.reports.filter(({ kind: what }) => what === 'host')).toEqual([])
  })

  test('a proxy that dies in the middle loses nothing that came, and is what failed', async () => {
    const proxy = await startProxy(kind)
    through(proxy.record())
    plain.serve('/slow', { size: 6_000_000, bytesPerSecond: 3_000_000 })
    const attemptId = bench.begin(named(plain, '/slow'))
    await bench.received(attemptId, 1_500_000)
    await proxy.close()
    proxies.pop()
    const { outcome, part } = await bench.ended(attemptId)
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROXY', params: { proxy: `Proxy ${kind}` } },
      transient: true,
    })
    const again = await RealProxy.start(kind, { port: proxy.port, ...(kind === 'https' ? { tls: certificate } : {}) })
    proxies.push(again)
    expect((await bench.fetch(named(plain, '/slow'), { part })).outcome.kind).toBe('completed')
    expect((await bench.read('slow')).equals(plain.content('/slow'))).toBe(true)
  })

  test('a server that the proxy cannot reach is told as the proxy tells it', async () => {
    const proxy = await startProxy(kind)
    through(proxy.record())
    expect(await failureOf(`https://${name}:1/file`)).toMatchObject({
      code: 'PROXY',
      // This HTTP proxy hangs up without a word.
      params: { fault: kind === 'http' || kind === 'https' ? 'cut' : 'refused', host: `${name}:1` },
      transient: true,
    })
  })
})
