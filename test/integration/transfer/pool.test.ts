import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import type { TransferReport } from '../../../src-main/queue/ports.ts'
import { createTransferPool } from '../../../src-main/transfer/pool/transfer-pool.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { TransferBench } from '../../support/transfer-bench.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const engine = new URL('../../../src-main/transfer/worker/main.ts', import.meta.url)

/** A worker that is the real one, but dies when it is told to stop an attempt of this number. */
async function mortalWorker(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'staffel-worker-'))
  closers.push(() => rm(folder, { recursive: true }))
  const file = join(folder, 'worker.mjs')
  await writeFile(
    file,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', (message) => { if (message.kind === 'stop' && message.attemptId === 1) throw new Error('a defect') })
     await import(${JSON.stringify(engine.href)})`,
  )
  return pathToFileURL(file)
}

describe('the pool', () => {
  test('replaces a worker that died, says what was lost, and the new one knows the settings', async () => {
    const server = await FaultyServer.start()
    closers.push(() => server.close())
    server.serve('/slow', { size: 9_000_000, bytesPerSecond: 500_000 })
    server.serve('/next', { size: 100_000 })
    const bench = await TransferBench.start({}, await mortalWorker())
    closers.push(() => bench.close())
    const ids = [bench.begin(server.url('/slow')), bench.begin(server.url('/slow'))]
    for (const id of ids) await bench.received(id, 1)
    bench.pool.stop(1)
    const lost = await bench.until((report) => (report.kind === 'lost' ? report : null))
    expect(lost).toMatchObject({ attemptIds: ids, message: 'a defect' })
    expect((await bench.fetch(server.url('/next'))).outcome.kind).toBe('completed')
  })

  test('goes on from the last checkpoint of an attempt that died with its worker', async () => {
    const server = await FaultyServer.start()
    closers.push(() => server.close())
    server.serve('/file', { size: 6_000_000, bytesPerSecond: 1_000_000 })
    const bench = await TransferBench.start({}, await mortalWorker())
    closers.push(() => bench.close())
    bench.begin(server.url('/file'))
    const part = await bench.until((report) => (report.kind === 'checkpoint' ? (report.items[0]?.part ?? null) : null))
    bench.pool.stop(1)
    await bench.until((report) => (report.kind === 'lost' ? report : null))
    server.serve('/file', { size: 6_000_000 })
    const before = server.bytesSent('/file')
    const { outcome } = await bench.fetch(server.url('/file'), { part })
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'file' })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    const done = part.segments.reduce((sum, segment) => sum + segment.done, 0)
    expect(done).toBeGreaterThan(0)
    expect(before).toBeGreaterThanOrEqual(done)
  })

  test('does not hurry with a worker that dies again and again, and still closes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staffel-worker-'))
    closers.push(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'worker.mjs'), "throw new Error('broken')")
    let deaths = 0
    const log = { info: () => undefined, warn: () => undefined, error: () => void deaths++ }
    const pool = createTransferPool({ workerUrl: pathToFileURL(join(folder, 'worker.mjs')), log })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await pool.close()
    const counted = deaths
    expect(counted).toBeGreaterThan(1)
    expect(counted).toBeLessThan(7)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(deaths).toBe(counted)
  })

  test('spreads hosts over its workers, and names still never meet', async () => {
    const servers = await Promise.all([1, 2, 3, 4].map(() => FaultyServer.start()))
    closers.push(...servers.map((server) => () => server.close()))
    const bench = await TransferBench.start({}, engine, 2)
    closers.push(() => bench.close())
    for (const server of servers) server.serve('/file', { size: 500_000 })
    const ended = await Promise.all(servers.map((server) => bench.fetch(server.url('/file'))))
    expect(ended.map(({ outcome }) => outcome.kind)).toEqual(servers.map(() => 'completed'))
    const names = ended.map(({ outcome }) => (outcome.kind === 'completed' ? outcome.fileName : ''))
    expect(new Set(names).size).toBe(4)
  })

  test('divides a limit of speed among its workers', async () => {
    const servers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => FaultyServer.start()))
    closers.push(...servers.map((server) => () => server.close()))
    const bench = await TransferBench.start({ speedLimit: 3_000_000 }, engine, 2)
    closers.push(() => bench.close())
    for (const server of servers) server.serve('/file', { size: 1_000_000 })
    const begunAt = performance.now()
    await Promise.all(servers.map((server) => bench.fetch(server.url('/file'))))
    // 6 MB at 3 MB/s; the last of one worker may go on alone.
    expect(performance.now() - begunAt).toBeGreaterThan(1_700)
  })

  test('asks a listener no more once it has left', async () => {
    const server = await FaultyServer.start()
    closers.push(() => server.close())
    server.serve('/a', { size: 10 })
    const bench = await TransferBench.start()
    closers.push(() => bench.close())
    const heard: TransferReport[] = []
    const leave = bench.pool.onReport((report) => heard.push(report))
    leave()
    await bench.fetch(server.url('/a'))
    expect(heard).toEqual([])
  })
})
