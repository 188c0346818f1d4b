import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { measuredSpeed } from '../../support/measured-speed.ts'
import { plainSettings } from '../../support/transfer-bench.ts'

const free = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
setUpBench()

const measured = (attemptIds: readonly number[], milliseconds: number) => measuredSpeed(bench, attemptIds, milliseconds)

const expectAbout = (actual: number, wanted: number) => {
  expect(actual).toBeGreaterThan(wanted * 0.9)
  expect(actual).toBeLessThan(wanted * 1.1)
}

describe('a speed limit', () => {
  test('of one episode holds over all its connections, and changes while it runs', async () => {
    server.serve('/file', { size: 200_000_000 })
    const attemptId = bench.begin(server.url('/file'), { limits: { ...free, episodeSpeedLimit: 4_000_000 } })
    expectAbout(await measured([attemptId], 1_000), 4_000_000)
    bench.pool.limit(attemptId, { ...free, episodeSpeedLimit: 1_000_000 })
    expectAbout(await measured([attemptId], 1_500), 1_000_000)
  })

  test.each([
    ['a length and ranges', {}],
    ['a length alone', { ranges: false }],
    ['no length', { ranges: false, chunked: true }],
  ])('loses no byte, whatever pieces it cuts the answer into: %s', async (_, file) => {
    server.serve('/file', { size: 3_000_001, ...file })
    const ended = await bench.fetch(server.url('/file'), { limits: { ...free, episodeSpeedLimit: 2_500_000 } })
    expect(ended.outcome.kind).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('of the program is shared evenly by its episodes', async () => {
    server.serve('/a', { size: 200_000_000 })
    server.serve('/b', { size: 200_000_000 })
    bench.pool.configure({ ...plainSettings, speedLimit: 6_000_000 })
    const one = bench.begin(server.url('/a'), { limits: { ...free, connections: 4 } })
    const other = bench.begin(server.url('/b'), { limits: { ...free, connections: 1 } })
    const [ofOne, ofOther] = await Promise.all([measured([one], 1_200), measured([other], 1_200)])
    expectAbout(ofOne + ofOther, 6_000_000)
    expect(Math.min(ofOne, ofOther) / Math.max(ofOne, ofOther)).toBeGreaterThan(0.7)
  })

  test('of a job holds over its episodes', async () => {
    server.serve('/a', { size: 200_000_000 })
    server.serve('/b', { size: 200_000_000 })
    const limits = { ...free, jobSpeedLimit: 3_000_000 }
    const ids = ['/a', '/b'].map((path) => bench.begin(server.url(path), { limits }))
    expectAbout(await measured(ids, 1_200), 3_000_000)
  })

  test('holds for a stop too: nothing is taken past it, however fast the server', async () => {
    server.serve('/file', { size: 50_000_000 })
    const limits = { ...free, connections: 1, episodeSpeedLimit: 500_000 }
    const attemptId = bench.begin(server.url('/file'), { limits })
    await bench.received(attemptId, 200_000)
    bench.pool.stop(attemptId)
    const { outcome, part } = await bench.ended(attemptId)
    expect(outcome).toEqual({ kind: 'stopped' })
    expect(part?.segments[0]?.done).toBeLessThan(700_000)
  })

  test('that is lifted lets go at once, and none is mistaken for a stall', async () => {
    await bench.renew({ stallTimeoutMs: 1_000 })
    server.serve('/file', { size: 3_000_000 })
    const attemptId = bench.begin(server.url('/file'), { limits: { ...free, connections: 1, episodeSpeedLimit: 20_000 } })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    bench.pool.limit(attemptId, free)
    expect((await bench.ended(attemptId)).outcome.kind).toBe('completed')
  })
})

describe('the least time between requests to a host', () => {
  test('is kept by all episodes together, first come, first served', async () => {
    bench.pool.configure({ ...plainSettings, hostRequestIntervalMs: 150 })
    const paths = ['/1', '/2', '/3', '/4']
    for (const path of paths) server.serve(path, { size: 10 })
    await Promise.all(paths.map((path) => bench.fetch(server.url(path))))
    expect(server.requests.map((request) => request.path)).toEqual(paths)
    const starts = server.requests.map((request) => request.startedAt)
    // They leave at the interval; how long each is on its way differs a little.
    expect((starts[3] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(3 * 150 - 50)
  })
})
