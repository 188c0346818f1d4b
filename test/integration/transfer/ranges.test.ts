import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

const size = 6_000_000
setUpBench({ stallTimeoutMs: 1_000 })

async function expectExact(path: string, requestsAtMost: number) {
  const { outcome, attemptId } = await bench.fetch(server.url(path))
  expect(outcome).toMatchObject({ kind: 'completed', bytesTotal: server.content(path).length })
  expect((await bench.read(path.slice(1))).equals(server.content(path))).toBe(true)
  expect(server.requestsTo(path).length).toBeLessThanOrEqual(requestsAtMost)
  return bench.kindsOf(attemptId)
}

describe('a wrong 206 at the beginning', () => {
  test.each([
    ['another offset', { send: { start: 500, end: null } }],
    ['no Content-Range', { contentRange: null }],
    ['an invalid Content-Range', { contentRange: 'bytes 0-x/6000000' }],
    ['an unknown unit', { contentRange: `lines 0-${size - 1}/${size}` }],
    ['a range beyond its total', { contentRange: `bytes 0-${size - 1}/100` }],
    ['no total', { contentRange: `bytes 0-${size - 1}/*` }],
    ['several parts', { headers: { 'content-type': 'multipart/byteranges; boundary=x' } }],
    ['a content coding', { headers: { 'content-encoding': 'gzip' } }],
    ['another length than its range', { contentLength: '1000' }],
  ])('with %s is asked for once more', async (_, fault) => {
    server.serve('/file', { size, faults: [fault] })
    await expectExact('/file', 8)
    expect(server.requestsTo('/file')[1]?.headers.range).toBe('bytes=0-')
  })

  test('that stays wrong is done without', async () => {
    server.serve('/file', { size, faults: ({ range }) => (range ? { send: { start: range.start + 9, end: null } } : undefined) })
    await expectExact('/file', 3)
    expect(server.requestsTo('/file')[2]?.headers.range).toBeUndefined()
  })

  test('with a total beyond the end of the file is found out, and the file is exact', async () => {
    server.serve('/file', { size, faults: [{ contentRange: `bytes 0-${size - 1}/${size + 500}` }] })
    await expectExact('/file', 16)
  })

  test('that comes whatever is asked is a RANGE_MISMATCH after few requests', async () => {
    server.serve('/file', { size, faults: () => ({ send: { start: 5, end: null } }) })
    const { outcome, part } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'RANGE_MISMATCH' } })
    expect(part).toBeNull()
    expect(server.requests.length).toBeLessThanOrEqual(4)
  })
})

describe('a wrong answer to a later segment', () => {
  const later = (fault: object) => (request: { numberOfPath: number }) => (request.numberOfPath > 0 ? fault : undefined)

  test.each([
    ['another offset', { send: { start: 77, end: 2_000_000 } }],
    ['another total', { contentRange: 'bytes 1500000-2999999/7000000' }],
    ['no Content-Range', { contentRange: null }],
    ['an invalid Content-Range', { contentRange: 'bytes 1-x/6000000' }],
    ['an unknown unit', { contentRange: `lines 0-9/${size}` }],
    ['several parts', { headers: { 'content-type': 'multipart/byteranges; boundary=x' } }],
    ['a content coding', { headers: { 'content-encoding': 'gzip' } }],
    ['another length than its range', { contentLength: '1000' }],
    ['200 and the same file', { ignoreRange: true }],
    ['404', { status: 404 }],
    ['403', { status: 403 }],
    ['416', { status: 416, headers: { 'content-range': `bytes */${size}` } }],
    ['416 without a length', { status: 416 }],
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['503', { status: 503 }],
    ['a reset', { dieBeforeHead: 'reset' as const }],
  ])('with %s leaves the rest to the connection that delivers', async (_, fault) => {
    server.serve('/file', { size, bytesPerSecond: 6_000_000, faults: later(fault) })
    expect(await expectExact('/file', 24)).not.toContain('restarted')
  })

  test('that was refused once is asked for again', async () => {
    server.serve('/file', { size: 16_000_000, bytesPerSecond: 1_200_000, faults: [undefined, { status: 404 }, { status: 503 }] })
    await expectExact('/file', 12)
    expect(server.maxConnections('/file')).toBeGreaterThanOrEqual(3)
  })

  test.each([
    [
      'shorter',
      ({ range }: { range: { start: number } | null }) =>
        range ? { send: { start: range.start, end: range.start + 700_000 } } : undefined,
    ],
    [
      'longer',
      ({ range }: { range: { start: number } | null }) => (range ? { send: { start: range.start, end: size - 1 } } : undefined),
    ],
    [
      'silent about the total',
      ({ range, numberOfPath }: { range: { start: number; end: number | null } | null; numberOfPath: number }) =>
        range && numberOfPath > 0 ? { contentRange: `bytes ${range.start}-${range.end ?? size - 1}/*` } : undefined,
    ],
  ])('that is %s, compared with what was asked, is used', async (_, faults) => {
    server.serve('/file', { size, faults })
    expect(await expectExact('/file', 20)).not.toContain('restarted')
  })

  test('of another version is never combined with the first', async () => {
    let version = 1
    server.serve('/file', {
      size,
      bytesPerSecond: 8_000_000,
      faults: ({ numberOfPath }) => {
        if (numberOfPath === 2) version = 2
        return { file: { seed: version } }
      },
    })
    const { outcome, attemptId } = await bench.fetch(server.url('/file'))
    expect(outcome.kind).toBe('completed')
    expect(bench.kindsOf(attemptId)).toContain('restarted')
    server.serve('/file', { size, seed: 2 })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('from a server that ignores If-Range is recognised by its ETag', async () => {
    server.serve('/file', {
      size,
      bytesPerSecond: 8_000_000,
      faults: ({ numberOfPath, range }) => {
        if (numberOfPath === 1) return { status: 206, send: range ?? { start: 0, end: null }, file: { seed: 2 } }
        return numberOfPath > 1 ? { file: { seed: 2 } } : undefined
      },
    })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome.kind).toBe('completed')
    server.serve('/file', { size, seed: 2 })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('from a file that changes all the time is CONTENT_CHANGED after few requests', async () => {
    server.serve('/file', { size, bytesPerSecond: 8_000_000, faults: ({ number }) => ({ file: { seed: number + 10 } }) })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'CONTENT_CHANGED' } })
    expect(server.requests.length).toBeLessThan(30)
  })
})

