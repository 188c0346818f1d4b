import { link } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { measuredSpeed } from '../../support/measured-speed.ts'
import { Mounts } from '../../support/mounts.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

const workers = 3
const free = { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const refusal = Mounts.refusal()

let bench: TransferBench
/** Each is a host of its own, so that each has its home in a worker of its own. */
let servers: FaultyServer[]
beforeEach(async () => {
  bench = await TransferBench.start({}, undefined, workers)
  servers = await Promise.all(Array.from({ length: workers }, () => FaultyServer.start()))
})
afterEach(async () => {
  await bench.close()
  await Promise.all(servers.map((server) => server.close()))
})

/** Puts a file on all servers. */
const serve = (path: string, file: Parameters<FaultyServer['serve']>[1]) => {
  for (const server of servers) server.serve(path, file)
}

async function stopAll(attemptIds: readonly number[]): Promise<void> {
  for (const attemptId of attemptIds) bench.pool.stop(attemptId)
  await Promise.all(attemptIds.map((attemptId) => bench.ended(attemptId)))
}

describe('a speed limit over several workers', () => {
  test('of the program holds within a twentieth over ten seconds, evenly, and changes within one', async () => {
    serve('/file', { size: 200_000_000 })
    bench.pool.configure({ ...plainSettings, speedLimit: 4_000_000 })
    // Two of one worker and one of each other are equals all the same.
    const urls = [...servers, ...servers.slice(0, 1)].map((server) => server.url('/file'))
    const ids = urls.map((url) => bench.begin(url, { limits: free }))
    const [all, ...each] = await Promise.all([ids, ...ids.map((id) => [id])].map((some) => measuredSpeed(bench, some, 10_000)))
    expect(Math.abs((all ?? 0) / 4_000_000 - 1)).toBeLessThan(0.05)
    expect(Math.min(...each) / Math.max(...each)).toBeGreaterThan(0.8)
    bench.pool.configure({ ...plainSettings, speedLimit: 1_000_000 })
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(Math.abs((await measuredSpeed(bench, ids, 3_000)) / 1_000_000 - 1)).toBeLessThan(0.1)
    await stopAll(ids)
  })

  test('of a job holds beside another that has none', async () => {
    serve('/file', { size: 200_000_000 })
    serve('/other', { size: 200_000_000, bytesPerSecond: 1_000_000 })
    const limits = { ...free, jobSpeedLimit: 3_000_000 }
    const ids = servers.map((server) => bench.begin(server.url('/file'), { limits }))
    const other = bench.begin(servers[0]?.url('/other') ?? '', { jobId: 'other', limits: { ...free, connections: 1 } })
    const [ofJob, ofOther] = await Promise.all([measuredSpeed(bench, ids, 4_000), measuredSpeed(bench, [other], 4_000)])
    expect(Math.abs(ofJob / 3_000_000 - 1)).toBeLessThan(0.1)
    expect(ofOther).toBeGreaterThan(700_000)
    for (const attemptId of ids) bench.pool.limit(attemptId, { ...limits, jobSpeedLimit: 600_000 })
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(Math.abs((await measuredSpeed(bench, ids, 3_000)) / 600_000 - 1)).toBeLessThan(0.1)
    await stopAll([...ids, other])
  })

  test('of a queue holds for its jobs together, and goes with a job that is moved to another', async () => {
    serve('/file', { size: 200_000_000 })
    const of = (queueId: string, bytesPerSecond: number) => ({ ...free, queueLimit: { queueId, bytesPerSecond } })
    const ids = servers.map((server, index) =>
      bench.begin(server.url('/file'), { jobId: `job ${index}`, limits: of('night', 3_000_000) }),
    )
    expect(Math.abs((await measuredSpeed(bench, ids, 4_000)) / 3_000_000 - 1)).toBeLessThan(0.1)
    const [moved, ...others] = ids
    if (moved === undefined) throw new Error('no attempt')
    bench.pool.limit(moved, of('day', 500_000))
    for (const attemptId of others) bench.pool.limit(attemptId, of('night', 1_000_000))
    await new Promise((resolve) => setTimeout(resolve, 700))
    const [ofMoved, ofOthers] = await Promise.all([measuredSpeed(bench, [moved], 3_000), measuredSpeed(bench, others, 3_000)])
    expect(Math.abs(ofMoved / 500_000 - 1)).toBeLessThan(0.1)
    expect(Math.abs(ofOthers / 1_000_000 - 1)).toBeLessThan(0.1)
    await stopAll(ids)
  })

  test('of a job holds over small files that come one after the other', async () => {
    serve('/small', { size: 50_000 })
    const limits = { ...free, jobSpeedLimit: 200_000 }
    const begunAt = performance.now()
    for (let round = 0; round < 4; round++) {
      for (const server of servers) await bench.fetch(server.url('/small'), { limits })
    }
    // 600,000 bytes; the first read is on credit, and so is what was saved.
    expect(performance.now() - begunAt).toBeGreaterThan(2_000)
  })
})

describe('a host whose long transfers are divided among the workers', () => {
  test('never has more connections than the setting allows, while some are given up for others', async () => {
    await bench.renew({ maxConnectionsPerHost: 8 })
    const [server] = servers
    if (server === undefined) throw new Error('no server')
    // When it has had its first answer it is a long one, and its other connections still wait for theirs.
    server.serve('/long', { size: 40_000_000, bytesPerSecond: 1_000_000, latencyMs: 3_100 })
    const paths = ['/1', '/2', '/3', '/4']
    for (const path of paths) server.serve(path, { size: 40_000_000, bytesPerSecond: 1_000_000 })
    const single = { ...free, connections: 1 }
    const limits = { ...single, connections: 8 }
    const first = bench.begin(server.url('/long'), { limits, hostProfile: { ...unknownHost, bestConnections: 8 } })
    await bench.received(first, 1)
    await expect.poll(() => server.openAnswers()).toBe(8)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, server.openAnswers())
    }, 1)
    bench.pool.limit(first, { ...single, connections: 4 })
    const others = paths.map((path) => bench.begin(server.url(path), { limits: single }))
    await Promise.all(others.map((attemptId) => bench.received(attemptId, 1)))
    clearInterval(watch)
    expect(most).toBe(8)
    await stopAll([first, ...others])
  })
})

