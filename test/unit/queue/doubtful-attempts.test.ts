import { expect, test } from 'vitest'
import { DoubtfulAttempts } from '../../../src-main/queue/doubtful-attempts.ts'

const silence = { code: 'TIMEOUT_STALLED', params: {} } as const

test('attempts that ended in silence are taken back, all since the first, where the network turns out to be gone', () => {
  const doubtful = new DoubtfulAttempts()
  doubtful.count('e', silence, 2)
  doubtful.count('e', { code: 'DNS', params: { reason: 'EAI_AGAIN' } }, 3)
  doubtful.count('other', { code: 'NETWORK', params: { reason: 'ETIMEDOUT' } }, 0)
  expect([...doubtful.before]).toEqual([
    ['e', 2],
    ['other', 0],
  ])
})

test('they count where somebody answered since', () => {
  const doubtful = new DoubtfulAttempts()
  doubtful.count('e', silence, 2)
  doubtful.settle()
  expect(doubtful.before.size).toBe(0)
  doubtful.count('e', silence, 3)
  expect(doubtful.before.get('e')).toBe(3)
})

test.each([
  { code: 'NETWORK', params: { reason: 'ECONNREFUSED' } },
  { code: 'DNS', params: { reason: 'ENOTFOUND' } },
  { code: 'HTTP_STATUS', params: { status: 500 } },
  { code: 'CHECKSUM_MISMATCH', params: {} },
] as const)('what somebody said is no silence: %o', (failure) => {
  const doubtful = new DoubtfulAttempts()
  doubtful.count('e', failure, 1)
  expect(doubtful.before.size).toBe(0)
})
