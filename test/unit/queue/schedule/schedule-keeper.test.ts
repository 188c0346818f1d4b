import { expect, test, vi } from 'vitest'
import { createCalendar } from '../../../../src-main/platform/calendar.ts'
import { ScheduleKeeper } from '../../../../src-main/queue/schedule/schedule-keeper.ts'
import { noSchedule, type Schedule, weekdays } from '../../../../src-preload/contract/index.ts'
import { HandClock } from '../../../support/hand-clock.ts'

const hour = 3_600_000
const nights: Schedule = {
  enabled: true,
  timeZone: 'UTC',
  windows: [{ days: [...weekdays], from: '22:00', to: '06:00', mode: 'full' }],
  otherwise: { mode: 'limited', speedLimit: 1_000_000 },
}
const closedDays: Schedule = { ...nights, otherwise: { mode: 'paused' } }

/** A keeper at noon of a Monday. */
function keeperAt(schedule: Schedule | null) {
  const clock = new HandClock(Date.UTC(2026, 0, 5, 12))
  const changed = vi.fn()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const keeper = new ScheduleKeeper({ clock, calendar: createCalendar(), log }, changed)
  keeper.follow('all', schedule)
  changed.mockClear()
  return { clock, keeper, changed }
}

test('without a schedule everything is allowed, and no timer runs', () => {
  for (const none of [null, noSchedule]) {
    const { keeper, clock } = keeperAt(none)
    expect(keeper.permission('all')).toEqual({ isOpen: true, speedLimit: 0, until: null })
    expect(keeper.state('all')).toBeNull()
    expect(clock.timers).toBe(0)
  }
})

test('a change is told when it comes, to the millisecond, and only then', () => {
  const { keeper, clock, changed } = keeperAt(closedDays)
  expect(keeper.permission('all')).toEqual({ isOpen: false, speedLimit: 0, until: Date.UTC(2026, 0, 5, 22) })
  clock.pass(10 * hour - 1)
  expect(changed).not.toHaveBeenCalled()
  clock.pass(1)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(keeper.permission('all')).toEqual({ isOpen: true, speedLimit: 0, until: Date.UTC(2026, 0, 6, 6) })
})

test('outside of the windows a lower speed holds where that is what is wanted', () => {
  const { keeper } = keeperAt(nights)
  expect(keeper.permission('all')).toMatchObject({ isOpen: true, speedLimit: 1_000_000 })
  expect(keeper.state('all')).toEqual({
    mode: 'limited',
    speedLimit: 1_000_000,
    until: '2026-01-05T22:00:00.000Z',
    overridden: false,
  })
})

test('overridden it does not count until its next change, and then it does again', () => {
  const { keeper, clock, changed } = keeperAt(closedDays)
  expect(keeper.override('all', true)).toBe(true)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(keeper.permission('all').isOpen).toBe(true)
  expect(keeper.state('all')).toMatchObject({ mode: 'paused', overridden: true })
  clock.pass(10 * hour)
  expect(keeper.state('all')).toMatchObject({ mode: 'full', overridden: false })
  clock.pass(8 * hour)
  expect(keeper.permission('all').isOpen).toBe(false)
})

test('an override can be taken back, and ends where the schedule is changed', () => {
  const { keeper } = keeperAt(closedDays)
  keeper.override('all', true)
  keeper.override('all', false)
  expect(keeper.permission('all').isOpen).toBe(false)
  keeper.override('all', true)
  keeper.follow('all', { ...closedDays })
  expect(keeper.permission('all').isOpen).toBe(true)
  keeper.follow('all', { ...closedDays, timeZone: 'Asia/Tokyo' })
  expect(keeper.state('all')).toMatchObject({ overridden: false })
  expect(keeper.override('nobody', true)).toBe(false)
})

test.each([
  ['set ahead into a window', 11 * hour, true],
  ['set back by half a day', -13 * hour, true],
  ['set ahead by a day', 24 * hour, false],
])('a clock that is %s is followed within half a minute', (_name, byMs, isOpen) => {
  const { keeper, clock } = keeperAt(closedDays)
  clock.set(byMs)
  clock.pass(30_000)
  expect(keeper.permission('all').isOpen).toBe(isOpen)
})

test('after a sleep it says what holds then', () => {
  const { keeper, clock, changed } = keeperAt(closedDays)
  clock.sleep(11 * hour)
  keeper.look()
  expect(keeper.permission('all').isOpen).toBe(true)
  expect(changed).toHaveBeenCalledTimes(1)
})

test('several schedules are followed beside each other', () => {
  const { keeper, clock, changed } = keeperAt(closedDays)
  keeper.follow('music', { ...closedDays, timeZone: 'Asia/Tokyo' })
  changed.mockClear()
  // 22:00 in Tokyo is 13:00 UTC.
  clock.pass(hour)
  expect([keeper.permission('all').isOpen, keeper.permission('music').isOpen]).toEqual([false, true])
  keeper.follow('music', null)
  expect(keeper.state('music')).toBeNull()
  expect(changed).toHaveBeenCalledTimes(2)
})

test('closed, it plans nothing more', () => {
  const { keeper, clock } = keeperAt(closedDays)
  keeper.close()
  expect(clock.timers).toBe(0)
})
