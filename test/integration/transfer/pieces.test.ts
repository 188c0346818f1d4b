import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PieceDigests } from '../../../src-preload/contract/index.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer, type SeenRequest } from '../../support/faulty-server.ts'

const size = 12_000_000
const length = 1_000_000
const file = { size, bytesPerSecond: 24_000_000 }
const four = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const one = { ...four, connections: 1 }

setUpBench({ stallTimeoutMs: 2_000 })

let mirror: FaultyServer
beforeEach(async () => {
  mirror = await FaultyServer.start()
  server.serve('/file', file)
})
afterEach(() => mirror.close())

const hex = (bytes: Buffer, algorithm: string) => createHash(algorithm).update(bytes).digest('hex')

function piecesOf(content: Buffer, pieceBytes = length): PieceDigests {
  const digests = Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_, piece) =>
    hex(content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes), 'sha1'),
  )
  return { algorithm: 'sha-1', length: pieceBytes, digests }
}

/** The file with one byte of each of these pieces turned. */
function damaged(pieces: readonly number[], pieceBytes = length): Buffer {
  const content = server.content('/file')
  for (const piece of pieces) {
    const at = piece * pieceBytes + pieceBytes / 2
    content.writeUInt8(content.readUInt8(at) ^ 0xff, at)
  }
  return content
}

const dropped = () => bench.reports.flatMap((report) => (report.kind === 'mirrorDropped' ? [report.host] : []))
const hostOf = (place: FaultyServer) => new URL(place.url('/')).host
const isExact = async () => (await bench.read('file')).equals(server.content('/file'))
const again = (request: SeenRequest) => request.numberOfPath > 0

test('a piece that came damaged is fetched again alone', async () => {
  const content = damaged([7])
  server.serve('/file', { ...file, faults: (request) => (again(request) ? undefined : { file: { content } }) })
  const { outcome } = await bench.fetch(server.url('/file'), { pieces: piecesOf(server.content('/file')), limits: one })
  expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: null })
  expect(await isExact()).toBe(true)
  const [, repeat, ...others] = server.requestsTo('/file')
  expect(repeat?.range).toEqual({ start: 7_000_000, end: 7_999_999 })
  expect(others).toEqual([])
  expect(bench.reports.some(({ kind }) => kind === 'restarted')).toBe(false)
})

test('pieces that several connections brought are found, and neighbours are one request', async () => {
  const content = damaged([3, 4, 9])
  const pieces = piecesOf(server.content('/file'))
  const hasSentAll = () => server.bytesSent() >= size
  server.serve('/file', { ...file, faults: () => (hasSentAll() ? undefined : { file: { content } }) })
  const expected = hex(server.content('/file'), 'sha256')
  const checksum = { algorithm: 'sha-256', expected } as const
  const { outcome, blockDigests } = await bench.fetch(server.url('/file'), { pieces, checksum, limits: four })
  expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: expected })
  expect(await isExact()).toBe(true)
  const ranges = server.requestsTo('/file').map(({ range }) => range)
  expect(ranges).toContainEqual({ start: 3_000_000, end: 4_999_999 })
  expect(ranges).toContainEqual({ start: 9_000_000, end: 9_999_999 })
  const finding = await bench.pool.check(
    { path: `${bench.directory}/file`, bytesTotal: size, checksum, blockDigests },
    new AbortController().signal,
  )
  expect(finding.kind).toBe('ok')
})

test('a mirror that damages is dropped by name, and the others bring what it should have brought', async () => {
  const pieces = piecesOf(server.content('/file'))
  mirror.serve('/file', { ...file, etag: '"own"', content: damaged([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) })
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors: [mirror.url('/file')], pieces, limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.bytesSent()).toBeGreaterThan(0)
  expect(dropped()).toEqual([hostOf(mirror)])
  const [notice] = bench.reports.filter((report) => report.kind === 'mirrorDropped')
  expect(notice).toMatchObject({ failure: { code: 'CHECKSUM_MISMATCH' } })
})

test('an own address that damages is dropped as well, and a mirror brings the file', async () => {
  const pieces = piecesOf(server.content('/file'))
  const right = server.content('/file')
  server.serve('/file', { ...file, content: damaged([1, 5, 10]), etag: '"damaged"' })
  mirror.serve('/file', { ...file, content: right, etag: '"right"' })
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors: [mirror.url('/file')], pieces, limits: one })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect((await bench.read('file')).equals(right)).toBe(true)
  expect(dropped()).toEqual([hostOf(server)])
})

test('of a piece that two places brought it is found out who of them lied', async () => {
  const pieces = piecesOf(server.content('/file'), size)
  // Only bytes of the second half are damaged, which is not where the first place begins.
  mirror.serve('/file', { ...file, etag: '"own"', content: damaged([6, 7, 8, 9, 10, 11]) })
  const { outcome } = await bench.fetch(server.url('/file'), {
    mirrors: [mirror.url('/file')],
    pieces,
    limits: { ...four, connections: 2 },
  })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(dropped()).toEqual([hostOf(mirror)])
})

