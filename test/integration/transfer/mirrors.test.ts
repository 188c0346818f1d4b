import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer } from '../../support/faulty-server.ts'

const size = 12_000_000
const file = { size, bytesPerSecond: 6_000_000 }
const four = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }

setUpBench({ stallTimeoutMs: 1_000 })

let mirror: FaultyServer
beforeEach(async () => {
  mirror = await FaultyServer.start()
})
afterEach(() => mirror.close())

const dropped = () => bench.reports.filter((report) => report.kind === 'mirrorDropped')
const isExact = async () => (await bench.read('file')).equals(server.content('/file'))

test('two places that serve the same file share its segments', async () => {
  server.serve('/file', file)
  mirror.serve('/file', file)
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors: [mirror.url('/file')], limits: four })
  expect(outcome).toMatchObject({ kind: 'completed', bytesTotal: size })
  expect(await isExact()).toBe(true)
  expect(mirror.bytesSent()).toBeGreaterThan(size / 4)
  expect(server.bytesSent()).toBeGreaterThan(size / 4)
  expect(dropped()).toEqual([])
})

test('a mirror with a file of another size, or with one that cannot be proved the same, is named and left', async () => {
  server.serve('/file', file)
  mirror.serve('/longer', { ...file, size: size + 1 })
  mirror.serve('/other', { ...file, seed: 9 })
  mirror.serve('/weak', { ...file, etag: 'W/"1"' })
  const mirrors = ['/longer', '/other', '/weak'].map((path) => mirror.url(path))
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors, limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(dropped()).toHaveLength(3)
  for (const report of dropped()) expect(report).toMatchObject({ failure: { code: 'CONTENT_CHANGED' } })
})

test('a digest of the whole proves mirrors that have validators of their own', async () => {
  server.serve('/file', file)
  mirror.serve('/file', { ...file, etag: '"its-own"' })
  const expected = createHash('sha256').update(server.content('/file')).digest('hex')
  const { outcome } = await bench.fetch(server.url('/file'), {
    mirrors: [mirror.url('/file')],
    checksum: { algorithm: 'sha-256', expected },
    limits: four,
  })
  expect(outcome).toMatchObject({ kind: 'completed', actualChecksum: expected })
  expect(mirror.bytesSent()).toBeGreaterThan(size / 4)
})

test('a place that dies in the middle is left, and the others bring the rest', async () => {
  server.serve('/file', { ...file, faults: () => ({ cutAfter: 500_000 }) })
  mirror.serve('/file', file)
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors: [mirror.url('/file')], limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(dropped()).toMatchObject([{ failure: { code: 'NETWORK' } }])
})

test('a mirror that refuses is left after one request', async () => {
  server.serve('/file', file)
  mirror.serve('/file', { ...file, faults: () => ({ status: 403 }) })
  const { outcome } = await bench.fetch(server.url('/file'), { mirrors: [mirror.url('/file')], limits: four })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(dropped()).toHaveLength(1)
  expect(mirror.requests).toHaveLength(1)
})

test('with one connection an episode moves on to its mirror where its own place breaks off', async () => {
  server.serve('/file', { ...file, faults: () => ({ cutAfter: 500_000 }) })
  mirror.serve('/file', file)
  const { outcome } = await bench.fetch(server.url('/file'), {
    mirrors: [mirror.url('/file')],
    limits: { ...four, connections: 1 },
  })
  expect(outcome).toMatchObject({ kind: 'completed' })
  expect(await isExact()).toBe(true)
  expect(mirror.requests.length).toBeGreaterThan(0)
})
