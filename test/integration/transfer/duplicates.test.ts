import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer } from '../../support/faulty-server.ts'

const size = 16_000_000
const file = { size, bytesPerSecond: 12_000_000 }
const four = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }

setUpBench({ stallTimeoutMs: 2_000 })

let mirror: FaultyServer
beforeEach(async () => {
  mirror = await FaultyServer.start()
  mirror.serve('/file', { ...file, etag: '"own"' })
  server.serve('/file', file)
})
afterEach(() => mirror.close())

const digestOf = (bytes: Buffer) => `SHA-256=${createHash('sha256').update(bytes).digest('base64')}`
const link = (...urls: string[]) => urls.map((url) => `<${url}>; rel=duplicate`).join(', ')
const isExact = async () => (await bench.read('file')).equals(server.content('/file'))

/** The file with these heads. */
function serveWith(headers: Readonly<Record<string, string>>): void {
  server.serve('/file', { ...file, headers })
}

test('a large file whose server names its digest and a duplicate comes from both', async () => {
  serveWith({ digest: digestOf(server.content('/file')), link: link(mirror.url('/file')) })
  const headers = { 'x-api-key': 'secret' }
  const { outcome } = await bench.fetch(server.url('/file'), { limits: four, headers, sessionId: null })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.bytesSent()).toBeGreaterThan(1_000_000)
  for (const request of mirror.requests) expect(request.headers).not.toHaveProperty('x-api-key')
  expect(mirror.maxAnswersAtOnce).toBe(1)
})

test('without a digest of the whole, or for a small file, a duplicate is not asked', async () => {
  serveWith({ link: link(mirror.url('/file')) })
  await bench.fetch(server.url('/file'), { limits: four })
  server.serve('/small', {
    size: 2_500_000,
    headers: { digest: digestOf(server.content('/file', 0, 2_500_000)), link: link(mirror.url('/file')) },
  })
  const { outcome } = await bench.fetch(server.url('/small'), { limits: four })
  expect(outcome.kind).toBe('completed')
  expect(mirror.requests).toEqual([])
})

test('a redirect that names the digest and duplicates counts for the file it leads to', async () => {
  const sha = digestOf(server.content('/file'))
  const head = `HTTP/1.1 302 Found\r\nlocation: ${server.url('/file')}\r\ndigest: ${sha}\r\nlink: ${link(mirror.url('/file'))}\r\ncontent-length: 0\r\n\r\n`
  server.serve('/download', { size: 1, faults: () => ({ raw: head, rawEnd: 'close' }) })
  const { outcome } = await bench.fetch(server.url('/download'), { limits: four, wantedName: 'file' })
  expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: Buffer.from(sha.slice(8), 'base64').toString('hex') })
  expect(mirror.bytesSent()).toBeGreaterThan(1_000_000)
})

test('a duplicate that is gone, or has another file, is left without a word and without harm', async () => {
  mirror.serve('/other', { ...file, size: size + 1 })
  serveWith({ digest: digestOf(server.content('/file')), link: link(mirror.url('/gone'), mirror.url('/other')) })
  const { outcome } = await bench.fetch(server.url('/file'), { limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.requestsTo('/gone')).toHaveLength(1)
  expect(bench.reports.filter(({ kind }) => kind === 'mirrorDropped')).toEqual([])
})

test('a duplicate with a wrong file shows in the digest, and the next attempt asks its own address alone', async () => {
  mirror.serve('/file', { ...file, seed: 5 })
  serveWith({ digest: digestOf(server.content('/file')), link: link(mirror.url('/file')) })
  const first = await bench.fetch(server.url('/file'), { limits: four })
  expect(first.outcome).toMatchObject({ kind: 'failed', failure: { code: 'CHECKSUM_MISMATCH' } })
  const asked = mirror.requests.length
  const { outcome } = await bench.fetch(server.url('/file'), { limits: four, isAlone: true, part: first.part })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.requests).toHaveLength(asked)
})

test('an address that is refused to servers is refused to duplicates', async () => {
  await bench.renew({ stallTimeoutMs: 2_000, ownAddresses: [`127.0.0.1:${mirror.port}`] })
  serveWith({ digest: digestOf(server.content('/file')), link: link(mirror.url('/file')) })
  const { outcome } = await bench.fetch(server.url('/file'), { limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(mirror.requests).toEqual([])
})

test('what a duplicate names itself is not asked', async () => {
  const third = await FaultyServer.start()
  mirror.serve('/file', { ...file, etag: '"own"', headers: { link: link(third.url('/file')) } })
  serveWith({ digest: digestOf(server.content('/file')), link: link(mirror.url('/file')) })
  const { outcome } = await bench.fetch(server.url('/file'), { limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(third.requests).toEqual([])
  await third.close()
})
