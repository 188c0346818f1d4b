import { describe, expect, test } from 'vitest'
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

setUpHttp2Bench()

const versionsOf = (from: number) => new Set(server.requests.slice(from).map(({ version }) => version))

describe('a server that offers HTTP/2', () => {
  test('is spoken to in it for small files where they come faster over it, all over one connection', async () => {
    await startServer({ http1DelayMs: 100 })
    const paths = await fetchMany(200, 8)
    expect(await areExact(paths)).toBe(true)
    expect(versionsOf(server.requests.length - 40)).toEqual(new Set(['2.0']))
    expect(lastTold()).toMatchObject({ support: 'offered', isUsed: true })
    const { http1Ms, http2Ms } = lastTold() ?? {}
    expect(http1Ms).toBeGreaterThanOrEqual(100)
    expect(http2Ms).toBeLessThan(http1Ms ?? 0)
    expect(server.sessionsMade).toBe(1)
  })

  test('is spoken to in HTTP/1.1 where that is faster, and was asked for both', async () => {
    await startServer({ http2DelayMs: 30 })
    const paths = await fetchMany(160, 8)
    expect(await areExact(paths)).toBe(true)
    expect(versionsOf(server.requests.length - 40)).toEqual(new Set(['1.1']))
    expect(lastTold()).toMatchObject({ support: 'offered', isUsed: false })
    expect(versionsOf(0)).toEqual(new Set(['1.1', '2.0']))
  })

  test('is not asked for it by a few files, nor by large ones', async () => {
    await fetchMany(10, 4)
    for (const number of [1, 2, 3]) {
      server.serve(`/large-${number}`, { size: 5_000_000, seed: number })
      expect((await bench.fetch(server.url(`/large-${number}`))).outcome.kind).toBe('completed')
    }
    expect(server.sessionsMade).toBe(0)
    expect(lastTold()).toBeNull()
  })

  test('and closes each connection over HTTP/1.1 after one answer needs one connection for everything', async () => {
    // On a way as short as this one a handshake costs next to nothing: it is made to take long.
    await startServer({ closesHttp1: true, handshakeDelayMs: 100 })
    expect(await areExact(await fetchMany(200, 8))).toBe(true)
    expect(lastTold()).toMatchObject({ isUsed: true })
    expect(versionsOf(server.requests.length - 40)).toEqual(new Set(['2.0']))
  })

  test('and takes three connections at most serves twelve files at once, and refuses none once it was found out', async () => {
    await startServer({ mostConnections: 3, http1DelayMs: 20, http2DelayMs: 20 })
    const paths = await fetchMany(150, 12)
    expect(await areExact(paths)).toBe(true)
    expect(lastTold()).toMatchObject({ support: 'offered', isUsed: true })
    const connections = server.connectionsMade
    const more = await fetchMany(50, 12, 'more')
    expect(await areExact(more)).toBe(true)
    expect(server.connectionsMade).toBe(connections)
    expect(server.mostAnswersAtOnce).toBe(12)
  })

  test('gets small files over it at once where it was the faster before', async () => {
    const paths = await fetchMany(20, 4, 'known', provedFaster)
    expect(await areExact(paths)).toBe(true)
    expect(versionsOf(0)).toEqual(new Set(['2.0']))
    expect(server.connectionsMade).toBe(1)
  })

  test('sends the further segments of a large file over connections of HTTP/1.1 all the same', async () => {
    server.serve('/large', { size: 12_000_000, bytesPerSecond: 12_000_000 })
    const limits = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
    expect((await bench.fetch(server.url('/large'), { ...provedFaster, limits })).outcome.kind).toBe('completed')
    expect(await areExact(['/large'])).toBe(true)
    const [first, ...others] = server.requests
    expect([first?.version, ...new Set(others.map(({ version }) => version))]).toEqual(['2.0', '1.1'])
  })
})

test('a server that does not offer HTTP/2 is asked for it once, and nothing is lost by it', async () => {
  await startServer({ offersHttp2: false })
  expect(await areExact(await fetchMany(60, 4))).toBe(true)
  expect(versionsOf(0)).toEqual(new Set(['1.1']))
  expect(lastTold()).toMatchObject({ support: 'missing', isUsed: false })
  // One for each that was at work, and the one that asked.
  expect(server.connectionsMade).toBe(5)
  expect(server.requests.length).toBe(60)
})

describe('a server that offers HTTP/2 and does not speak it', () => {
  test.each([
    ['sends rubbish', Buffer.from('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'.repeat(4))],
    ['sends frames that are too long', Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])],
  ])('is spoken to in HTTP/1.1, and its profile says so: it %s', async (_, rubbish) => {
    await startServer({ rubbish })
    expect(await areExact(await fetchMany(60, 4))).toBe(true)
    expect(bench.reports.filter((report) => report.kind === 'ended' && report.outcome.kind !== 'completed')).toEqual([])
    expect(lastTold()).toMatchObject({ support: 'broken', isUsed: false })
    expect(versionsOf(0)).toEqual(new Set(['1.1']))
  })

  test('keeps nobody waiting for long who asks for something else: it says nothing', async () => {
    await bench.renew({ stallTimeoutMs: 1_000 })
    await startServer({ isSilentOverHttp2: true })
    const paths = await fetchMany(60, 4)
    expect(await areExact(paths)).toBe(true)
    expect(lastTold()).toMatchObject({ support: 'broken' })
    const failed = bench.reports.filter((report) => report.kind === 'ended' && report.outcome.kind === 'failed')
    expect(failed.length).toBeLessThanOrEqual(3)
  })
})
