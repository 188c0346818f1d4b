import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultyCertificate } from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import {
  areExact,
  bench,
  fetchMany,
  lastTold,
  provedFaster,
  server,
  setUpHttp2Bench,
  startServer,
} from '../../support/http2-bench.ts'
import { cutWays, type StreamFault } from '../../support/http2-server.ts'
import { until } from '../../support/staffel.ts'

setUpHttp2Bench()

const cancelled = 8
const fetchOne = (path: string, changes = {}) => bench.fetch(server.url(path), { ...provedFaster, ...changes })
/** Version and first byte of each request to a path. */
const askedFor = (path: string) => server.requestsTo(path).map(({ version, start }) => [version, start] as const)

describe('a body over HTTP/2 that is cut', () => {
  test.each(cutWays)('is gone on with at the byte: the end of the %s', async (ends) => {
    server.serve('/cut', { size: 1_900_000, fault: (number) => (number === 0 ? { after: 1_200_000, ends } : undefined) })
    expect((await fetchOne('/cut')).outcome.kind).toBe('completed')
    expect(await areExact(['/cut'])).toBe(true)
    const [first, second, ...more] = askedFor('/cut')
    expect([first, more]).toEqual([['2.0', 0], []])
    expect(second?.[0]).toBe('2.0')
    expect(second?.[1]).toBe(1_200_000)
    expect(server.sessionsMade).toBe(ends.startsWith('stream') ? 1 : 2)
  })

  test.each(cutWays)('is a failure that passes where little of the file had come: the end of the %s', async (ends) => {
    server.serve('/little', { size: 200_000, fault: (number) => (number === 0 ? { after: 90_000, ends } : undefined) })
    const { outcome, part } = await fetchOne('/little')
    expect(outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'NETWORK' } })
    expect((await fetchOne('/little', { part })).outcome.kind).toBe('completed')
    expect(await areExact(['/little'])).toBe(true)
  })

  test.each(cutWays)('never passes for a whole file where no length was told: the end of the %s', async (ends) => {
    server.serve('/open', { size: 300_000, isPlain: true, fault: () => ({ after: 200_000, ends }) })
    expect((await fetchOne('/open')).outcome).toMatchObject({ kind: 'completed', bytesTotal: 300_000 })
    expect(await areExact(['/open'])).toBe(true)
    // Over HTTP/1.1 the end of such a body is certain.
    expect(askedFor('/open').map(([version]) => version)).toEqual(['2.0', '1.1'])
  })

  test.each([
    ['ends before its length', -10_000],
    ['goes on after its length', 400_000],
  ])('that %s is an error of that server, which is soon spoken to in HTTP/1.1', async (_, more) => {
    server.serve('/lie', { size: 100_000, fault: () => ({ more }) })
    let part = null
    for (const _ of [1, 2, 3]) {
      const ended = await fetchOne('/lie', { part })
      expect(ended.outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'NETWORK' } })
      part = ended.part
    }
    expect(lastTold()).toMatchObject({ support: 'broken', isUsed: false })
    expect((await fetchOne('/lie', { part })).outcome).toMatchObject({ kind: 'completed', bytesTotal: 100_000 })
    expect(await areExact(['/lie'])).toBe(true)
    expect(askedFor('/lie').map(([version]) => version)).toEqual(['2.0', '2.0', '2.0', '1.1'])
  })
})

describe('a connection that takes no more streams', () => {
  test('brings those that are under way to their end, and the next file comes over a new one', async () => {
    server.serve('/slow', { size: 300_000, bytesPerSecond: 300_000, fault: () => 'last on its connection' })
    const slow = bench.begin(server.url('/slow'), provedFaster)
    await until(
      async () => server.requests.length,
      (count) => count === 1,
      10_000,
    )
    await sleep(100)
    const paths = await fetchMany(5, 2, 'after', provedFaster)
    expect((await bench.ended(slow)).outcome.kind).toBe('completed')
    expect(await areExact([...paths, '/slow'])).toBe(true)
    expect(new Set(server.requests.map(({ version }) => version))).toEqual(new Set(['2.0']))
    expect(server.sessionsMade).toBe(2)
  })

  test('and refuses a stream costs no attempt: the request is repeated over HTTP/1.1', async () => {
    server.serve('/refused', { size: 50_000, fault: () => 'refused' })
    expect((await fetchOne('/refused')).outcome.kind).toBe('completed')
    expect(await areExact(['/refused'])).toBe(true)
    expect(askedFor('/refused').map(([version]) => version)).toEqual(['2.0', '1.1'])
  })
})

