import { expect, test } from 'vitest'
import { type KeptReport, ReportInbox } from '../../../src-main/queue/report-inbox.ts'

const restarted = (attemptId: number): KeptReport => ({ kind: 'restarted', attemptId })
const checkpoint: KeptReport = { kind: 'checkpoint', items: [] }
const refusal = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

/** An inbox over a database that does what `trouble` says, and a clock and a disk that are moved by hand. */
function inboxWith(trouble: (report: KeptReport) => Error | null, reportMs = 0) {
  const seen = {
    written: [] as KeptReport[],
    flushed: [] as KeptReport[],
    dropped: [] as KeptReport[],
    rounds: 0,
    transactions: 0,
  }
  const due: { readonly atMs: number; readonly call: () => void }[] = []
  const flushes: PromiseWithResolvers<void>[] = []
  let nowMs = 0
  const inbox = new ReportInbox({
    world: {
      clock: {
        now: () => nowMs,
        monotonic: () => nowMs,
        schedule: (delayMs, call) => {
          due.push({ atMs: nowMs + delayMs, call })
          return () => undefined
        },
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      store: {
        transaction: (work, options) => {
          expect(options).toEqual({ durable: false })
          seen.transactions++
          return work()
        },
        flushed: () => {
          const flush = Promise.withResolvers<void>()
          flushes.push(flush)
          return flush.promise
        },
      },
    },
    record: (report, afterwards) => {
      nowMs += reportMs
      const error = trouble(report)
      if (error !== null) throw error
      afterwards.written(() => seen.written.push(report))
      if (report.kind === 'restarted') afterwards.flushed(() => seen.flushed.push(report))
    },
    onRound: () => {
      seen.rounds++
    },
    onDropped: (report) => seen.dropped.push(report),
  })
  /** Time goes on, and all that became due happens. */
  const pass = async (ms: number) => {
    nowMs += ms
    for (const { call } of due.splice(0, due.filter(({ atMs }) => atMs <= nowMs).length)) call()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { inbox, seen, pass, flushes }
}

test('reports that arrive together are written in one transaction, those that follow at once in the next', async () => {
  const { inbox, seen, pass } = inboxWith(() => null)
  for (const report of [checkpoint, restarted(1), checkpoint]) inbox.put(report)
  expect(seen.transactions).toBe(0)
  await pass(0)
  expect(seen).toMatchObject({ transactions: 1, rounds: 1 })
  for (const report of [checkpoint, checkpoint]) {
    inbox.put(report)
    await pass(0)
  }
  expect(seen).toMatchObject({ transactions: 1, rounds: 1 })
  await pass(2)
  expect(seen).toMatchObject({ transactions: 2, rounds: 2, dropped: [] })
  expect(seen.written).toHaveLength(5)
})

test('of very many reports a round takes no more than fit into a few milliseconds, and the next ones follow in their order', async () => {
  const { inbox, seen, pass } = inboxWith(() => null, 1)
  const reports = Array.from({ length: 100 }, (_, id) => restarted(id))
  for (const report of reports) inbox.put(report)
  await pass(0)
  const first = seen.written.length
  expect(first).toBeLessThan(100)
  await pass(2)
  // Each takes a millisecond by this clock: of these the fewest are taken.
  expect(seen.written.length - first).toBe(16)
  for (let round = 0; round < 9; round++) await pass(2)
  expect(seen.written).toEqual(reports)
})

test('what must be on disk first has no consequences before, and nothing else waits for it', async () => {
  const { inbox, seen, pass, flushes } = inboxWith(() => null)
  inbox.put(restarted(1))
  await pass(2)
  expect(seen).toMatchObject({ written: [restarted(1)], flushed: [], rounds: 1 })
  inbox.put(checkpoint)
  await pass(2)
  expect(seen.written).toEqual([restarted(1), checkpoint])
  expect(flushes).toHaveLength(1)
  flushes[0]?.resolve()
  await pass(0)
  expect(seen.flushed).toEqual([restarted(1)])
})

test('a disk that cannot flush is asked again, and only then anything follows', async () => {
  const { inbox, seen, pass, flushes } = inboxWith(() => null)
  inbox.put(restarted(1))
  await pass(0)
  flushes[0]?.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }))
  await pass(0)
  expect(seen.flushed).toEqual([])
  await pass(10_000)
  flushes[1]?.resolve()
  await pass(0)
  expect(seen).toMatchObject({ flushed: [restarted(1)], transactions: 1 })
})

test('while the database refuses, nothing but marks is lost, and nothing is started', async () => {
  let isFull = true
  const { inbox, seen, pass, flushes } = inboxWith(() => (isFull ? refusal() : null))
  for (const report of [restarted(1), checkpoint]) inbox.put(report)
  for (let round = 0; round < 3; round++) await pass(10_000)
  expect(seen).toMatchObject({ written: [], rounds: 0, dropped: [] })
  expect(flushes).toEqual([])
  isFull = false
  inbox.put(restarted(2))
  await pass(10_000)
  expect(seen.written).toEqual([restarted(1), restarted(2)])
})

test('a report that can never be kept holds up no other', async () => {
  const { inbox, seen, pass } = inboxWith((report) =>
    'attemptId' in report && report.attemptId === 2 ? new Error('There is no episode.') : null,
  )
  for (const id of [1, 2, 3]) inbox.put(restarted(id))
  await pass(0)
  expect(seen.written).toEqual([restarted(1), restarted(3)])
  expect(seen.dropped).toEqual([restarted(2)])
})

test('the name of a file and that it is whole are one change where they come together', async () => {
  const { inbox, seen, pass } = inboxWith(() => null)
  const part = { fileName: 'a', bytesTotal: 1, validator: null, contentType: null, toldChecksum: null, segments: [] }
  const placed = (attemptId: number): KeptReport => ({ kind: 'placed', attemptId, part })
  const verifying = (attemptId: number): KeptReport => ({ kind: 'verifying', attemptId })
  for (const report of [verifying(3), placed(1), placed(2), placed(3), restarted(2), verifying(1)]) inbox.put(report)
  await pass(0)
  expect(seen.written).toEqual([verifying(3), { ...placed(1), isWhole: true }, placed(2), placed(3), restarted(2)])
  inbox.put(verifying(2))
  await pass(2)
  expect(seen.written.at(-1)).toEqual(verifying(2))
})