test('a repair that is interrupted goes on where it was, and what was right stays', async () => {
  const content = damaged([2, 8])
  const pieces = piecesOf(server.content('/file'))
  server.serve('/file', {
    ...file,
    faults: (request) => (again(request) ? { bytesPerSecond: 100_000 } : { file: { content } }),
  })
  const attemptId = bench.begin(server.url('/file'), { pieces, limits: one })
  await bench.until(() => (server.requestsTo('/file').length > 1 ? true : null))
  bench.pool.stop(attemptId)
  const { part, blockDigests, outcome } = await bench.ended(attemptId)
  expect(outcome.kind).toBe('stopped')
  const done = part?.segments.reduce((sum, mark) => sum + mark.done, 0) ?? 0
  expect(done).toBeGreaterThanOrEqual(10_000_000)
  expect(done).toBeLessThan(11_500_000)
  server.serve('/file', file)
  const before = server.bytesSent()
  const resumed = await bench.fetch(server.url('/file'), { pieces, limits: one, part, blockDigests })
  expect(resumed.outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(server.bytesSent() - before).toBeLessThanOrEqual(size - done + 300_000)
})

test('where nobody has a piece as it should be, the failure says so, and what is right is kept', async () => {
  server.serve('/file', { ...file, content: damaged([4]), etag: '"damaged"' })
  const right = Buffer.from(server.content('/file'))
  right.writeUInt8(right.readUInt8(4_500_000) ^ 0xff, 4_500_000)
  const { outcome, part } = await bench.fetch(server.url('/file'), { pieces: piecesOf(right), limits: four })
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'CHECKSUM_MISMATCH', params: { pieces: 1 } } })
  expect(part?.segments).toEqual([
    { start: 0, end: 4_999_999, done: 4_000_000 },
    { start: 5_000_000, end: 11_999_999, done: 7_000_000 },
  ])
  expect(server.requestsTo('/file').length).toBeLessThan(12)
  expect(await bench.files()).toEqual(['file.part'])
})

test('a server without ranges is asked for the whole again, and brings it', async () => {
  const content = damaged([7])
  const slow = { ...file, ranges: false }
  server.serve('/file', { ...slow, faults: (request) => (again(request) ? undefined : { file: { content } }) })
  const { outcome } = await bench.fetch(server.url('/file'), { pieces: piecesOf(server.content('/file')), limits: one })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
})

test('a file with another number of pieces is refused before its first byte, and a mirror may have the right one', async () => {
  const pieces = piecesOf(server.content('/file'))
  server.serve('/longer', { ...file, size: size + length })
  const alone = await bench.fetch(server.url('/longer'), { pieces })
  expect(alone.outcome).toMatchObject({ kind: 'failed', failure: { code: 'SIZE_MISMATCH' } })
  expect(await bench.files()).toEqual([])
  const { outcome } = await bench.fetch(server.url('/longer'), { pieces, mirrors: [server.url('/file')], wantedName: 'file' })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
})

test('where all pieces are right but the digest of the whole is another, the file is not what was expected', async () => {
  const checksum = { algorithm: 'sha-256', expected: 'a'.repeat(64) } as const
  const { outcome, part } = await bench.fetch(server.url('/file'), { pieces: piecesOf(server.content('/file')), checksum })
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'CHECKSUM_MISMATCH', params: { algorithm: 'sha-256' } } })
  expect(part?.segments.every(({ done }) => done === 0)).toBe(true)
})

test('mirrors with validators of their own share a file whose pieces are known', async () => {
  mirror.serve('/file', { ...file, etag: '"own"' })
  const { outcome } = await bench.fetch(server.url('/file'), {
    mirrors: [mirror.url('/file')],
    pieces: piecesOf(server.content('/file')),
    limits: four,
  })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.bytesSent()).toBeGreaterThan(size / 4)
  expect(dropped()).toEqual([])
})

test('a part of which nothing proves the validator is gone on with by its pieces', async () => {
  const pieces = piecesOf(server.content('/file'))
  server.serve('/file', { ...file, etag: '"before"' })
  const attemptId = bench.begin(server.url('/file'), { pieces, limits: one })
  await bench.received(attemptId, 5_000_000)
  bench.pool.stop(attemptId)
  const { part, blockDigests } = await bench.ended(attemptId)
  server.serve('/file', { ...file, etag: '"after"' })
  const before = server.bytesSent()
  const { outcome } = await bench.fetch(server.url('/file'), { pieces, limits: one, part, blockDigests })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(server.bytesSent() - before).toBeLessThan(7_500_000)
})