describe('a 416 on a resume', () => {
  test.each([
    ['the right length', { 'content-range': `bytes */${size}` }],
    ['a wrong length', { 'content-range': 'bytes */77' }],
    ['no length', {}],
  ])('with %s is followed by the whole file, under the bytes that are there', async (_, headers) => {
    server.serve('/file', { size, bytesPerSecond: 6_000_000 })
    const attemptId = bench.begin(server.url('/file'), { limits: { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 } })
    await bench.received(attemptId, 1_000_000)
    bench.pool.stop(attemptId)
    const { part } = await bench.ended(attemptId)
    server.serve('/file', { size, faults: ({ range }) => (range ? { status: 416, headers } : undefined) })
    const { outcome } = await bench.fetch(server.url('/file'), { part })
    expect(outcome).toMatchObject({ kind: 'completed', bytesTotal: size })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    expect(server.requests.length).toBeLessThan(8)
  })
})

describe('ranges', () => {
  test('refused with 416 at the beginning are done without', async () => {
    server.serve('/file', { size: 0 })
    await expectExact('/file', 2)
    server.serve('/odd', { size: 50_000, faults: ({ range }) => (range ? { status: 416 } : undefined) })
    await expectExact('/odd', 2)
  })

  test('are not asked for with a date that may be too young', async () => {
    const now = new Date().toUTCString()
    server.serve('/young', { size, etag: null, lastModified: now, headers: { date: now } })
    server.serve('/old', { size, etag: null, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' })
    await expectExact('/young', 1)
    await expectExact('/old', 8)
    expect(server.requestsTo('/old')[1]?.headers['if-range']).toBe('Mon, 01 Jan 2024 00:00:00 GMT')
  })

  test('that are served once and never again, in chunks of unknown length, cost few requests', async () => {
    server.serve('/file', {
      size: 211_111,
      ranges: false,
      chunked: true,
      bytesPerSecond: 1_000_000,
      faults: [{ send: { start: 0, end: 99 } }],
    })
    await expectExact('/file', 4)
  })

  test.each([
    ['503', { status: 503 }],
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['a reset', { dieBeforeHead: 'reset' as const }],
  ])('are served to no more connections than the server takes before it answers with %s', async (_, overload) => {
    server.serve('/file', { size: 8_000_000, bytesPerSecond: 3_000_000, maxConnections: 2, overload })
    await expectExact('/file', 24)
  })

  test('are used where they are served without a word about it', async () => {
    server.serve('/file', { size: 8_000_000, bytesPerSecond: 1_500_000, faults: () => ({ headers: { 'accept-ranges': null } }) })
    await expectExact('/file', 24)
    expect(server.maxConnections('/file')).toBeGreaterThan(1)
  })

  test('that are promised and never served cost one request and no restart', async () => {
    server.serve('/file', { size, faults: () => ({ ignoreRange: true }) })
    expect(await expectExact('/file', 1)).not.toContain('restarted')
  })

  test('that stop being served halfway leave the file exact', async () => {
    server.serve('/file', {
      size: 8_000_000,
      bytesPerSecond: 3_000_000,
      faults: ({ numberOfPath }) => (numberOfPath >= 2 ? { ignoreRange: true } : { cutAfter: 1_500_000 }),
    })
    expect(await expectExact('/file', 24)).not.toContain('restarted')
  })
})
