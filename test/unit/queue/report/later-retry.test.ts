import { expect, test } from 'vitest'
import { laterRetryAt } from '../../../../src-main/queue/report/later-retry.ts'

const setting = { enabled: true, delaysMinutes: [10, 60] }
const failed = { code: 'NETWORK', transient: true, laterRetries: 0, now: 1_000_000 } as const

test('each delay is counted from the failure before it, and after the last one nothing comes by itself', () => {
  expect(laterRetryAt(failed, setting)).toBe(1_000_000 + 600_000)
  expect(laterRetryAt({ ...failed, laterRetries: 1 }, setting)).toBe(1_000_000 + 3_600_000)
  expect(laterRetryAt({ ...failed, laterRetries: 2 }, setting)).toBeNull()
})

test('switched off, nothing comes back by itself', () => {
  expect(laterRetryAt(failed, { ...setting, enabled: false })).toBeNull()
})

test('what the server has said for good, and what is wrong on this side, is not tried again', () => {
  for (const code of [
    'CHECKSUM_MISMATCH',
    'PATH_INVALID',
    'PERMISSION',
    'FILE_EXISTS',
    'AUTH_REQUIRED',
    'LINK_EXPIRED',
  ] as const) {
    expect(laterRetryAt({ ...failed, code }, setting)).toBeNull()
  }
  expect(laterRetryAt({ ...failed, code: 'HTTP_STATUS', transient: false }, setting)).toBeNull()
  expect(laterRetryAt({ ...failed, code: 'TLS', transient: false }, setting)).toBeNull()
})

test('what lies with the server or the way to it is', () => {
  for (const code of ['HTTP_STATUS', 'TIMEOUT_STALLED', 'DNS', 'TLS'] as const) {
    expect(laterRetryAt({ ...failed, code }, setting)).not.toBeNull()
  }
})
