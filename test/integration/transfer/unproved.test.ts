import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import type { FileScript, SeenRequest } from '../../support/faulty-server.ts'
import { persist } from '../../support/persist.ts'

const size = 3_000_000
const overlap = 65_536
const youngDate = 'Mon, 01 Jan 2024 00:00:00 GMT'
setUpBench({ stallTimeoutMs: 1_500 })

/** Heads that prove nothing about two answers. */
const unproved: readonly (readonly [how: string, script: Partial<FileScript>])[] = [
  ['without a validator', { etag: null }],
  ['with a weak ETag', { etag: 'W/"same"' }],
  ['with a date that may be too young', { etag: null, lastModified: youngDate, headers: { date: youngDate } }],
]

/** Sends no more than this of any range. */
const capped = (bytes: number) => (request: SeenRequest) =>
  request.range === null ? undefined : { send: { start: request.range.start, end: request.range.start + bytes - 1 } }

/** Fetches the beginning of a file and stops. */
async function beginning(bytes: number) {
  const attemptId = bench.begin(server.url('/file'))
  await bench.received(attemptId, bytes)
  bench.pool.stop(attemptId)
  const { part } = await bench.ended(attemptId)
  return part
}

describe.each(unproved)('a server %s', (_, script) => {
  test('that sends less than was asked is asked for the rest, over the last bytes that are there', async () => {
    server.serve('/file', { size, ...script, faults: capped(1_000_000) })
    expect(await persist('/file', { attempts: 1, connections: 4 })).toEqual({ attempts: 1, hasRestarted: false })
    const asked = server.requestsTo('/file').map(({ headers }) => headers.range)
    expect(asked).toEqual([0, 1, 2, 3].map((number) => `bytes=${number * (1_000_000 - overlap)}-`))
    expect(server.maxConnections('/file')).toBe(1)
  })

  test('that sends next to nothing of each range is asked for the whole, and what is there is kept', async () => {
    server.serve('/file', { size, ...script, faults: capped(100_000) })
    expect(await persist('/file', { attempts: 1 })).toEqual({ attempts: 1, hasRestarted: false })
    expect(server.requestsTo('/file').map(({ headers }) => headers.range)).toEqual(['bytes=0-', 'bytes=34464-', undefined])
  })

  test('that has another file when it is asked for the rest is fetched anew, whole, and that is said', async () => {
    const faults = (request: SeenRequest) => ({
      ...capped(1_000_000)(request),
      file: { size, seed: request.numberOfPath < 2 ? 1 : 2, ...script },
    })
    server.serve('/file', { size, seed: 2, ...script, faults })
    expect(await persist('/file', { attempts: 1 })).toEqual({ attempts: 1, hasRestarted: true })
  })

  test('that breaks off after much was there says so, and not that it sent too little', async () => {
    server.serve('/file', { size, ...script, faults: [{ cutAfter: 2_000_000 }] })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome).toMatchObject({
      kind: 'failed',
      transient: true,
      failure: { code: 'NETWORK', params: { reason: 'ECONNRESET' } },
    })
  })

  test('that serves no ranges any more keeps what is there where the whole begins with it', async () => {
    server.serve('/file', { size, bytesPerSecond: 4_000_000, ...script })
    const part = await beginning(1_000_000)
    server.serve('/file', { size, ranges: false, ...script })
    expect(await persist('/file', { attempts: 1, part })).toEqual({ attempts: 1, hasRestarted: false })
    expect(server.requestsTo('/file')).toHaveLength(2)
  })

  test('that serves no ranges any more, and a file of other bytes, is fetched anew, and that is said', async () => {
    server.serve('/file', { size, bytesPerSecond: 4_000_000, ...script })
    const part = await beginning(1_000_000)
    const wrong = Buffer.from(server.content('/file'))
    wrong.writeUInt8(wrong.readUInt8(400_000) ^ 1, 400_000)
    server.serve('/file', { size, content: wrong, ranges: false, ...script })
    expect(await persist('/file', { attempts: 1, part })).toEqual({ attempts: 1, hasRestarted: true })
  })
})

test('what is there is compared under a speed limit, too', async () => {
  server.serve('/file', { size: 1_000_000, bytesPerSecond: 4_000_000, etag: null })
  const part = await beginning(500_000)
  server.serve('/file', { size: 1_000_000, ranges: false, etag: null })
  const begunAt = performance.now()
  const limits = { connections: 1, episodeSpeedLimit: 1_000_000, jobSpeedLimit: 0 }
  const { outcome, attemptId } = await bench.fetch(server.url('/file'), { part, limits })
  expect(outcome.kind).toBe('completed')
  expect(bench.kindsOf(attemptId)).not.toContain('restarted')
  expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  // The bytes that are compared count like any others.
  expect(performance.now() - begunAt).toBeGreaterThan(600)
})

test('stopping while what is there is compared keeps it', async () => {
  server.serve('/file', { size, bytesPerSecond: 4_000_000, etag: null })
  const part = await beginning(1_500_000)
  const done = part?.segments.reduce((sum, mark) => sum + mark.done, 0)
  server.serve('/file', { size, ranges: false, etag: null, bytesPerSecond: 1_000_000 })
  const attemptId = bench.begin(server.url('/file'), { part })
  while (server.bytesSent('/file') < (done ?? 0) + 200_000) await new Promise((resolve) => setTimeout(resolve, 10))
  bench.pool.stop(attemptId)
  const stopped = await bench.ended(attemptId)
  expect(stopped.outcome.kind).toBe('stopped')
  expect(stopped.part?.segments.reduce((sum, mark) => sum + mark.done, 0)).toBe(done)
})
