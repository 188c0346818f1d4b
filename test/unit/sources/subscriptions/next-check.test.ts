import fc from 'fast-check'
import { expect, it } from 'vitest'
import { delayToNextCheck, isDue } from '../../../../src-main/sources/subscriptions/next-check.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const facts = { intervalMinutes: 360, failures: 0, retryAfterMs: null, fraction: 0.5 }

it('what is well is asked for at its interval, a tenth sooner or later by chance', () => {
  expect(delayToNextCheck(facts)).toBe(6 * hourMs)
  expect(delayToNextCheck({ ...facts, fraction: 0 })).toBe(5.4 * hourMs)
})

it('what fails is asked for soon, then less and less often, and once a day in the end', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => delayToNextCheck({ ...facts, failures }) / minuteMs)
  expect(minutes).toEqual([5, 15, 45, 135, 405, 1_215, 1_440, 1_440])
})

it('a feed that is asked for once a month is not asked for more often because it fails', () => {
  expect(delayToNextCheck({ ...facts, intervalMinutes: 40_320, failures: 11 })).toBe(40_320 * minuteMs)
})

it('a server that wants to be left alone is, for a day at most', () => {
  expect(delayToNextCheck({ ...facts, failures: 1, retryAfterMs: 2 * hourMs })).toBe(2 * hourMs)
  expect(delayToNextCheck({ ...facts, failures: 1, retryAfterMs: 1_000 * hourMs })).toBe(24 * hourMs)
})

it('a delay is never shorter than four and a half minutes, and what was planned with it is due then and not before', () => {
  fc.assert(
    fc.property(
      fc.record({
        intervalMinutes: fc.integer({ min: 15, max: 40_320 }),
        failures: fc.nat(1_000),
        retryAfterMs: fc.option(fc.nat()),
        fraction: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      (any) => {
        const delayMs = delayToNextCheck(any)
        expect(delayMs).toBeGreaterThanOrEqual(4.5 * minuteMs)
        expect(isDue(delayMs, any.intervalMinutes, 0)).toBe(false)
        expect(isDue(delayMs, any.intervalMinutes, delayMs)).toBe(true)
      },
    ),
  )
})

it('a clock that was set back keeps nothing waiting', () => {
  expect(isDue(1_000 * hourMs, 360, 0)).toBe(true)
  expect(isDue(null, 360, 0)).toBe(false)
})
