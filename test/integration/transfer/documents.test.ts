import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { DocumentOrder } from '../../../src-main/queue/ports.ts'
import { answer, fetch, page, servePage, textOf } from '../../support/asked-documents.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { RealProxy } from '../../support/proxies.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

setUpBench()

const within = { timeout: 5_000, interval: 10 }

describe('a document', () => {
  test('comes with its status, its head and its body', async () => {
    servePage()
    const got = await answer(server.url('/page'), { headers: { 'X-Api-Key': 'k', Accept: 'text/html' } })
    expect(got).toMatchObject({ status: 200, url: server.url('/page'), permanentUrl: server.url('/page'), isCut: false })
    expect(got.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(textOf(got)).toBe(page.toString())
    expect(server.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k', accept: 'text/html' })
  })

  test('that is not there is an answer too', async () => {
    expect(await answer(server.url('/nowhere'))).toMatchObject({ status: 404, isCut: false })
  })

  test('is empty where its server says so', async () => {
    server.serve('/empty', { size: 0, content: Buffer.alloc(0) })
    expect(textOf(await answer(server.url('/empty'), { wants: 'readable' }))).toBe('')
  })

  test('whose server asks for patience is handed on with that wish, and the host is told of', async () => {
    servePage('/page', { faults: [{ status: 429, headers: { 'retry-after': '70' } }] })
    expect(await answer(server.url('/page'))).toMatchObject({ status: 429, headers: { 'retry-after': '70' } })
    expect(bench.reports).toContainEqual({
      kind: 'host',
      host: new URL(server.url('/')).host,
      news: { kind: 'refused', status: 429, retryAfterMs: 70_000 },
    })
  })

  test('whose server asks for a little patience is asked for again after it, and what else is wanted there waits too', async () => {
    const busy = { status: 429, headers: { 'retry-after': '1' } }
    servePage('/page', { faults: [busy] })
    servePage('/other')
    const first = answer(server.url('/page'))
    await expect.poll(() => server.requests.length, within).toBe(1)
    await expect.poll(() => server.openAnswers(), within).toBe(0)
    await sleep(200)
    const answers = await Promise.all([first, answer(server.url('/other'))])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const [refused = 0, ...later] = server.requests.map(({ startedAt }) => startedAt)
    expect(later).toHaveLength(2)
    expect(Math.min(...later) - refused).toBeGreaterThan(950)
  })

  test('whose server asks for patience again and again is handed on with that', async () => {
    servePage('/page', { faults: () => ({ status: 503, headers: { 'retry-after': '0' } }) })
    expect(await answer(server.url('/page'))).toMatchObject({ status: 503 })
    expect(server.requests).toHaveLength(3)
  })

  test('that waits for that is not asked for any more once nobody waits for it', async () => {
    servePage('/page', { faults: () => ({ status: 429, headers: { 'retry-after': '20' } }) })
    const dropping = new AbortController()
    const fetching = fetch(server.url('/page'), {}, dropping.signal)
    await expect.poll(() => server.requests.length, within).toBe(1)
    dropping.abort(new Error('enough'))
    await expect(fetching).rejects.toThrow('enough')
  })

  test('keeps its cookies to itself and shows several fields of a name as one', async () => {
    servePage('/page', {
      faults: [{ headers: { 'set-cookie': ['a=STAFFEL-SECRET-1', 'b=2'], link: ['<x>; rel=next', '<y>; rel=prev'] } }],
    })
    const { headers } = await answer(server.url('/page'))
    expect(headers.link).toBe('<x>; rel=next, <y>; rel=prev')
    expect(JSON.stringify(headers)).not.toMatch(/SECRET|set-cookie/)
  })

  test('of one host is fetched over a connection that is kept', async () => {
    servePage()
    await answer(server.url('/page'))
    await answer(server.url('/page'), { wants: 'head' })
    await answer(server.url('/page'))
    expect(server.openSockets).toBe(1)
  })
})

describe('what is known of a document', () => {
  test('goes along, and a 304 says that it holds', async () => {
    servePage('/feed', { etag: '"v1"', faults: () => ({ status: 304, headers: { etag: '"v1"' } }) })
    const validators = { etag: '"v1"', lastModified: 'Sun, 22 Nov 2026 10:00:00 GMT' }
    const got = await answer(server.url('/feed'), { validators })
    expect(got).toMatchObject({ status: 304, body: null, headers: { etag: '"v1"' } })
    expect(server.requests[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Sun, 22 Nov 2026 10:00:00 GMT',
    })
  })

  test('is nothing a header of the person can pretend', async () => {
    servePage('/feed')
    await answer(server.url('/feed'), { headers: { 'If-None-Match': '*', Range: 'bytes=0-3' } })
    expect(server.requests[0]?.headers['if-none-match'] ?? server.requests[0]?.headers.range).toBeUndefined()
  })
})

describe('a redirect', () => {
  test('for good is told apart from one for now', async () => {
    servePage('/new')
    server.redirect('/old', '/newer', 301)
    server.redirect('/newer', '/newest', 308)
    server.redirect('/newest', '/new', 302)
    expect(await answer(server.url('/old'))).toMatchObject({ url: server.url('/new'), permanentUrl: server.url('/newest') })
  })

  test('after one for now is never for good', async () => {
    servePage('/new')
    server.redirect('/old', '/between', 307)
    server.redirect('/between', '/new', 301)
    expect(await answer(server.url('/old'))).toMatchObject({ url: server.url('/new'), permanentUrl: server.url('/old') })
  })

  test('within an origin keeps the credentials of the address', async () => {
    servePage('/new')
    server.redirect('/old', '/new', 301)
    const withCredentials = (path: string) => server.url(path).replace('http://', 'http://me:word@')
    expect(await answer(withCredentials('/old'))).toMatchObject({
      url: server.url('/new'),
      permanentUrl: withCredentials('/new'),
    })
  })

  test('to another origin carries nothing of the person', async () => {
    const other = await FaultyServer.start()
    try {
      other.serve('/page', { size: page.length, content: page })
      server.redirect('/page', other.url('/page'))
      const url = server.url('/page').replace('http://', 'http://me:word@')
      await answer(url, { headers: { 'X-Api-Key': 'k', Cookie: 'c=1' } })
      expect(other.requests).toHaveLength(1)
      for (const { headers } of other.requests) {
        expect(headers['x-api-key'] ?? headers.cookie ?? headers.authorization).toBeUndefined()
      }
    } finally {
      await other.close()
    }
  })

  test('is not followed to another host where the document has to stay at its own', async () => {
    const other = await FaultyServer.start()
    try {
      servePage('/new')
      server.redirect('/out', other.url('/page'), 301)
      server.redirect('/old', '/new')
      expect(await answer(server.url('/out'), { staysAtHost: true })).toMatchObject({
        status: 301,
        url: server.url('/out'),
        permanentUrl: server.url('/out'),
        headers: { location: other.url('/page') },
      })
      expect(other.requests).toEqual([])
      expect(await answer(server.url('/old'), { staysAtHost: true })).toMatchObject({ status: 200, url: server.url('/new') })
    } finally {
      await other.close()
    }
  })

  test('to something that is no address of the web, or without end, is refused', async () => {
    server.redirect('/file', 'file:///etc/passwd')
    server.redirect('/loop', '/loop')
    expect(await fetch(server.url('/file'))).toMatchObject({ kind: 'failed', failure: { code: 'UNSUPPORTED_SCHEME' } })
    expect(await fetch(server.url('/loop'))).toMatchObject({ kind: 'failed', failure: { code: 'TOO_MANY_REDIRECTS' } })
  })
})

describe('a document that nobody waits for any more', () => {
  test('is broken off at its server', async () => {
    servePage('/slow', { bytesPerSecond: 100 })
    const dropping = new AbortController()
    const fetching = fetch(server.url('/slow'), {}, dropping.signal)
    await expect.poll(() => server.openAnswers(), within).toBe(1)
    dropping.abort(new Error('enough'))
    await expect(fetching).rejects.toThrow('enough')
    await expect.poll(() => server.openAnswers(), within).toBe(0)
  })

  test('is never asked for where it was dropped before', async () => {
    servePage()
    await expect(fetch(server.url('/page'), {}, AbortSignal.abort(new Error('no')))).rejects.toThrow('no')
    expect(server.requests).toHaveLength(0)
  })
})

describe('the rules that hold for downloads', () => {
  test('refuse addresses of this machine and of private networks', async () => {
    bench.pool.configure({ ...plainSettings, allowPrivateAddresses: false, ownAddresses: ['127.0.0.1:1'] })
    for (const url of ['http://10.0.0.1/', 'http://[fe80::1]/', 'http://127.0.0.1:1/']) {
      expect(await fetch(url)).toMatchObject({ kind: 'failed', failure: { code: 'ADDRESS_REFUSED' }, transient: false })
    }
  })

  test('lead over the proxy that the settings or the job name', async () => {
    const proxy = await RealProxy.start('http')
    try {
      servePage()
      const record = proxy.record()
      const network = { ...plainSettings.network, proxies: [record] }
      bench.pool.configure({ ...plainSettings, network })
      expect(await answer(server.url('/page'), { proxy: record.id })).toMatchObject({ status: 200 })
      expect(proxy.asked).toHaveLength(1)
      bench.pool.configure({ ...plainSettings, network: { ...network, proxy: { ...network.proxy, use: record.id } } })
      expect(await answer(server.url('/page'))).toMatchObject({ status: 200 })
      expect(proxy.asked).toHaveLength(2)
    } finally {
      await proxy.close()
    }
  })

  test('leave the least time between two requests to a host', async () => {
    bench.pool.configure({ ...plainSettings, hostRequestIntervalMs: 200 })
    servePage()
    await Promise.all([1, 2, 3].map(() => answer(server.url('/page'))))
    const [first = 0, second = 0, third = 0] = server.requests.map(({ startedAt }) => startedAt)
    expect(second - first).toBeGreaterThan(150)
    expect(third - second).toBeGreaterThan(150)
  })

  test('keep to the most connections to a host, documents and downloads together', async () => {
    bench.pool.configure({ ...plainSettings, maxConnectionsPerHost: 3 })
    server.serve('/file', { size: 30_000_000, bytesPerSecond: 1_500_000 })
    servePage('/page', { latencyMs: 100 })
    const download = bench.begin(server.url('/file'), { limits: { connections: 3, episodeSpeedLimit: 0, jobSpeedLimit: 0 } })
    await expect.poll(() => server.openAnswers('/file'), within).toBe(3)
    const pages = await Promise.all(Array.from({ length: 6 }, () => answer(server.url('/page'))))
    expect(pages.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect(server.openAnswers('/file')).toBeGreaterThan(0)
    expect(server.maxAnswersAtOnce).toBe(3)
    bench.pool.stop(download)
    const { part } = await bench.ended(download)
    expect(part?.segments.some(({ done }) => done > 0)).toBe(true)
  })

  test('hold the whole to the speed limit', async () => {
    bench.pool.configure({ ...plainSettings, speedLimit: 200_000 })
    server.serve('/list', { size: 300_000, contentType: 'text/csv' })
    const begun = performance.now()
    expect((await answer(server.url('/list'))).body?.length).toBe(300_000)
    expect(performance.now() - begun).toBeGreaterThan(1_000)
  })
})

test('what a worker was asked for fails in a way that may pass once that is gone', async () => {
  const another = await TransferBench.start()
  servePage('/slow', { bytesPerSecond: 100 })
  const order: DocumentOrder = { url: server.url('/slow'), sessionId: null, headers: {}, wants: 'body', mostBytes: 1_000 }
  const fetching = another.pool.fetch(order, new AbortController().signal)
  await expect.poll(() => server.openAnswers(), within).toBe(1)
  await another.close()
  expect(await fetching).toMatchObject({ kind: 'failed', failure: { code: 'INTERNAL' }, transient: true })
})
