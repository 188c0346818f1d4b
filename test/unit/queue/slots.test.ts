import { describe, expect, it } from 'vitest'
import { type SlotFacts, slotState, slotSummary, surplusHolders } from '../../../src-main/queue/slots.ts'

const holder = (attemptId: number, isStopping = false) => ({ attemptId, isStopping })
const facts = (changes: Partial<SlotFacts>): SlotFacts => ({
  paused: false,
  isClosed: false,
  configured: 3,
  active: 0,
  aboveHosts: 0,
  hasEligible: false,
  heldBy: null,
  waits: {},
  ...changes,
})

describe('lowering the number of slots', () => {
  it('gives up the newest-started first', () => {
    expect(surplusHolders([holder(1), holder(2), holder(3), holder(4)], 2)).toEqual([4, 3])
  })

  it('counts those that are already on their way to a stop as gone', () => {
    expect(surplusHolders([holder(1), holder(2), holder(3, true), holder(4, true)], 2)).toEqual([])
  })

  it('gives up everything at zero slots', () => {
    expect(surplusHolders([holder(7), holder(9)], 0)).toEqual([9, 7])
  })
})

describe('what is told about the slots', () => {
  it.each([
    ['nothing limits a queue with nothing to do', facts({}), { effective: 3, draining: 0, limitedBy: null }],
    ['full slots are no limit', facts({ active: 3, hasEligible: true }), { effective: 3, draining: 0, limitedBy: null }],
    [
      'a paused queue has no slots in effect',
      facts({ paused: true, active: 2 }),
      { effective: 0, draining: 2, limitedBy: 'paused' },
    ],
    [
      'a closed window of the schedule has no slots in effect, and pausing comes before it',
      facts({ isClosed: true, active: 2, hasEligible: true }),
      { effective: 0, draining: 2, limitedBy: 'schedule' },
    ],
    ['more active than slots is a drain', facts({ active: 5 }), { effective: 3, draining: 2, limitedBy: 'drain' }],
    [
      'episodes above the slots of their host are finishing, and the host is what limits',
      facts({ configured: 9, active: 6, aboveHosts: 2, hasEligible: true, heldBy: 'host' }),
      { effective: 4, draining: 2, limitedBy: 'host' },
    ],
    [
      'too many at a host and too many in all are not counted twice',
      facts({ active: 7, aboveHosts: 2 }),
      { effective: 3, draining: 4, limitedBy: 'drain' },
    ],
    ['a full host', facts({ active: 1, hasEligible: true, heldBy: 'host' }), { effective: 1, draining: 0, limitedBy: 'host' }],
    [
      'a host that wants to be left alone',
      facts({ active: 1, hasEligible: true, heldBy: 'backoff' }),
      { effective: 1, draining: 0, limitedBy: 'backoff' },
    ],
    [
      'a network that is gone',
      facts({ hasEligible: true, heldBy: 'offline' }),
      { effective: 0, draining: 0, limitedBy: 'offline' },
    ],
    ['about to start', facts({ active: 1, hasEligible: true }), { effective: 3, draining: 0, limitedBy: null }],
    ['only back-offs are left', facts({ active: 1, waits: { backoff: 2 } }), { effective: 3, draining: 0, limitedBy: 'backoff' }],
    [
      'a full disk comes before a back-off',
      facts({ waits: { backoff: 2, disk: 1 } }),
      { effective: 3, draining: 0, limitedBy: 'disk' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(slotState(given)).toEqual(expected)
  })
})

it.each([
  [7, 3, { effective: 3, draining: 4, limitedBy: 'drain' }, '7 running, limit 3, 4 finishing'],
  [3, 3, { effective: 3, draining: 0, limitedBy: null }, '3 running, limit 3'],
  [2, 8, { effective: 2, draining: 0, limitedBy: 'host' }, '2 running, limit 8, the rest waits for its hosts'],
  [2, 3, { effective: 0, draining: 2, limitedBy: 'paused' }, '2 running, limit 3, the queue is paused, 2 finishing'],
] as const)('says of %i running in %i slots what limits them', (active, configured, state, summary) => {
  expect(slotSummary(active, configured, state)).toBe(summary)
})
