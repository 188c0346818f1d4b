import { open, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TransferOrder } from '../../../src-main/queue/ports.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import type { FileScript } from '../../support/faulty-server.ts'
import { plainSettings } from '../../support/transfer-bench.ts'

setUpBench()

const blockBytes = 4_194_304
const size = 3 * blockBytes + 5_000
const startOf = (number: number) => number * blockBytes
const endOf = (number: number) => Math.min(startOf(number + 1), size) - 1
const single = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }

/** A finished file of which these blocks are damaged, and the order to repair it; the server then serves `file`. */
async function damaged(blocks: readonly number[], file: Partial<FileScript> = {}): Promise<Partial<TransferOrder>> {
  server.serve('/file', { size })
  const { part, blockDigests } = await bench.fetch(server.url('/file'))
  if (part === null) throw new Error('nothing was downloaded')
  await rm(join(bench.directory, 'file.part'))
  const handle = await open(join(bench.directory, 'file'), 'r+')
  for (const number of blocks) await handle.write(Buffer.from('decay'), 0, 5, startOf(number) + 100)
  await handle.close()
  server.serve('/file', { size, ...file })
  const segments = [0, 1, 2, 3].map((number) => {
    const [start, end] = [startOf(number), endOf(number)]
    return { start, end, done: blocks.includes(number) ? 0 : end - start + 1 }
  })
  return { repair: 'blocks', part: { ...part, segments }, blockDigests, limits: single }
}

const onDisk = () => bench.read('file')
const isExact = async () => (await onDisk()).equals(server.content('/file'))
const doneIn = (part: TransferOrder['part']) => (part?.segments ?? []).reduce((sum, mark) => sum + mark.done, 0)

test('a repair that is stopped keeps the blocks it has put in their place, and goes on behind them', async () => {
  const order = await damaged([0, 2], { bytesPerSecond: 6_000_000 })
  const attemptId = bench.begin(server.url('/file'), order)
  await bench.received(attemptId, size - blockBytes + 500_000)
  bench.pool.stop(attemptId)
  const stopped = await bench.ended(attemptId)
  expect(stopped.outcome).toEqual({ kind: 'stopped' })
  expect(doneIn(stopped.part)).toBe(size - blockBytes)
  const { outcome, blockDigests } = await bench.fetch(server.url('/file'), { ...order, part: stopped.part })
  expect(outcome).toMatchObject({ kind: 'completed', fileName: 'file', bytesTotal: size, skipped: false })
  expect(blockDigests).toEqual(order.blockDigests)
  expect(server.requestsTo('/file').at(-1)?.headers.range).toBe(`bytes=${startOf(2)}-${endOf(2)}`)
  expect(await isExact()).toBe(true)
})

test.each([
  ['a refusal', { faults: () => ({ status: 404 }) }, 'LINK_EXPIRED'],
  ['an overloaded server', { faults: () => ({ status: 503, headers: { 'retry-after': '7' } }) }, 'HTTP_STATUS'],
  ['a page in the place of the file', { content: Buffer.from('<html>'), size: 6, contentType: 'text/html' }, 'AUTH_REQUIRED'],
  ['a connection that breaks', { faults: () => ({ cutAfter: 1_000_000 }) }, 'NETWORK'],
  ['a server that falls silent', { faults: () => ({ stallAfter: 1_000_000 }) }, 'TIMEOUT_STALLED'],
  ['parts that were not asked for', { faults: () => ({ send: { start: 5, end: 900 } }) }, 'RANGE_MISMATCH'],
] satisfies [string, Partial<FileScript>, string][])(
  '%s fails a repair with its own code, and no byte is touched',
  async (_what, file, code) => {
    const order = await damaged([1], file)
    const before = await onDisk()
    bench.pool.configure({ ...plainSettings, stallTimeoutMs: 1_000 })
    const { outcome, part } = await bench.fetch(server.url('/file'), order)
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code } })
    expect((await onDisk()).equals(before)).toBe(true)
    expect(doneIn(part)).toBe(size - blockBytes)
  },
)

