import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NetworkRules, ProxyRecord } from '../../../src-main/queue/ports.ts'
import { createTransferPool } from '../../../src-main/transfer/pool/transfer-pool.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type ProxyOptions, RealProxy } from '../../support/proxies.ts'
import { until } from '../../support/staffel.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

const workerUrl = new URL('../../../src-main/transfer/worker/main.ts', import.meta.url)
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let folder: string
let server: FaultyServer
let bench: TransferBench
/** What the system says of proxies at that moment. */
let systemAnswer: () => Promise<string>
const asked: string[] = []
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-proxied-'))
  const systemProxy = {
    resolve: (origin: string) => {
      asked.push(origin)
      return systemAnswer()
    },
  }
  bench = TransferBench.around(createTransferPool({ workerUrl, workers: 1, systemProxy, log }), folder)
})
beforeEach(async () => {
  systemAnswer = async () => 'DIRECT'
  asked.length = 0
  server = await FaultyServer.start()
  await bench.renew()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  await server.close()
})
afterAll(async () => {
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

async function startProxy(kind: ProxyRecord['kind'], options: ProxyOptions = {}): Promise<RealProxy> {
  const proxy = await RealProxy.start(kind, options)
  open.push(proxy)
  return proxy
}

/** A proxy that answers whatever comes first with these words, and hangs up. */
async function startSaying(answer: string): Promise<ProxyRecord> {
  const sockets = new Set<Socket>()
  const saying: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((resolve) => saying.listen(0, '127.0.0.1', resolve))
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => saying.close(() => resolve()))
    },
  })
  const address = saying.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { ...(await closedRecord()), port }
}

async function closedRecord(): Promise<ProxyRecord> {
  const proxy = await RealProxy.start('http')
  await proxy.close()
  return proxy.record({ id: 'saying', name: 'Saying' })
}

function configure(proxies: readonly ProxyRecord[], use: string, changes: Partial<NetworkRules['proxy']> = {}, policy = {}) {
  const network: NetworkRules = { proxies, proxy: { use, bypass: [], hosts: [], ...changes }, certificates: [], exceptions: [] }
  bench.pool.configure({ ...plainSettings, ...policy, network })
}

const failureOf = async (url: string, changes = {}) => {
  const { outcome } = await bench.fetch(url, changes)
  return outcome.kind === 'failed' ? { ...outcome.failure, transient: outcome.transient } : outcome
}

/** An answer as it goes over the line: its first line and fields, then its content. */
const said = (status: string, fields: readonly string[] = [], content = '') =>
  [`HTTP/1.1 ${status}`, ...fields, '', content].join('\r\n')

describe('an answer that the proxy gives itself', () => {
  test.each([
    ['502 to CONNECT', 'https', said('502 Bad Gateway'), { fault: 'refused', status: 502 }],
    ['403 to CONNECT', 'https', said('403 Forbidden', ['Content-Length: 2'], 'no'), { fault: 'refused', status: 403 }],
    ['407 to CONNECT', 'https', said('407 No', ['Proxy-Authenticate: Basic realm="x"']), { fault: 'credentials', status: 407 }],
    ['nothing that is HTTP', 'https', 'SSH-2.0-OpenSSH_9.2\r\n', { fault: 'cut' }],
    [
      '407 to a request',
      'http',
      said('407 No', ['Proxy-Authenticate: Digest', 'Content-Length: 0']),
      { fault: 'credentials', status: 407 },
    ],
    [
      '503 with Proxy-Status',
      'http',
      said('503 No', ['Proxy-Status: p; error=dns_error', 'Retry-After: 9']),
      { fault: 'refused', status: 503 },
    ],
    ['504 with a word of Squid’s', 'http', said('504 No', ['X-Squid-Error: ERR_DNS_FAIL 0']), { fault: 'refused', status: 504 }],
  ])('is its failure and none of the server’s: %s', async (_, scheme, answer, params) => {
    configure([await startSaying(answer)], 'saying')
    expect(await failureOf(`${scheme}://files.invalid/`)).toMatchObject({ code: 'PROXY', params: { proxy: 'Saying', ...params } })
    expect(bench.reports.filter(({ kind }) => kind === 'host')).toEqual([])
  })

  test('is taken for the server’s where it says nothing of itself', async () => {
    configure([await startSaying(said('503 No', ['Content-Length: 0']))], 'saying')
    expect(await failureOf('http://files.invalid/')).toMatchObject({ code: 'HTTP_STATUS', params: { status: 503 } })
  })
})

