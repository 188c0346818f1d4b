import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClock } from '../../../src-main/platform/clock.ts'
import { createRandom } from '../../../src-main/platform/random.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a call comes once after its delay, and not at all once it was cancelled', () => {
  const clock = createClock()
  const call = vi.fn()
  clock.schedule(1_000, call)
  const cancel = clock.schedule(1_000, call)
  cancel()
  vi.advanceTimersByTime(999)
  expect(call).toHaveBeenCalledTimes(0)
  vi.advanceTimersByTime(10_000)
  expect(call).toHaveBeenCalledTimes(1)
})

test('a delay longer than a timer can take is neither cut short nor lost, and can be cancelled on its way', () => {
  const clock = createClock()
  const fortyDaysMs = 40 * 86_400_000
  const call = vi.fn()
  const cancelled = vi.fn()
  clock.schedule(fortyDaysMs, call)
  const cancel = clock.schedule(fortyDaysMs, cancelled)
  vi.advanceTimersByTime(fortyDaysMs - 1)
  expect(call).toHaveBeenCalledTimes(0)
  cancel()
  vi.advanceTimersByTime(1)
  expect([call.mock.calls.length, cancelled.mock.calls.length]).toEqual([1, 0])
})

test('ids are 16 hexadecimal digits and differ', () => {
  const random = createRandom()
  const ids = Array.from({ length: 1_000 }, () => random.id())
  expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  const fraction = random.fraction()
  expect(fraction >= 0 && fraction < 1).toBe(true)
})
