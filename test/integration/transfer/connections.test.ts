import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { persist } from '../../support/persist.ts'
import { TransferBench } from '../../support/transfer-bench.ts'

const size = 4_000_000
const single = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
setUpBench({ stallTimeoutMs: 1_000 })

describe('a connection that fails', () => {
  test.each([
    ['dies before the head', { dieBeforeHead: 'reset' as const }],
    ['closes before the head', { dieBeforeHead: 'close' as const }],
    ['dies in the head', { raw: 'HTTP/1.1 200 OK\r\nContent-Le', rawEnd: 'reset' as const }],
    ['is reset in the middle', { cutAfter: 500_000 }],
    ['closes cleanly in the middle', { cutAfter: 500_000, cut: 'close' as const }],
    ['is reset before the last byte', { cutAfter: size - 1 }],
    ['stalls in the middle', { stallAfter: 300_000 }],
    ['stalls for longer than the limit and goes on', { stallAfter: 300_000, stallMs: 1_500 }],
    ['never answers', { never: true }],
  ])('because it %s, once, costs one attempt', async (_, fault) => {
    server.serve('/file', { size, faults: [fault] })
    expect((await persist('/file', { attempts: 3 })).attempts).toBeLessThanOrEqual(2)
  })

  test('names what is wrong', async () => {
    const codeOf = async (path: string) => {
      const { outcome } = await bench.fetch(server.url(path), { limits: single })
      return outcome.kind === 'failed' ? outcome.failure.code : outcome.kind
    }
    server.serve('/reset', { size, faults: () => ({ cutAfter: 1_000 }) })
    server.serve('/mute', { size, faults: () => ({ never: true }) })
    server.serve('/stall', { size, faults: () => ({ stallAfter: 1_000 }) })
    server.serve('/chunked', { size, chunked: true, faults: () => ({ cutAfter: 100_000, cut: 'close' }) })
    expect(await Promise.all(['/reset', '/mute', '/stall', '/chunked'].map(codeOf))).toEqual([
      'NETWORK',
      'TIMEOUT_STALLED',
      'TIMEOUT_STALLED',
      'NETWORK',
    ])
  })

  test.each([
    ['a negative length', 'Content-Length: -5'],
    ['letters for a length', 'Content-Length: abc'],
    ['two lengths that differ', 'Content-Length: 5\r\nContent-Length: 6'],
    ['length and chunked both', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['a length beyond 2^53', 'Content-Length: 9007199254740993'],
    ['control characters in its head', 'X: a\x01b'],
  ])('because its head has %s leaves no file', async (_, field) => {
    server.serve('/file', { size, faults: () => ({ raw: `HTTP/1.1 200 OK\r\n${field}\r\n\r\nhello`, rawEnd: 'close' }) })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', transient: true })
    expect(await bench.files()).toEqual([])
    expect(server.requests.length).toBeLessThan(6)
  })

  test.each([
    ['a broken chunk size', 'zz\r\nhello\r\n0\r\n\r\n'],
    ['a chunk size that overflows', 'fffffffffffffffff\r\nhello'],
    ['no last chunk', '5\r\nhello\r\n'],
  ])('because its body has %s leaves no finished file', async (_, body) => {
    const raw = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`
    server.serve('/file', { size, faults: () => ({ raw, rawEnd: 'close' }) })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
    expect(await bench.files()).not.toContain('file')
  })

  test('early responses and trailers do no harm', async () => {
    const raw =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n'
    server.serve('/file', { size, faults: () => ({ raw }) })
    expect((await bench.fetch(server.url('/file'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: 5 })
    expect((await bench.read('file')).toString()).toBe('hello')
  })

  test('that was kept from an earlier file, and so do all others, is NETWORK like any other', async () => {
    for (const path of ['/1', '/2', '/3']) server.serve(path, { size: 10_000, latencyMs: 50 })
    await Promise.all(['/1', '/2', '/3'].map((path) => bench.fetch(server.url(path))))
    expect(server.openSockets).toBe(3)
    server.serve('/file', { size, faults: () => ({ dieBeforeHead: 'reset' }) })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'NETWORK' } })
  })

  test('among several is replaced, and the file is exact', async () => {
    server.serve('/file', {
      size: 8_000_000,
      bytesPerSecond: 2_000_000,
      faults: [undefined, { cutAfter: 300_000 }, { stallAfter: 200_000 }, { cutAfter: 10_000, cut: 'close' }],
    })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome.kind).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('does not disturb the others', async () => {
    server.serve('/bad', { size, faults: () => ({ cutAfter: 10 }) })
    server.serve('/good', { size, bytesPerSecond: 4_000_000 })
    const [bad, good] = await Promise.all([bench.fetch(server.url('/bad')), bench.fetch(server.url('/good'))])
    expect(bad.outcome.kind).toBe('failed')
    expect(good.outcome.kind).toBe('completed')
  })
})

describe('a coding that nobody asked for', () => {
  const content = Buffer.from('the same line again\n'.repeat(50_000))

  test.each([
    ['gzip', gzipSync(content)],
    ['br', brotliCompressSync(content)],
    ['deflate', deflateSync(content)],
  ])('%s is undone', async (coding, body) => {
    server.serve('/text', { size, faults: () => ({ status: 200, body, headers: { 'content-encoding': coding } }) })
    expect((await bench.fetch(server.url('/text'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: content.length })
    expect((await bench.read('text')).equals(content)).toBe(true)
  })

  test('is left on a file that is of this coding itself', async () => {
    const body = gzipSync(content)
    server.serve('/x.tar.gz', { size, faults: () => ({ status: 200, body, headers: { 'content-encoding': 'gzip' } }) })
    await bench.fetch(server.url('/x.tar.gz'))
    expect((await bench.read('x.tar.gz')).equals(body)).toBe(true)
  })

  test('that is broken, cut or unknown leaves no finished file', async () => {
    const cut = gzipSync(content).subarray(0, 100)
    server.serve('/cut', { size, faults: () => ({ status: 200, body: cut, headers: { 'content-encoding': 'gzip' } }) })
    server.serve('/lie', { size, faults: () => ({ status: 200, body: 'plain', headers: { 'content-encoding': 'gzip' } }) })
    server.serve('/odd', { size, faults: () => ({ status: 200, body: 'plain', headers: { 'content-encoding': 'x-odd' } }) })
    for (const path of ['/cut', '/lie', '/odd']) {
      expect((await bench.fetch(server.url(path))).outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
    }
    expect((await bench.files()).filter((name) => !name.endsWith('.part'))).toEqual([])
  })
})

describe('redirects of many addresses to one host', () => {
  test.each([1, 3])('open no more connections there than the setting allows, with %i workers', async (workers) => {
    const target = await FaultyServer.start()
    const doors = await Promise.all([1, 2, 3].map(() => FaultyServer.start()))
    const many = await TransferBench.start({ maxConnectionsPerHost: 4 }, undefined, workers)
    try {
      target.serve('/file', { size: 5_000_000, bytesPerSecond: 5_000_000 })
      for (const door of doors) door.redirect('/file', target.url('/file'))
      const ended = await Promise.all(doors.map((door) => many.fetch(door.url('/file'))))
      expect(ended.map(({ outcome }) => outcome.kind)).toEqual(['completed', 'completed', 'completed'])
      expect(target.maxConnections('/file')).toBeLessThanOrEqual(6)
    } finally {
      await Promise.all([target, many, ...doors].map((one) => one.close()))
    }
  })
})

describe('an error status', () => {
  test.each([
    [400, 'HTTP_STATUS', false],
    [401, 'AUTH_REQUIRED', false],
    [403, 'HTTP_STATUS', false],
    [404, 'HTTP_STATUS', false],
    [407, 'HTTP_STATUS', false],
    [410, 'HTTP_STATUS', false],
    [412, 'HTTP_STATUS', true],
    [421, 'HTTP_STATUS', true],
    [429, 'HTTP_STATUS', true],
    [500, 'HTTP_STATUS', true],
    [502, 'HTTP_STATUS', true],
    [503, 'HTTP_STATUS', true],
    [504, 'HTTP_STATUS', true],
  ])('of %i is %s, its body no file', async (status, code, transient) => {
    server.serve('/file', { size, faults: () => ({ status, body: 'an error page' }) })
    const { outcome, part } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', transient, failure: { code, params: { status } } })
    expect(part).toBeNull()
    expect(await bench.files()).toEqual([])
    expect(server.requests).toHaveLength(1)
  })

  test.each([408, 412, 416, 421, 429, 500, 502, 503, 504])('of %i in the middle harms nothing that is there', async (status) => {
    server.serve('/file', { size, bytesPerSecond: 4_000_000 })
    const attemptId = bench.begin(server.url('/file'), { limits: single })
    await bench.received(attemptId, 500_000)
    bench.pool.stop(attemptId)
    const { part } = await bench.ended(attemptId)
    server.serve('/file', { size, faults: () => ({ status, body: 'x'.repeat(100_000) }) })
    const refused = await bench.fetch(server.url('/file'), { part })
    expect(refused.outcome).toMatchObject({ kind: 'failed', transient: true })
    expect(refused.part?.segments).toEqual(part?.segments)
    server.serve('/file', { size })
    expect(await persist('/file', { attempts: 1, part: refused.part })).toEqual({ attempts: 1, hasRestarted: false })
  })

  test('hands over how long the server wants to be left alone', async () => {
    server.serve('/file', { size, faults: () => ({ status: 503, headers: { 'retry-after': '7' } }) })
    expect((await bench.fetch(server.url('/file'))).outcome).toMatchObject({ retryAfterMs: 7_000 })
  })

  test('sends an episode to its mirrors, without the headers of its own host', async () => {
    const mirror = await FaultyServer.start()
    try {
      mirror.serve('/file', { size })
      const { outcome } = await bench.fetch(server.url('/gone'), {
        mirrors: [mirror.url('/file')],
        headers: { 'x-api-key': 'k' },
      })
      expect(outcome).toMatchObject({ kind: 'completed', fileName: 'file' })
      expect(server.requests[0]?.headers['x-api-key']).toBe('k')
      for (const request of mirror.requests) expect(request.headers['x-api-key']).toBeUndefined()
    } finally {
      await mirror.close()
    }
  })
})

describe('the connections to one host', () => {
  test('stay within the setting while some are given up for an episode that starts', async () => {
    await bench.renew({ maxConnectionsPerHost: 8 })
    const paths = ['/1', '/2', '/3', '/4', '/5']
    for (const path of paths) server.serve(path, { size: 20_000_000, bytesPerSecond: 1_000_000 })
    const first = bench.begin(server.url('/1'), { limits: { ...single, connections: 8 } })
    await bench.received(first, 500_000)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, server.openAnswers())
    }, 1)
    bench.pool.limit(first, { ...single, connections: 4 })
    const others = paths.slice(1).map((path) => bench.begin(server.url(path), { limits: single }))
    await Promise.all(others.map((attemptId) => bench.received(attemptId, 1)))
    clearInterval(watch)
    expect(most).toBe(8)
    for (const attemptId of [first, ...others]) bench.pool.stop(attemptId)
    await Promise.all([first, ...others].map((attemptId) => bench.ended(attemptId)))
  })
})
