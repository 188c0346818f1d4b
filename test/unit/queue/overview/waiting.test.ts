import { expect, test } from 'vitest'
import { type Holds, waitingOf } from '../../../../src-main/queue/overview/waiting.ts'
import type { ReadyGroup } from '../../../../src-main/queue/ports.ts'

const group = (given: Partial<ReadyGroup>): ReadyGroup => ({
  queueId: 'default',
  sessionId: null,
  host: 'a.example',
  episodes: 1,
  ...given,
})
const free: Holds = {
  isPaused: false,
  isClosed: false,
  sessionHold: () => null,
  queueHold: () => null,
  hostHold: () => null,
}

test('what nothing holds waits for a slot, beside what waits for what is remembered', () => {
  expect(waitingOf([group({ episodes: 4 }), group({ host: 'b.example' })], { backoff: 9, link: 2 }, free)).toEqual({
    total: 16,
    reasons: [
      { reason: 'backoff', episodes: 9 },
      { reason: 'slot', episodes: 5 },
      { reason: 'link', episodes: 2 },
    ],
  })
})

test('each counts once, for what would have to change first', () => {
  const groups = [group({ sessionId: 'ended', queueId: 'held', host: 'full.example', episodes: 8 })]
  const auth = { ...free, sessionHold: () => 'auth' as const, queueHold: () => 'queue' as const, hostHold: () => 'host' as const }
  const reason = (holds: Holds) => waitingOf(groups, {}, holds).reasons
  expect(reason({ ...auth, isPaused: true, isClosed: true })).toEqual([{ reason: 'auth', episodes: 8 }])
  const busy = { ...auth, sessionHold: () => 'session' as const }
  expect(reason({ ...busy, isPaused: true, isClosed: true })).toEqual([{ reason: 'paused', episodes: 8 }])
  expect(reason({ ...busy, isClosed: true })).toEqual([{ reason: 'schedule', episodes: 8 }])
  expect(reason(busy)).toEqual([{ reason: 'queue', episodes: 8 }])
  expect(reason({ ...busy, queueHold: () => null })).toEqual([{ reason: 'session', episodes: 8 }])
  expect(reason({ ...free, hostHold: () => 'offline' })).toEqual([{ reason: 'offline', episodes: 8 }])
})

test('nothing waits where nothing is queued', () => {
  expect(waitingOf([], { disk: 0 }, free)).toEqual({ total: 0, reasons: [] })
})