describe('a change of the settings', () => {
  test('counts for the next request, and what runs goes on', async () => {
    const proxy = await startProxy('http')
    server.serve('/long', { size: 600_000, bytesPerSecond: 400_000 })
    server.serve('/next', { size: 1_000 })
    configure([proxy.record()], 'http')
    const attemptId = bench.begin(server.url('/long'))
    await bench.received(attemptId, 100_000)
    configure([proxy.record()], 'none')
    expect((await bench.fetch(server.url('/next'))).outcome.kind).toBe('completed')
    expect(proxy.asked).toHaveLength(1)
    expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
  })

  test.each([
    ['was changed', (proxy: RealProxy) => [proxy.record({ name: 'Another name' })]],
    ['is gone', () => []],
  ])('closes the kept connections of a proxy that %s', async (_, left) => {
    const proxy = await startProxy('http')
    server.serve('/one', { size: 1_000 })
    configure([proxy.record()], 'http')
    await bench.fetch(server.url('/one'))
    expect(proxy.openSockets).toBe(1)
    configure(left(proxy), 'none')
    await until(
      async () => proxy.openSockets,
      (sockets) => sockets === 0,
      2_000,
    )
  })

  test('keeps the connections of all others: the next request needs none of its own', async () => {
    const proxy = await startProxy('http')
    for (const path of ['/one', '/two']) server.serve(path, { size: 1_000 })
    configure([proxy.record()], 'http')
    await bench.fetch(server.url('/one'))
    configure([proxy.record(), proxy.record({ id: 'other', port: 1 })], 'http')
    await bench.fetch(server.url('/two'))
    expect(proxy.connections).toBe(1)
  })
})

describe('a job’s own way', () => {
  test('counts for its requests alone, and from the next one on where it changes', async () => {
    const [one, two] = [await startProxy('http'), await startProxy('socks5')]
    server.serve('/file', { size: 3_000_000, bytesPerSecond: 3_000_000 })
    configure([one.record(), two.record()], 'none')
    const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
    const attemptId = bench.begin(server.url('/file'), { limits: { ...limits, proxy: 'http' } })
    await bench.received(attemptId, 300_000)
    bench.pool.limit(attemptId, { ...limits, connections: 3, proxy: 'socks5' })
    expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    expect(one.asked).toHaveLength(1)
    expect(two.asked.length).toBeGreaterThan(0)
  })

  test('that is a proxy which is gone ends it, and nothing goes to the server directly', async () => {
    server.serve('/file', { size: 10 })
    configure([], 'none')
    const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0, proxy: 'gone' }
    expect(await failureOf(server.url('/file'), { limits })).toMatchObject({
      code: 'PROXY',
      params: { fault: 'missing' },
      transient: false,
    })
    expect(server.requests).toHaveLength(0)
  })
})

describe('an address that must not be fetched', () => {
  test.each(['http', 'socks5'] as const)('is refused before a proxy of the kind %s hears of it', async (kind) => {
    const proxy = await startProxy(kind)
    const own = { ownAddresses: [`127.0.0.1:${server.port}`] }
    configure([proxy.record()], kind, {}, own)
    for (const host of ['127.0.0.1', 'localhost', 'x.localhost', '[::ffff:127.0.0.1]']) {
      expect(await failureOf(`http://${host}:${server.port}/file`)).toMatchObject({ code: 'ADDRESS_REFUSED' })
    }
    configure([proxy.record()], kind, {}, { allowPrivateAddresses: false })
    for (const host of ['10.0.0.1', 'localhost', '[fd00::1]']) {
      expect(await failureOf(`http://${host}/file`)).toMatchObject({ code: 'ADDRESS_REFUSED' })
    }
    expect(proxy.asked).toEqual([])
  })

  test('does not keep a proxy from being in a private network; this program itself is no proxy', async () => {
    const proxy = await startProxy('http')
    server.serve('/file', { size: 10 })
    configure([proxy.record()], 'http', {}, { allowPrivateAddresses: false })
    expect((await bench.fetch(server.url('/file').replace('127.0.0.1', 'files.invalid'))).outcome.kind).toBe('completed')
    configure([proxy.record()], 'http', {}, { ownAddresses: [`127.0.0.1:${proxy.port}`] })
    expect(await failureOf('http://files.invalid/')).toMatchObject({ code: 'ADDRESS_REFUSED' })
  })
})

describe('where the system decides', () => {
  test('it is asked for the origin, and the next best way is taken where a proxy cannot be reached', async () => {
    const gone = await closedRecord()
    const proxy = await startProxy('socks5')
    server.serve('/file', { size: 10 })
    systemAnswer = async () => `PROXY 127.0.0.1:${gone.port}; SOCKS5 127.0.0.1:${proxy.port}; DIRECT`
    configure([], 'system')
    expect(await failureOf(server.url('/file?token=secret'))).toMatchObject({ code: 'PROXY', params: { fault: 'unreachable' } })
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
    expect(proxy.asked).toHaveLength(1)
    expect(new Set(asked)).toEqual(new Set([new URL(server.url('/')).origin]))
  })

  test('a stop does not wait for its answer', async () => {
    systemAnswer = () => new Promise(() => undefined)
    configure([], 'system')
    const attemptId = bench.begin(server.url('/never'))
    await until(
      async () => asked.length,
      (count) => count > 0,
      2_000,
    )
    await sleep(20)
    bench.pool.stop(attemptId)
    expect((await bench.ended(attemptId)).outcome).toEqual({ kind: 'stopped' })
  })

  test('a system that does not answer is no obstacle', async () => {
    systemAnswer = async () => {
      throw new Error('no answer')
    }
    server.serve('/file', { size: 10 })
    configure([], 'system')
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
  })
})
