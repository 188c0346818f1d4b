import { createHash } from 'node:crypto'
import { crc32, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

setUpBench()

const size = 3_000_000
const digestOf = (path: string, algorithm: string, encoding: 'base64' | 'hex') =>
  createHash(algorithm).update(server.content(path)).digest(encoding)

/** Serves a file whose heads name digests; `right` of the file, or of something else. */
function serveWith(
  headers: (base64: (algorithm: string) => string) => Record<string, string>,
  isRight = true,
  more: object = {},
) {
  server.serve('/file', { size })
  const base64 = (algorithm: string) =>
    isRight ? digestOf('/file', algorithm, 'base64') : createHash(algorithm).update('other').digest('base64')
  server.serve('/file', { size, headers: headers(base64), ...more })
}

describe.each([
  ['Repr-Digest', 'sha-512', (base64) => ({ 'repr-digest': `sha-512=:${base64('sha512')}:` })],
  ['Content-Digest', 'sha-256', (base64) => ({ 'content-digest': `sha-256=:${base64('sha256')}:` })],
  ['Digest', 'sha-1', (base64) => ({ digest: `sha=${base64('sha1')}` })],
  ['Content-MD5', 'md5', (base64) => ({ 'content-md5': base64('md5') })],
] satisfies [string, string, Parameters<typeof serveWith>[0]][])('%s', (_name, algorithm, headers) => {
  test.each([true, false])('is checked where nobody expects another digest (ranges: %s)', async (ranges) => {
    serveWith(headers, true, { ranges })
    const { outcome, part } = await bench.fetch(server.url('/file'))
    const expected = digestOf('/file', algorithm.replace('sha-', 'sha'), 'hex')
    expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: expected })
    expect(part?.toldChecksum).toEqual({ algorithm, expected })
  })

  test('that does not fit the file is a CHECKSUM_MISMATCH with both digests', async () => {
    serveWith(headers, false)
    const actual = digestOf('/file', algorithm.replace('sha-', 'sha'), 'hex')
    const { outcome, part } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'CHECKSUM_MISMATCH', params: { algorithm, actual } },
      actualChecksum: actual,
    })
    expect(part?.toldChecksum?.algorithm).toBe(algorithm)
    expect(await bench.files()).toEqual(['file.part'])
  })

  test('gives way to the digest that the user expects', async () => {
    serveWith(headers, false)
    const expected = digestOf('/file', 'sha256', 'hex')
    const { outcome } = await bench.fetch(server.url('/file'), { checksum: { algorithm: 'sha-256', expected } })
    expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: expected })
  })
})

test('a digest that the server named is kept over a stop, and checked at the end', async () => {
  serveWith((base64) => ({ 'repr-digest': `sha-256=:${base64('sha256')}:` }), false, { bytesPerSecond: 3_000_000 })
  const attemptId = bench.begin(server.url('/file'))
  await bench.received(attemptId, 500_000)
  bench.pool.stop(attemptId)
  const { part } = await bench.ended(attemptId)
  server.serve('/file', { size })
  const { outcome } = await bench.fetch(server.url('/file'), { part })
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'CHECKSUM_MISMATCH' } })
})

test('a digest of the file as it was does not hold for the one that took its place', async () => {
  serveWith((base64) => ({ 'repr-digest': `sha-256=:${base64('sha256')}:` }), true, { bytesPerSecond: 3_000_000 })
  const attemptId = bench.begin(server.url('/file'))
  await bench.received(attemptId, 500_000)
  bench.pool.stop(attemptId)
  const { part } = await bench.ended(attemptId)
  server.serve('/file', { size, seed: 8 })
  const { outcome, part: after } = await bench.fetch(server.url('/file'), { part })
  expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: null })
  expect(after?.toldChecksum).toBeNull()
})

test('a digest of coded bytes says nothing about the decoded file', async () => {
  const content = gzipSync('plain')
  const told = createHash('sha256').update(content).digest('base64')
  const headers = { 'content-encoding': 'gzip', 'repr-digest': `sha-256=:${told}:`, digest: `sha-256=${told}` }
  server.serve('/plain', { size: content.length, content, ranges: false, headers })
  expect((await bench.fetch(server.url('/plain'))).outcome).toMatchObject({ kind: 'completed', actualChecksum: null })
  expect((await bench.read('plain')).toString()).toBe('plain')
})

test.each([1, 4])('the digests of all blocks are told with the last word, over %i connections', async (connections) => {
  const blockBytes = 4_194_304
  const bytes = 3 * blockBytes + 99
  server.serve('/file', { size: bytes, bytesPerSecond: 20_000_000 })
  const { outcome, blockDigests } = await bench.fetch(server.url('/file'), {
    limits: { connections, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
  })
  expect(outcome.kind).toBe('completed')
  const content = server.content('/file')
  const found = Array.from({ length: 4 }, (_, number) => Buffer.from(blockDigests ?? []).readUInt32LE(4 * number))
  expect(found).toEqual([0, 1, 2, 3].map((number) => crc32(content.subarray(number * blockBytes, (number + 1) * blockBytes))))
})
