import { describe, expect, it } from 'vitest'
import { type QueuedHolder, surplusByRules } from '../../../../src-main/queue/queues/surplus.ts'

const holder = (
  attemptId: number,
  jobId: string,
  queueId = 'default',
  isStopping = false,
  sessionId: string | null = null,
): QueuedHolder => ({
  attemptId,
  jobId,
  queueId,
  host: 'a.example',
  sessionId,
  isStopping,
})
const at = (host: string, attemptId: number, queueId?: string): QueuedHolder => ({
  ...holder(attemptId, `job-${attemptId}`, queueId),
  host,
})

interface Rules {
  readonly slots?: number
  readonly slotsPerHost?: number
  readonly queues?: Readonly<Record<string, number>>
  readonly sequential?: readonly string[]
  readonly exclusive?: readonly string[]
}

const surplus = (
  holders: readonly QueuedHolder[],
  { slots = 9, slotsPerHost = 0, queues = {}, sequential = [], exclusive = [] }: Rules,
) =>
  [
    ...surplusByRules(holders, {
      slots,
      slotsPerHost,
      slotsOf: (queueId) => queues[queueId] ?? null,
      isSequential: (jobId) => sequential.includes(jobId),
      isExclusive: (sessionId) => exclusive.includes(sessionId),
    }),
  ].sort()

describe('what goes back to the queue', () => {
  it('is all but the first-started of an exclusive session, whatever their jobs and queues', () => {
    const of = (attemptId: number, sessionId: string | null) =>
      holder(attemptId, `job ${attemptId}`, `queue ${attemptId}`, false, sessionId)
    const holders = [of(1, 'one'), of(2, null), of(3, 'one'), of(4, 'other'), of(5, 'other'), of(6, null)]
    expect(surplus(holders, { exclusive: ['one'] })).toEqual([3])
    expect(surplus(holders, { exclusive: ['one', 'other'] })).toEqual([3, 5])
  })

  it('is all but the first-started of a job that goes one after the other', () => {
    expect(surplus([holder(1, 'a'), holder(2, 'a'), holder(3, 'a'), holder(4, 'b')], { sequential: ['a'] })).toEqual([2, 3])
  })

  it('is the newest-started above the slots of its queue, whatever runs in others', () => {
    const holders = [holder(1, 'a', 'night'), holder(2, 'a', 'night'), holder(3, 'b'), holder(4, 'b')]
    expect(surplus(holders, { queues: { night: 1 } })).toEqual([2])
  })

  it('is the newest-started of each host above the slots that one host may have', () => {
    const holders = [at('a', 1), at('b', 2), at('a', 3), at('b:81', 4), at('a', 5), at('b', 6)]
    expect(surplus(holders, { slotsPerHost: 1 })).toEqual([3, 5, 6])
    expect(surplus(holders, { slotsPerHost: 2 })).toEqual([5])
    expect(surplus(holders, {})).toEqual([])
  })

  it('counts what goes for its host as gone for its queue and the whole', () => {
    const holders = [at('a', 1), at('a', 2), at('a', 3, 'night'), at('b', 4, 'night')]
    expect(surplus(holders, { slotsPerHost: 2, queues: { night: 1 } })).toEqual([3])
    expect(surplus(holders, { slotsPerHost: 2, queues: { night: 1 }, slots: 2 })).toEqual([3, 4])
  })

  it('counts what goes for its job or its queue as gone for the whole', () => {
    const holders = [holder(1, 'a', 'night'), holder(2, 'a', 'night'), holder(3, 'b'), holder(4, 'b')]
    expect(surplus(holders, { queues: { night: 1 }, slots: 3 })).toEqual([2])
    expect(surplus(holders, { queues: { night: 1 }, slots: 2 })).toEqual([2, 4])
  })

  it('is nothing more where enough is on its way already', () => {
    expect(surplus([holder(1, 'a'), holder(2, 'a', 'default', true)], { sequential: ['a'], slots: 1 })).toEqual([])
  })
})