test('a connection that is full is joined by another', async () => {
  await startServer({ mostStreams: 4, http2DelayMs: 50 })
  const paths = await fetchMany(36, 12, 'many', provedFaster)
  expect(await areExact(paths)).toBe(true)
  expect(server.mostAnswersAtOnce).toBeGreaterThan(4)
  expect(server.sessionsMade).toBeGreaterThanOrEqual(2)
  expect(bench.reports.filter((report) => report.kind === 'ended' && report.outcome.kind !== 'completed')).toEqual([])
})

describe('an attempt that is stopped', () => {
  test('resets its stream, gets no byte more, and leaves the connection to the others', async () => {
    for (const path of ['/one', '/two']) server.serve(path, { size: 3_000_000, bytesPerSecond: 1_000_000 })
    const [one, two] = [bench.begin(server.url('/one'), provedFaster), bench.begin(server.url('/two'), provedFaster)]
    await bench.received(one, 300_000)
    bench.pool.stop(one)
    const { outcome, part } = await bench.ended(one)
    expect(outcome.kind).toBe('stopped')
    const [seen] = server.requestsTo('/one')
    await until(
      async () => seen?.closedWith ?? null,
      (code) => code !== null,
      1_000,
    )
    expect(seen?.closedWith).toBe(cancelled)
    const { bytesSent } = seen ?? {}
    await sleep(200)
    expect(seen?.bytesSent).toBe(bytesSent)
    expect(part?.segments[0]?.done).toBeGreaterThanOrEqual(300_000)
    expect((await bench.ended(two)).outcome.kind).toBe('completed')
    expect(server.sessionsMade).toBe(1)
    server.serve('/one', { size: 3_000_000 })
    // What there is of it goes on over either protocol.
    expect((await fetchOne('/one', { part })).outcome.kind).toBe('completed')
    expect(await areExact(['/one', '/two'])).toBe(true)
    expect(askedFor('/one').at(-1)?.[1]).toBe(part?.segments[0]?.done)
  })

  test('while it waits for a head resets its stream too', async () => {
    server.serve('/silent', { size: 10, fault: () => 'silent' })
    const attempt = bench.begin(server.url('/silent'), provedFaster)
    await until(
      async () => server.requests.length,
      (count) => count === 1,
      10_000,
    )
    bench.pool.stop(attempt)
    expect((await bench.ended(attempt)).outcome.kind).toBe('stopped')
    await until(
      async () => server.requests[0]?.closedWith ?? null,
      (code) => code === cancelled,
      1_000,
    )
  })

  test('as the last one closes the connection, which nobody needs any more', async () => {
    server.serve('/one', { size: 3_000_000, bytesPerSecond: 1_000_000 })
    const attempt = bench.begin(server.url('/one'), provedFaster)
    await bench.received(attempt, 100_000)
    bench.pool.stop(attempt)
    await bench.ended(attempt)
    await until(
      async () => server.openConnections,
      (count) => count === 0,
      1_000,
    )
  })
})

