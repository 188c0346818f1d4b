import { expect, test } from 'vitest'
import type { FileFinding } from '../../../src-main/queue/ports.ts'
import { PendingChecks } from '../../../src-main/transfer/pool/pending-checks.ts'
import type { ToWorker } from '../../../src-main/transfer/protocol.ts'

const check = { path: '/a', bytesTotal: 1, checksum: null, blockDigests: null }
const never = new AbortController().signal
function worker() {
  const posted: ToWorker[] = []
  return { posted, post: (message: ToWorker) => posted.push(message) }
}

test('each look is answered by the worker that has it, whatever the order', async () => {
  const checks = new PendingChecks<ReturnType<typeof worker>>()
  const place = worker()
  const looks = [checks.ask(place, check, never), checks.ask(place, check, never)]
  expect(place.posted.map((message) => message.kind === 'check' && message.checkId)).toEqual([1, 2])
  checks.answer(2, { kind: 'missing' })
  checks.answer(1, { kind: 'unknown' })
  expect((await Promise.all(looks)).map(({ kind }) => kind)).toEqual(['unknown', 'missing'])
})

test('a worker that dies answers for what it was looking at, and no other does', async () => {
  const checks = new PendingChecks<ReturnType<typeof worker>>()
  const [dying, living] = [worker(), worker()]
  const lost = checks.ask(dying, check, never)
  const kept = checks.ask(living, check, never)
  checks.lose(dying)
  expect(await lost).toMatchObject({ kind: 'unreadable', failure: { code: 'INTERNAL' } })
  // A late word of the dead one changes nothing.
  checks.answer(1, { kind: 'missing' })
  checks.answer(2, { kind: 'unknown' })
  expect(await kept).toEqual({ kind: 'unknown' } satisfies FileFinding)
})

test('a look that is not wanted any more is taken back at its worker, or never asked for', async () => {
  const checks = new PendingChecks<ReturnType<typeof worker>>()
  const place = worker()
  const controller = new AbortController()
  const look = checks.ask(place, check, controller.signal)
  controller.abort()
  expect(place.posted.at(-1)).toEqual({ kind: 'dropCheck', checkId: 1 })
  checks.answer(1, { kind: 'stopped' })
  expect(await look).toEqual({ kind: 'stopped' })
  expect(await checks.ask(place, check, controller.signal)).toEqual({ kind: 'stopped' })
  expect(place.posted).toHaveLength(2)
})
