import { afterEach, expect, test, vi } from 'vitest'
import { dayAfter, localDay, startOfDay } from '../../../../src-main/queue/report/local-day.ts'

afterEach(() => void vi.unstubAllEnvs())

test('a day is the one of the machine, whatever it is in Greenwich', () => {
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(localDay(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23')
  vi.stubEnv('TZ', 'America/Los_Angeles')
  expect(localDay(Date.UTC(2026, 10, 22, 7))).toBe('2026-11-21')
})

test('days follow each other by the calendar where the clocks change', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  expect(dayAfter('2026-10-24', 1)).toBe('2026-10-25')
  expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26')
  expect(dayAfter('2026-03-30', -1)).toBe('2026-03-29')
  expect(dayAfter('2027-01-01', -400)).toBe('2025-11-27')
  expect(startOfDay('2026-10-26') - startOfDay('2026-10-25')).toBe(25 * 3_600_000)
})
