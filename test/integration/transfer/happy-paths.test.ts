import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

setUpBench()

describe('a file from an honest server', () => {
  test('arrives exactly, over several connections, each byte asked for under If-Range', async () => {
    server.serve('/big.bin', { size: 9_000_001 })
    const { outcome, part } = await bench.fetch(server.url('/big.bin'))
    expect(outcome).toEqual({
      kind: 'completed',
      fileName: 'big.bin',
      bytesTotal: 9_000_001,
      skipped: false,
      actualChecksum: null,
    })
    expect(part?.segments).toEqual([{ start: 0, end: 9_000_000, done: 9_000_001 }])
    expect((await bench.read('big.bin')).equals(server.content('/big.bin'))).toBe(true)
    const [first, ...others] = server.requestsTo('/big.bin')
    expect(first?.headers.range).toBe('bytes=0-')
    expect(first?.headers['accept-encoding']).toBe('identity')
    expect(others.length).toBeGreaterThanOrEqual(3)
    for (const request of others) expect(request.headers['if-range']).toBe('"1-9000001"')
    expect(server.maxConnections('/big.bin')).toBeLessThanOrEqual(4)
  })

  test('is reported as placed before anything of it is on disk', async () => {
    server.serve('/a.bin', { size: 1_000 })
    bench.onPlaced = () => false
    const attemptId = bench.begin(server.url('/a.bin'))
    const placed = await bench.until((report) => (report.kind === 'placed' ? report.part : null))
    expect(placed).toMatchObject({ fileName: 'a.bin', bytesTotal: 1_000, segments: [], contentType: 'application/octet-stream' })
    expect(await bench.files()).toEqual([])
    bench.pool.keep(attemptId)
    expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
    // The part file stays as a second link until the queue has made the end durable.
    expect(await bench.files()).toEqual(['a.bin', 'a.bin.part'])
  })

  describe('that is small', () => {
    const told = (kind: 'placed' | 'verifying') => bench.until((report) => (report.kind === kind ? report : null))
    const bytesHere = async () => (await bench.files()).length

    test('needs its connection no more while its name is being kept, and is written after that', async () => {
      server.serve('/a.bin', { size: 65_536 })
      server.serve('/b.bin', { size: 100_000 })
      bench.onPlaced = () => false
      const first = bench.begin(server.url('/a.bin'))
      await told('verifying')
      const second = bench.begin(server.url('/b.bin'))
      await bench.until((report) => (report.kind === 'verifying' && report.attemptId === second ? report : null))
      expect(await bytesHere()).toBe(0)
      for (const attemptId of [first, second]) bench.pool.keep(attemptId)
      for (const attemptId of [first, second]) expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
      for (const name of ['a.bin', 'b.bin']) expect((await bench.read(name)).equals(server.content(`/${name}`))).toBe(true)
    })

    test('and comes slowly goes on where it is once its name is kept', async () => {
      server.serve('/a.bin', { size: 60_000, bytesPerSecond: 100_000, pieceMs: 20 })
      const { outcome } = await bench.fetch(server.url('/a.bin'))
      expect(outcome.kind).toBe('completed')
      expect((await bench.read('a.bin')).equals(server.content('/a.bin'))).toBe(true)
      expect(server.requestsTo('/a.bin')).toHaveLength(1)
      expect(bench.reports.some(({ kind }) => kind === 'progress')).toBe(true)
    })

    test('leaves nothing behind where it is stopped before its name is kept', async () => {
      server.serve('/a.bin', { size: 5_000 })
      bench.onPlaced = () => false
      const attemptId = bench.begin(server.url('/a.bin'))
      await told('verifying')
      bench.pool.stop(attemptId)
      expect((await bench.ended(attemptId)).outcome.kind).toBe('stopped')
      expect(await bytesHere()).toBe(0)
    })

    test('keeps to a speed limit', async () => {
      server.serve('/a.bin', { size: 60_000 })
      const limits = { connections: 1, episodeSpeedLimit: 100_000, jobSpeedLimit: 0 }
      bench.onPlaced = () => false
      const attemptId = bench.begin(server.url('/a.bin'), { limits })
      await told('placed')
      await sleep(100)
      expect(bench.reports.some(({ kind }) => kind === 'verifying')).toBe(false)
      bench.pool.keep(attemptId)
      expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
    })
  })

  test.each([0, 1, 65_536, 1_048_575, 2_097_152])('of %i bytes is exact', async (size) => {
    server.serve('/file', { size })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({ kind: 'completed', bytesTotal: size })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('of a size that nobody tells is exact', async () => {
    server.serve('/chunked', { size: 3_000_000, chunked: true, ranges: false, etag: null })
    const { outcome } = await bench.fetch(server.url('/chunked'))
    expect(outcome).toMatchObject({ kind: 'completed', bytesTotal: 3_000_000 })
    expect((await bench.read('chunked')).equals(server.content('/chunked'))).toBe(true)
    expect(server.maxConnections('/chunked')).toBe(1)
  })

  test('that ends with its connection is exact', async () => {
    server.serve('/old', { size: 200_000, ranges: false, faults: [{ contentLength: null }] })
    expect((await bench.fetch(server.url('/old'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: 200_000 })
    expect((await bench.read('old')).equals(server.content('/old'))).toBe(true)
  })

  test('without ranges or without a strong validator comes over one connection', async () => {
    server.serve('/plain', { size: 5_000_000, ranges: false })
    server.serve('/weak', { size: 5_000_000, etag: 'W/"x"' })
    await Promise.all([bench.fetch(server.url('/plain')), bench.fetch(server.url('/weak'))])
    for (const path of ['plain', 'weak']) {
      expect(server.requestsTo(`/${path}`)).toHaveLength(1)
      expect((await bench.read(path)).equals(server.content(`/${path}`))).toBe(true)
    }
  })

  test('gets the permissions of an ordinary file only when it is done', async () => {
    server.serve('/mode', { size: 3_000_000, bytesPerSecond: 4_000_000 })
    const attemptId = bench.begin(server.url('/mode'), { limits: { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 } })
    await bench.received(attemptId, 1)
    expect((await stat(join(bench.directory, 'mode.part'))).mode & 0o777).toBe(0o600)
    await bench.ended(attemptId)
    expect((await stat(join(bench.directory, 'mode'))).mode & 0o777).toBe(0o666 & ~process.umask())
  })

  test('is checked against its digest', async () => {
    server.serve('/sum', { size: 9_000_000 })
    const expected = createHash('sha256').update(server.content('/sum')).digest('hex')
    const right = await bench.fetch(server.url('/sum'), { checksum: { algorithm: 'sha-256', expected: expected.toUpperCase() } })
    expect(right.outcome).toMatchObject({ kind: 'completed', actualChecksum: expected })
    expect(bench.kindsOf(right.attemptId)).toEqual(['opened', 'placed', 'verifying', 'ended'])
    const wrong = await bench.fetch(server.url('/sum'), { checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) } })
    expect(wrong.outcome).toMatchObject({
      kind: 'failed',
      transient: false,
      actualChecksum: expected,
      failure: { code: 'CHECKSUM_MISMATCH', params: { algorithm: 'sha-256', actual: expected } },
    })
    // Nothing of the wrong bytes is kept as good ones, and no file of that name appears.
    expect(wrong.part?.segments).toEqual([{ start: 0, end: 8_999_999, done: 0 }])
    expect(await bench.files()).not.toContain('sum (1)')
  })
})
