import { readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { countingWorker } from '../../support/counting-worker.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { TransferBench } from '../../support/transfer-bench.ts'

const single = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
setUpBench()

/** Fetches the beginning of a file and stops. */
async function beginning(path: string, bytes: number, connections = 1) {
  const attemptId = bench.begin(server.url(path), { limits: { ...single, connections } })
  await bench.received(attemptId, bytes)
  bench.pool.stop(attemptId)
  return await bench.ended(attemptId)
}

const doneIn = (segments: readonly { done: number }[] | undefined) =>
  (segments ?? []).reduce((sum, segment) => sum + segment.done, 0)

describe('stopping', () => {
  test('closes the sockets within 200 ms and loses no byte that was received', async () => {
    server.serve('/slow', { size: 20_000_000, bytesPerSecond: 4_000_000 })
    const worker = await countingWorker(bench.directory)
    const counting = await TransferBench.start({}, worker.url)
    try {
      const attemptId = counting.begin(server.url('/slow'))
      await counting.received(attemptId, 1_000_000)
      const stoppedAt = performance.now()
      counting.pool.stop(attemptId)
      const { outcome, part } = await counting.ended(attemptId)
      expect(outcome).toEqual({ kind: 'stopped' })
      const requests = server.requestsTo('/slow')
      for (const request of requests) {
        while (request.endedAt === null) await sleep(5)
        expect(request.endedAt - stoppedAt).toBeLessThan(200)
      }
      const done = doneIn(part?.segments)
      await expect.poll(worker.counted).toEqual({ sockets: requests.length, bytes: done })
      // What the server wrote in the moment of the cut may have come to nobody: at most one of its pieces a connection.
      expect(server.bytesSent('/slow') - done).toBeLessThanOrEqual(requests.length * 65_536)
    } finally {
      await counting.close()
    }
  })

  test('then resuming asks for exactly what is missing, and no byte is sent twice', async () => {
    server.serve('/slow', { size: 4_000_000, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/slow', 1_500_000)
    const done = doneIn(part?.segments)
    const { outcome } = await bench.fetch(server.url('/slow'), { part, limits: single })
    expect(outcome.kind).toBe('completed')
    expect(server.requestsTo('/slow').at(-1)?.headers).toMatchObject({ range: `bytes=${done}-`, 'if-range': '"1-4000000"' })
    expect(server.bytesSent('/slow')).toBe(4_000_000)
    expect((await bench.read('slow')).equals(server.content('/slow'))).toBe(true)
  })

  test('while the name is not kept yet leaves nothing behind', async () => {
    server.serve('/a', { size: 10 })
    bench.onPlaced = () => false
    const attemptId = bench.begin(server.url('/a'))
    await bench.until((report) => (report.kind === 'placed' ? report : null))
    bench.pool.stop(attemptId)
    expect(await bench.ended(attemptId)).toMatchObject({ part: null, outcome: { kind: 'stopped' } })
    expect(await bench.files()).toEqual([])
  })

  test('works before any answer came', async () => {
    server.serve('/mute', { size: 10, faults: [{ never: true }] })
    const attemptId = bench.begin(server.url('/mute'))
    while (server.requests.length === 0) await sleep(5)
    bench.pool.stop(attemptId)
    expect(await bench.ended(attemptId)).toMatchObject({ part: null, outcome: { kind: 'stopped' } })
  })

  test('the pool says the last words of all before it closes', async () => {
    server.serve('/slow', { size: 20_000_000, bytesPerSecond: 1_000_000 })
    const closing = await TransferBench.start()
    const ids = [1, 2, 3].map(() => closing.begin(server.url('/slow')))
    for (const id of ids) await closing.received(id, 1)
    await closing.close()
    for (const id of ids) expect((await closing.ended(id)).outcome.kind).toBe('stopped')
  })
})

describe('a checkpoint', () => {
  test('claims only what is in the file, every half second', async () => {
    server.serve('/slow', { size: 8_000_000, bytesPerSecond: 4_000_000 })
    const attemptId = bench.begin(server.url('/slow'), { limits: single })
    for (let round = 0; round < 3; round++) {
      const part = await bench.next((report) => (report.kind === 'checkpoint' ? (report.items[0]?.part ?? null) : null))
      const bytes = await readFile(join(bench.directory, 'slow.part'))
      const done = doneIn(part.segments)
      expect(done).toBeGreaterThan(0)
      expect(bytes.subarray(0, done).equals(server.content('/slow', 0, done))).toBe(true)
    }
    await bench.ended(attemptId)
  })
})

describe('resuming', () => {
  test('several segments fetches only the gaps', async () => {
    server.serve('/gaps', { size: 8_000_000, bytesPerSecond: 3_000_000 })
    const { part } = await beginning('/gaps', 2_500_000, 4)
    expect(part?.segments.length).toBeGreaterThan(2)
    const before = server.bytesSent('/gaps')
    await bench.fetch(server.url('/gaps'), { part })
    expect((await bench.read('gaps')).equals(server.content('/gaps'))).toBe(true)
    expect(before).toBe(doneIn(part?.segments))
  })

  test('a file that changed fetches the new one, whole, and says so', async () => {
    server.serve('/v', { size: 4_000_000, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/v', 500_000)
    server.serve('/v', { size: 4_000_000, seed: 2 })
    const { outcome, attemptId } = await bench.fetch(server.url('/v'), { part })
    expect(outcome.kind).toBe('completed')
    expect(bench.kindsOf(attemptId)).toContain('restarted')
    expect((await bench.read('v')).equals(server.content('/v'))).toBe(true)
  })

  test('goes on where the marks were true, whatever else the part file lost', async () => {
    server.serve('/cut', { size: 4_000_000, bytesPerSecond: 6_000_000 })
    const { part } = await beginning('/cut', 2_000_000)
    await truncate(join(bench.directory, 'cut.part'), 1_000_000)
    const { outcome } = await bench.fetch(server.url('/cut'), { part, limits: single })
    expect(outcome.kind).toBe('completed')
    expect(server.requestsTo('/cut').at(-1)?.headers.range).toBe('bytes=1000000-')
    expect((await bench.read('cut')).equals(server.content('/cut'))).toBe(true)
  })

  test('without its part file begins anew under the same name', async () => {
    server.serve('/lost', { size: 3_000_000, bytesPerSecond: 6_000_000 })
    const { part } = await beginning('/lost', 500_000)
    await rm(join(bench.directory, 'lost.part'))
    const { outcome, attemptId } = await bench.fetch(server.url('/lost'), { part })
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'lost' })
    expect(bench.kindsOf(attemptId)).toContain('restarted')
    expect((await bench.read('lost')).equals(server.content('/lost'))).toBe(true)
  })

  test('without a validator compares the last bytes on disk and goes on', async () => {
    server.serve('/none', { size: 3_000_000, etag: null, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/none', 800_000)
    const done = doneIn(part?.segments)
    const { outcome, attemptId } = await bench.fetch(server.url('/none'), { part })
    expect(outcome.kind).toBe('completed')
    expect(bench.kindsOf(attemptId)).not.toContain('restarted')
    const last = server.requestsTo('/none').at(-1)
    expect(last?.headers.range).toBe(`bytes=${done - 65_536}-`)
    expect(last?.headers['if-range']).toBeUndefined()
    expect((await bench.read('none')).equals(server.content('/none'))).toBe(true)
  })

  test('without a validator notices another file of the same size', async () => {
    server.serve('/none', { size: 3_000_000, etag: null, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/none', 800_000)
    server.serve('/none', { size: 3_000_000, etag: null, seed: 7 })
    const { outcome, attemptId } = await bench.fetch(server.url('/none'), { part })
    expect(outcome.kind).toBe('completed')
    expect(bench.kindsOf(attemptId)).toContain('restarted')
    expect((await bench.read('none')).equals(server.content('/none'))).toBe(true)
  })

  test('where ranges are no longer served keeps what is proved to be the same file', async () => {
    server.serve('/flat', { size: 3_000_000, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/flat', 800_000)
    server.serve('/flat', { size: 3_000_000, ranges: false })
    const { outcome, attemptId } = await bench.fetch(server.url('/flat'), { part })
    expect(outcome.kind).toBe('completed')
    expect(bench.kindsOf(attemptId)).not.toContain('restarted')
    expect((await bench.read('flat')).equals(server.content('/flat'))).toBe(true)
  })

  test('takes no page for the file', async () => {
    server.serve('/film', { size: 3_000_000, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/film', 500_000)
    server.serve('/film', {
      size: 5,
      content: Buffer.from('<html>Please sign in</html>'),
      contentType: 'text/html; charset=utf-8',
    })
    const { outcome, part: after } = await bench.fetch(server.url('/film'), { part })
    expect(outcome).toMatchObject({ kind: 'failed', transient: false, failure: { code: 'AUTH_REQUIRED' } })
    expect(after).toEqual(part)
  })

  test.each([
    [401, 'AUTH_REQUIRED'],
    [403, 'LINK_EXPIRED'],
    [404, 'LINK_EXPIRED'],
    [410, 'LINK_EXPIRED'],
  ])('calls a status of %i %s and keeps every byte', async (status, code) => {
    server.serve('/link', { size: 3_000_000, bytesPerSecond: 4_000_000 })
    const { part } = await beginning('/link', 300_000)
    server.serve('/link', { size: 3_000_000, faults: () => ({ status }) })
    const { outcome, part: after } = await bench.fetch(server.url('/link'), { part })
    expect(outcome).toMatchObject({ kind: 'failed', transient: false, failure: { code, params: { status } } })
    expect(after).toEqual(part)
  })

  test('asks nobody when all bytes are here already', async () => {
    server.serve('/done', { size: 1_000_000 })
    const { part } = await bench.fetch(server.url('/done'))
    await rm(join(bench.directory, 'done'))
    const { outcome } = await bench.fetch(server.url('/done'), { part })
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'done', bytesTotal: 1_000_000 })
    expect(server.requestsTo('/done')).toHaveLength(1)
  })

  test('recognises that the file was placed just before a crash, under whatever number', async () => {
    server.serve('/twin', { size: 1_000_000 })
    const { part } = await bench.fetch(server.url('/twin'))
    const stale = part && { ...part, segments: [{ start: 0, end: 999_999, done: 5 }] }
    const first = await bench.fetch(server.url('/twin'), { part: stale })
    expect(first.outcome).toMatchObject({ kind: 'completed', fileName: 'twin', bytesTotal: 1_000_000 })
    await rename(join(bench.directory, 'twin'), join(bench.directory, 'twin (1)'))
    await writeFile(join(bench.directory, 'twin'), 'of somebody else')
    const second = await bench.fetch(server.url('/twin'), { part: stale })
    expect(second.outcome).toMatchObject({ kind: 'completed', fileName: 'twin (1)' })
    expect(server.requestsTo('/twin')).toHaveLength(1)
  })

  test('never follows a symbolic link in the place of the part file', async () => {
    server.serve('/trap', { size: 3_000_000, bytesPerSecond: 6_000_000 })
    const { part } = await beginning('/trap', 300_000)
    const victim = join(bench.directory, 'victim')
    await writeFile(victim, 'precious')
    await rm(join(bench.directory, 'trap.part'))
    await symlink(victim, join(bench.directory, 'trap.part'))
    expect((await bench.fetch(server.url('/trap'), { part })).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PATH_INVALID' },
    })
    expect(await readFile(victim, 'utf8')).toBe('precious')
  })
})

describe('limits while it runs', () => {
  test('fewer connections: the surplus closes at once, keeps its bytes, and the rest is taken over', async () => {
    server.serve('/many', { size: 8_000_000, bytesPerSecond: 1_600_000 })
    const attemptId = bench.begin(server.url('/many'))
    while (server.openAnswers('/many') < 4) await sleep(5)
    await bench.received(attemptId, 800_000)
    bench.pool.limit(attemptId, single)
    const loweredAt = performance.now()
    while (server.openAnswers('/many') > 1) await sleep(5)
    expect(performance.now() - loweredAt).toBeLessThan(200)
    bench.pool.limit(attemptId, { ...single, connections: 8 })
    while (server.openAnswers('/many') < 4) await sleep(5)
    await bench.ended(attemptId)
    expect((await bench.read('many')).equals(server.content('/many'))).toBe(true)
  })
})

describe('stopping and resuming at any moment', () => {
  test('again and again, with limits that change, ends exact, and every mark on the way is true', async () => {
    server.serve('/file', { size: 12_000_000, bytesPerSecond: 4_000_000 })
    let part = null
    let state = 7
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % below
    }
    for (let round = 0; round < 30; round++) {
      const attemptId = bench.begin(server.url('/file'), { part, limits: { ...single, connections: 1 + random(6) } })
      await sleep(20 + random(120))
      bench.pool.limit(attemptId, { ...single, connections: 1 + random(6) })
      await sleep(random(120))
      bench.pool.stop(attemptId)
      const ended = await bench.ended(attemptId)
      if (ended.outcome.kind === 'completed') break
      expect(ended.outcome.kind).toBe('stopped')
      part = ended.part
      const onDisk = await bench.read('file.part').catch(() => Buffer.alloc(0))
      for (const { start, done } of part?.segments ?? []) {
        expect(onDisk.subarray(start, start + done).equals(server.content('/file', start, done))).toBe(true)
      }
    }
    if (!(await bench.files()).includes('file')) await bench.fetch(server.url('/file'), { part })
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })
})
