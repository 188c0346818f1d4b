import { expect, test } from 'vitest'
import { type KeptReport, ReportInbox } from '../../../src-main/queue/report-inbox.ts'

const restarted = (attemptId: number): KeptReport => ({ kind: 'restarted', attemptId })
const checkpoint: KeptReport = { kind: 'checkpoint', items: [] }
const refusal = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

/** An inbox over a database that does what `trouble` says, and a clock that is moved by hand. */
function inboxWith(trouble: (report: KeptReport) => Error | null) {
  const seen = { kept: [] as KeptReport[], dropped: [] as KeptReport[], rounds: 0, durable: [] as (boolean | undefined)[] }
  const due: (() => void)[] = []
  const inbox = new ReportInbox({
    world: {
      clock: {
        now: () => 0,
        monotonic: () => 0,
        schedule: (_, call) => {
          due.push(call)
          return () => undefined
        },
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      store: {
        transaction: (work, options) => {
          seen.durable.push(options?.durable)
          return work()
        },
      },
    },
    record: (report, afterwards) => {
      const error = trouble(report)
      if (error !== null) throw error
      afterwards.push(() => seen.kept.push(report))
    },
    onRound: () => {
      seen.rounds++
    },
    onDropped: (report) => seen.dropped.push(report),
  })
  const pass = () => {
    for (const call of due.splice(0)) call()
  }
  return { inbox, seen, pass }
}

test('reports that arrive together are kept in one transaction, flushed only where one of them has to be', () => {
  const { inbox, seen, pass } = inboxWith(() => null)
  for (const report of [checkpoint, restarted(1), checkpoint]) inbox.put(report)
  pass()
  inbox.put(checkpoint)
  pass()
  expect(seen).toMatchObject({ rounds: 2, durable: [true, false], dropped: [] })
  expect(seen.kept).toHaveLength(4)
})

test('a freed slot is not left waiting for the clock', () => {
  const { inbox, seen } = inboxWith(() => null)
  inbox.put({ kind: 'verifying', attemptId: 1 })
  expect(seen).toMatchObject({ rounds: 1, durable: [false] })
})

test('while the database refuses, nothing but marks is lost, and nothing is started', () => {
  let isFull = true
  const { inbox, seen, pass } = inboxWith(() => (isFull ? refusal() : null))
  for (const report of [restarted(1), checkpoint]) inbox.put(report)
  for (let round = 0; round < 3; round++) pass()
  expect(seen).toMatchObject({ kept: [], rounds: 0, dropped: [] })
  isFull = false
  inbox.put(restarted(2))
  pass()
  expect(seen.kept).toEqual([restarted(1), restarted(2)])
})

test('a report that can never be kept holds up no other', () => {
  const { inbox, seen, pass } = inboxWith((report) =>
    'attemptId' in report && report.attemptId === 2 ? new Error('There is no episode.') : null,
  )
  for (const id of [1, 2, 3]) inbox.put(restarted(id))
  pass()
  pass()
  expect(seen.kept).toEqual([restarted(1), restarted(3)])
  expect(seen.dropped).toEqual([restarted(2)])
})