test('a server that sends a block in small parts is asked until it is whole', async () => {
  const most = 1_500_000
  const order = await damaged([1], {
    faults: ({ range }) =>
      range === null ? undefined : { send: { start: range.start, end: Math.min(range.start + most, range.end ?? size) - 1 } },
  })
  expect((await bench.fetch(server.url('/file'), order)).outcome.kind).toBe('completed')
  expect(await isExact()).toBe(true)
})

test('a mirror that still has the file helps where its own server has another by now, each block proved', async () => {
  const order = await damaged([0, 2], { seed: 9 })
  server.serve('/mirror', { size, etag: '"of the mirror"' })
  server.serve('/liar', { size, seed: 5 })
  const mirrors = [server.url('/liar'), server.url('/mirror')]
  expect((await bench.fetch(server.url('/file'), { ...order, mirrors })).outcome.kind).toBe('completed')
  expect((await onDisk()).equals(server.content('/mirror'))).toBe(true)
  const [first, second] = server.requestsTo('/mirror')
  expect([first?.headers.range, second?.headers.range]).toEqual([`bytes=0-${endOf(0)}`, `bytes=${startOf(2)}-${endOf(2)}`])
  expect(first?.headers['if-range']).toBeUndefined()
})

test('where no mirror helps either, the failure is that of its own server', async () => {
  const order = await damaged([1], { seed: 9 })
  const before = await onDisk()
  const { outcome } = await bench.fetch(server.url('/file'), { ...order, mirrors: [server.url('/nowhere')] })
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'CONTENT_CHANGED' } })
  expect((await onDisk()).equals(before)).toBe(true)
})

test('a damage that came after the look is found at the end, and told to the next attempt', async () => {
  const order = await damaged([0, 3])
  const { part = null } = order
  if (part === null) throw new Error('nothing to repair')
  const segments = part.segments.map((mark) => (mark.start === startOf(3) ? { ...mark, done: mark.end - mark.start + 1 } : mark))
  const first = await bench.fetch(server.url('/file'), { ...order, part: { ...part, segments } })
  expect(first.outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'CHECKSUM_MISMATCH' } })
  expect(doneIn(first.part)).toBe(startOf(3))
  expect((await bench.fetch(server.url('/file'), { ...order, part: first.part })).outcome.kind).toBe('completed')
  expect(await isExact()).toBe(true)
})

test('a file that has gone, or is no file, is not made anew by a repair', async () => {
  const order = await damaged([1])
  await rm(join(bench.directory, 'file'))
  expect((await bench.fetch(server.url('/file'), order)).outcome).toMatchObject({
    kind: 'failed',
    transient: false,
    failure: { code: 'FILE_MISSING' },
  })
  expect(await bench.files()).toEqual([])
})

test('a repair keeps to the speed limits', async () => {
  const order = await damaged([1])
  const begun = performance.now()
  const limits = { ...single, episodeSpeedLimit: 4_000_000 }
  expect((await bench.fetch(server.url('/file'), { ...order, limits })).outcome.kind).toBe('completed')
  expect(performance.now() - begun).toBeGreaterThan(700)
})

test('a look at a file that nobody waits for any more is broken off', async () => {
  await damaged([])
  const controller = new AbortController()
  const check = { path: join(bench.directory, 'file'), bytesTotal: size, checksum: null, blockDigests: null } as const
  const checksum = { algorithm: 'md5', expected: '0'.repeat(32) } as const
  const looking = bench.pool.check({ ...check, checksum }, controller.signal)
  controller.abort()
  expect(await looking).toEqual({ kind: 'stopped' })
  expect(await bench.pool.check(check, new AbortController().signal)).toEqual({ kind: 'unknown' })
  await truncate(check.path, 5)
  expect(await bench.pool.check(check, new AbortController().signal)).toMatchObject({ kind: 'damaged', bytesOnDisk: 5 })
})
