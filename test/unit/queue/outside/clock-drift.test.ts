import fc from 'fast-check'
import { expect, test } from 'vitest'
import { driftBetween } from '../../../../src-main/queue/outside/clock-drift.ts'

const at = (wallMs: number, monotonicMs: number, uptimeMs: number) => ({ wallMs, monotonicMs, uptimeMs })
const day = 86_400_000
const hour = 3_600_000

test('time that passes is neither a jump nor a sleep', () => {
  expect(driftBetween(at(0, 0, 0), at(hour, hour, hour))).toEqual({ jumpedMs: 0, sleptMs: 0 })
})

test('a wall clock that is ahead of the uptime was set, and one behind it was set back', () => {
  expect(driftBetween(at(0, 0, 0), at(day + 5_000, 5_000, 5_000))).toEqual({ jumpedMs: day, sleptMs: 0 })
  expect(driftBetween(at(0, 0, 0), at(5_000 - hour, 5_000, 5_000))).toEqual({ jumpedMs: -hour, sleptMs: 0 })
})

test('where the uptime went on with the wall clock and only the monotonic clock stood still, the machine slept', () => {
  expect(driftBetween(at(0, 0, 0), at(day, 5_000, day))).toEqual({ jumpedMs: 0, sleptMs: day - 5_000 })
})

test('a clock that was set while the machine slept is both, each in its length', () => {
  expect(driftBetween(at(0, 0, 0), at(day + hour, 5_000, day))).toEqual({ jumpedMs: hour, sleptMs: day - 5_000 })
})

test('small corrections and uptimes in whole seconds are nothing', () => {
  expect(driftBetween(at(0, 0, 0), at(12_900, 10_000, 10_000))).toEqual({ jumpedMs: 0, sleptMs: 0 })
  expect(driftBetween(at(0, 0, 0), at(10_000, 10_000, 9_000))).toEqual({ jumpedMs: 0, sleptMs: 0 })
})

test('whatever happens, awake time, sleep and jump add up to what the wall clock shows', () => {
  const span = fc.integer({ min: 0, max: 10 * day })
  const far = fc.integer({ min: 3_000, max: 400 * day })
  fc.assert(
    fc.property(span, fc.oneof(fc.constant(0), far), fc.oneof(fc.constant(0), far), fc.boolean(), (awake, slept, set, isBack) => {
      const jumped = isBack ? -set : set
      const drift = driftBetween(at(1, 2, 3), at(1 + awake + slept + jumped, 2 + awake, 3 + awake + slept))
      expect(drift).toEqual({ jumpedMs: jumped === 0 ? 0 : jumped, sleptMs: slept })
    }),
  )
})