describe('names over several workers', () => {
  test('never meet, and every file is exact', async () => {
    // They last until the last of the workers, which start at their own pace, has chosen its names.
    serve('/same.bin', { size: 300_000, bytesPerSecond: 120_000 })
    serve('/SAME.BIN', { size: 200_000, bytesPerSecond: 80_000 })
    const paths = ['/same.bin', '/SAME.BIN', '/same.bin', '/SAME.BIN']
    const asked = servers.flatMap((server) => paths.map((path) => ({ server, path })))
    const ended = await Promise.all(asked.map(({ server, path }) => bench.fetch(server.url(path))))
    const names = ended.map(({ outcome }) => (outcome.kind === 'completed' ? outcome.fileName : ''))
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(asked.length)
    for (const [index, { server, path }] of asked.entries()) {
      expect((await bench.read(names[index] ?? '')).equals(server.content(path))).toBe(true)
    }
  })

  test('that one has taken are not given to a finished file of another', async () => {
    const [one, other] = servers
    one?.serve('/file', { size: 3_000_000, bytesPerSecond: 2_000_000 })
    other?.serve('/file%20(1)', { size: 6_000_000, bytesPerSecond: 2_000_000 })
    const first = bench.begin(one?.url('/file') ?? '')
    const second = bench.begin(other?.url('/file%20(1)') ?? '')
    await Promise.all([first, second].map((id) => bench.received(id, 1)))
    // Somebody else takes the first one's name, so that it has to look for another.
    await link(join(bench.directory, 'file.part'), join(bench.directory, 'file'))
    expect((await bench.ended(first)).outcome).toMatchObject({ fileName: 'file (2)' })
    expect((await bench.ended(second)).outcome).toMatchObject({ fileName: 'file (1)' })
  })
})

describe.skipIf(refusal !== null)(`the room on a disk${refusal === null ? '' : ` (left out: ${refusal})`}`, () => {
  test('is for the episodes of all workers together', async () => {
    const mounts = new Mounts()
    try {
      serve('/file', { size: 12_000_000, bytesPerSecond: 2_000_000 })
      const directory = mounts.memory('size=30m')
      const [one, other, third] = servers.map((server) => server.url('/file'))
      const ids = [one, other].map((url) => bench.begin(url ?? '', { directory }))
      await Promise.all(ids.map((id) => bench.received(id, 100_000)))
      const { outcome } = await bench.fetch(third ?? '', { directory })
      expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'DISK_FULL' } })
      await stopAll(ids)
      // What was claimed is free with those who claimed it.
      const again = bench.begin(third ?? '', { directory })
      await bench.received(again, 100_000)
      await stopAll([again])
    } finally {
      mounts.close()
    }
  })
})

describe('attempts of several workers', () => {
  test('stop when they are told to, and go on where they were', async () => {
    serve('/file', { size: 4_000_000, bytesPerSecond: 2_000_000 })
    const ids = servers.map((server) => bench.begin(server.url('/file')))
    await Promise.all(ids.map((id) => bench.received(id, 500_000)))
    await stopAll(ids)
    const parts = await Promise.all(ids.map(async (id) => (await bench.ended(id)).part))
    const before = servers.map((server) => server.bytesSent('/file'))
    const ended = await Promise.all(
      servers.map((server, index) => bench.fetch(server.url('/file'), { part: parts[index] ?? null })),
    )
    expect(ended.map(({ outcome }) => outcome.kind)).toEqual(servers.map(() => 'completed'))
    for (const [index, server] of servers.entries()) {
      const name = parts[index]?.fileName ?? ''
      expect((await bench.read(name)).equals(server.content('/file'))).toBe(true)
      expect(server.bytesSent('/file') - (before[index] ?? 0)).toBeLessThan(3_800_000)
    }
  })

  test('all say their last word when the pool closes', async () => {
    const closing = await TransferBench.start({}, undefined, workers)
    serve('/file', { size: 50_000_000, bytesPerSecond: 1_000_000 })
    const ids = servers.map((server) => closing.begin(server.url('/file')))
    await Promise.all(ids.map((id) => closing.received(id, 200_000)))
    const begunAt = performance.now()
    await closing.close()
    expect(performance.now() - begunAt).toBeLessThan(3_000)
    for (const id of ids)
      expect(await closing.ended(id)).toMatchObject({ outcome: { kind: 'stopped' }, part: { bytesTotal: 50_000_000 } })
  })
})
