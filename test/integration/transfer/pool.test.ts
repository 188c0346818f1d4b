import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TransferReport } from '../../../src-main/queue/ports.ts'
import { createTransferPool } from '../../../src-main/transfer/pool/transfer-pool.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { TransferBench } from '../../support/transfer-bench.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const engine = new URL('../../../src-main/transfer/worker/main.ts', import.meta.url)

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A worker of this program text. */
async function writtenWorker(text: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'staffel-worker-'))
  closers.push(() => rm(folder, { recursive: true }))
  const file = join(folder, 'worker.mjs')
  await writeFile(file, text)
  return pathToFileURL(file)
}

/** A worker that is the real one, but dies when it is told to stop an attempt of this number. */
const mortalWorker = () =>
  writtenWorker(
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', (message) => { if (message.kind === 'stop' && message.attemptId === 1) throw new Error('a defect') })
     await import(${JSON.stringify(engine.href)})`,
  )

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

  test.each([1, 2])('goes on from the last checkpoint of an attempt that died with its worker, one of %i', async (workers) => {
    const [server, other] = [await FaultyServer.start(), await FaultyServer.start()]
    closers.push(() => Promise.all([server.close(), other.close()]))
    server.serve('/file', { size: 6_000_000, bytesPerSecond: 1_000_000 })
    other.serve('/other', { size: 3_000_000, bytesPerSecond: 1_000_000 })
    const bench = await TransferBench.start({}, await mortalWorker(), workers)
    closers.push(() => bench.close())
    bench.begin(server.url('/file'))
    const elsewhere = workers === 1 ? null : bench.begin(other.url('/other'))
    const part = await bench.until((report) => {
      const own = report.kind === 'checkpoint' ? report.items.find(({ attemptId }) => attemptId === 1) : undefined
      return own?.part ?? null
    })
    bench.pool.stop(1)
    const lost = await bench.until((report) => (report.kind === 'lost' ? report : null))
    // What another worker has goes on.
    expect(lost.attemptIds).toEqual([1])
    if (elsewhere !== null) expect((await bench.ended(elsewhere)).outcome.kind).toBe('completed')
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
    let deaths = 0
    const log = { ...silent, error: () => void deaths++ }
    const pool = createTransferPool({ workerUrl: await writtenWorker("throw new Error('broken')"), log })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await pool.close()
    const counted = deaths
    expect(counted).toBeGreaterThan(1)
    expect(counted).toBeLessThan(7)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(deaths).toBe(counted)
  })

  test('has a second worker while the first one is busy all the time with several hosts, and lets it go when idle', async () => {
    const busy = await writtenWorker(
      `import { parentPort } from 'node:worker_threads'
       const spin = () => { for (const until = performance.now() + 50; performance.now() < until; ); }
       let timer
       parentPort.on('message', ({ kind, attemptId }) => {
         if (kind === 'start') timer ??= setInterval(spin, 1)
         if (kind === 'stop') parentPort.postMessage([{ kind: 'ended', attemptId, part: null, blockDigests: null, outcome: { kind: 'stopped' } }])
         if (kind === 'close') process.exit()
       })`,
    )
    const counts: unknown[] = []
    const log = { ...silent, info: (_: string, facts?: object) => void counts.push(facts) }
    // Only the looks, which come once a second, are fake: the workers and what they are busy with are not.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    closers.push(async () => void vi.useRealTimers())
    const pool = createTransferPool({ workerUrl: busy, cores: 4, log })
    closers.push(() => pool.close())
    const bench = TransferBench.around(pool, '/nowhere')
    const look = async (times: number, milliseconds: number) => {
      for (let time = 0; time < times; time++) {
        await new Promise((resolve) => setTimeout(resolve, milliseconds))
        vi.advanceTimersByTime(1_000)
      }
    }
    const first = bench.begin('http://a.example/1')
    await look(6, 200)
    expect(counts).toEqual([])
    const second = bench.begin('http://b.example/1')
    await look(4, 200)
    expect(counts).toEqual([{ workers: 2 }])
    await look(10, 0)
    expect(counts).toEqual([{ workers: 2 }])
    for (const attemptId of [first, second]) {
      pool.stop(attemptId)
      await bench.ended(attemptId)
    }
    await look(30, 0)
    expect(counts).toEqual([{ workers: 2 }, { workers: 1 }])
    await look(40, 0)
    expect(counts).toEqual([{ workers: 2 }, { workers: 1 }])
  })

  test('has one worker on a small machine, however busy', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    closers.push(async () => void vi.useRealTimers())
    const pool = createTransferPool({ workerUrl: engine, cores: 2, log: silent })
    closers.push(() => pool.close())
    expect(vi.getTimerCount()).toBe(0)
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