describe('what holds for connections holds for streams', () => {
  test('a silent server is given up after the time that was set, and the next request goes over another connection', async () => {
    await bench.renew({ stallTimeoutMs: 1_000 })
    server.serve('/silent', { size: 100_000, fault: (number) => (number === 0 ? 'silent' : undefined) })
    expect((await fetchOne('/silent')).outcome).toMatchObject({ kind: 'failed', failure: { code: 'TIMEOUT_STALLED' } })
    expect((await fetchOne('/silent')).outcome.kind).toBe('completed')
    expect(server.sessionsMade).toBe(2)
  })

  test('a speed limit is kept, and the server is not made to send what nobody takes yet', async () => {
    server.serve('/limited', { size: 6_000_000 })
    const limits = { connections: 1, episodeSpeedLimit: 500_000, jobSpeedLimit: 0 }
    const attempt = bench.begin(server.url('/limited'), { ...provedFaster, limits })
    await bench.received(attempt, 100_000)
    const begun = performance.now()
    await bench.received(attempt, 1_100_000)
    const seconds = (performance.now() - begun) / 1_000
    expect(seconds).toBeGreaterThan(1.7)
    expect(seconds).toBeLessThan(2.5)
    // Its window, and what the kernels keep.
    expect(server.requests[0]?.bytesSent).toBeLessThan(4_000_000)
    bench.pool.stop(attempt)
    await bench.ended(attempt)
  })

  test('the least time between two requests is kept', async () => {
    await fetchMany(1, 1, 'first', provedFaster)
    await bench.renew({ hostRequestIntervalMs: 100 })
    await fetchMany(8, 4, 'slowly', provedFaster)
    const [first = Infinity, ...starts] = server.requests.slice(1).map(({ startedAt }) => startedAt)
    for (const [index, at] of starts.entries()) expect(at - first).toBeGreaterThan((index + 1) * 100 - 30)
    expect(server.requests.every(({ version }) => version === '2.0')).toBe(true)
  })

  test('a status is what it is, with the wish of the server', async () => {
    server.serve('/busy', { size: 10, fault: () => ({ status: 503, headers: { 'retry-after': '7' } }) })
    expect((await fetchOne('/busy')).outcome).toMatchObject({
      kind: 'failed',
      retryAfterMs: 7_000,
      failure: { code: 'HTTP_STATUS', params: { status: 503 } },
    })
    expect(bench.reports).toContainEqual({
      kind: 'host',
      host: server.host,
      news: { kind: 'refused', status: 503, retryAfterMs: 7_000 },
    })
  })

  test('a redirect is followed to another server, without the headers of the user', async () => {
    const other = await FaultyServer.start()
    try {
      other.serve('/target', { size: 60_000 })
      server.serve('/from', { size: 10, fault: () => ({ status: 302, headers: { location: other.url('/target') } }) })
      const { outcome } = await fetchOne('/from', { headers: { 'x-api-key': 'k', Host: 'files.example' } })
      expect(outcome).toMatchObject({ kind: 'completed', fileName: 'target' })
      expect(server.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k', ':authority': 'files.example' })
      expect(other.requests[0]?.headers['x-api-key']).toBeUndefined()
    } finally {
      await other.close()
    }
  })

  test('an address that must not be fetched is refused after its name was looked up', async () => {
    await bench.renew({ ownAddresses: [server.host] })
    const url = server.url('/own').replace('127.0.0.1', 'localhost')
    expect((await bench.fetch(url, provedFaster)).outcome).toMatchObject({ kind: 'failed', failure: { code: 'ADDRESS_REFUSED' } })
    expect(server.requests).toEqual([])
  })

  test('a certificate that has expired is named', async () => {
    await startServer({ certificate: await faultyCertificate('expired') })
    expect((await fetchOne('/file')).outcome).toMatchObject({ kind: 'failed', transient: false, failure: { code: 'TLS' } })
    expect(server.requests).toEqual([])
  })
})

test('a connection that carries nothing does not keep a worker from ending', async () => {
  await fetchMany(3, 1, 'few', provedFaster)
  expect(server.openConnections).toBe(1)
  const begun = performance.now()
  await bench.pool.close()
  expect(performance.now() - begun).toBeLessThan(2_000)
  await until(
    async () => server.openConnections,
    (count) => count === 0,
    1_000,
  )
})

test('a connection that carries nothing is closed after ten seconds', async () => {
  await fetchMany(1, 1, 'one', provedFaster)
  const begun = performance.now()
  await until(
    async () => server.openConnections,
    (count) => count === 0,
    12_000,
  )
  expect(performance.now() - begun).toBeGreaterThan(9_000)
})

test('whatever breaks over HTTP/2, every file is exact in the end', async () => {
  const fault = fc.oneof(
    fc.record({ after: fc.integer({ min: 0, max: 400_000 }), ends: fc.constantFrom(...cutWays) }),
    fc.constantFrom<StreamFault>('refused', 'last on its connection', { status: 503 }),
    fc.constant(undefined),
  )
  let files = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 2 }), fc.integer({ min: 1, max: 400_000 }), async (faults, size) => {
      const path = `/any-${++files}`
      server.serve(path, { size, seed: files, fault: (number) => faults[number] })
      let part = null
      for (let attempt = 0; attempt < 8; attempt++) {
        const ended = await fetchOne(path, { part })
        part = ended.part
        if (ended.outcome.kind === 'completed') break
        expect(ended.outcome).toMatchObject({ kind: 'failed', transient: true })
      }
      expect(await areExact([path])).toBe(true)
      // A file that came over it shows that HTTP/2 is not broken there.
      await fetchMany(1, 1, `sound-${files}`, provedFaster)
    }),
    { numRuns: 40 },
  )
  expect(lastTold()?.support).not.toBe('broken')
  // Whoever still meets a connection that is being closed is asked for over the other protocol.
  let last = 0
  await until(
    async () => {
      await fetchMany(1, 1, `last-${++last}`, provedFaster)
      return server.requests.at(-1)?.version
    },
    (version) => version === '2.0',
    2_000,
  )
})
