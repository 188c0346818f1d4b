import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commonestRule,
  minutesOfDay,
  minutesOfWeek,
  painted,
  type ScheduleRule,
  scheduleSchema,
  weekdays,
  weekPlanOf,
  windowsOf,
} from '../../../src-preload/contract/index.ts'

const full: ScheduleRule = { mode: 'full' }
const paused: ScheduleRule = { mode: 'paused' }
const limited: ScheduleRule = { mode: 'limited', speedLimit: 2_000_000 }
const empty = weekPlanOf({ windows: [], otherwise: full })
const at = (day: number, hour: number) => day * minutesOfDay + hour * 60

describe('windows of a painted week', () => {
  test('none where nothing was painted', () => {
    expect(windowsOf(empty, full)).toEqual([])
  })

  test('the same hours on several days are one window', () => {
    let plan = empty
    for (const day of [0, 1, 4]) plan = painted(plan, at(day, 8), 10 * 60, paused)
    expect(windowsOf(plan, full)).toEqual([{ days: ['mon', 'tue', 'fri'], from: '08:00', to: '18:00', mode: 'paused' }])
  })

  test('a night is one window, also that from Sunday to Monday', () => {
    let plan = empty
    for (const day of [0, 6]) plan = painted(plan, at(day, 22), 8 * 60, limited)
    expect(windowsOf(plan, full)).toEqual([
      { days: ['mon', 'sun'], from: '22:00', to: '06:00', mode: 'limited', speedLimit: 2_000_000 },
    ])
  })

  test('a whole week is one window of whole days', () => {
    expect(windowsOf(painted(empty, 0, minutesOfWeek, paused), full)).toEqual([
      { days: [...weekdays], from: '00:00', to: '24:00', mode: 'paused' },
    ])
  })

  test('a weekend from Friday evening on is cut at midnight', () => {
    const plan = painted(empty, at(4, 18), (6 + 48) * 60, full)
    const weekend = windowsOf(painted(weekPlanOf({ windows: [], otherwise: paused }), at(4, 18), (6 + 48) * 60, full), paused)
    expect(windowsOf(plan, full)).toEqual([])
    expect(weekend).toEqual([
      { days: ['fri'], from: '18:00', to: '24:00', mode: 'full' },
      { days: ['sat', 'sun'], from: '00:00', to: '24:00', mode: 'full' },
    ])
  })
})

test('the commonest rule is what the fewest windows are needed beside', () => {
  expect(commonestRule(empty)).toEqual(full)
  const nights = painted(painted(empty, 0, minutesOfWeek, paused), at(0, 22), 8 * 60, full)
  expect(commonestRule(nights)).toEqual(paused)
  expect(windowsOf(nights, paused)).toEqual([{ days: ['mon'], from: '22:00', to: '06:00', mode: 'full' }])
})

test('whatever is painted, its windows are valid and make the same week again', () => {
  const rule = fc.constantFrom(full, paused, limited, { mode: 'limited' as const, speedLimit: 500 })
  const stroke = fc.tuple(fc.nat(minutesOfWeek - 1), fc.integer({ min: 1, max: minutesOfWeek }), rule)
  fc.assert(
    fc.property(fc.array(stroke, { maxLength: 8 }), rule, (strokes, otherwise) => {
      let plan = weekPlanOf({ windows: [], otherwise })
      for (const [start, length, with_] of strokes) plan = painted(plan, start, length, with_)
      const windows = windowsOf(plan, otherwise)
      const schedule = scheduleSchema.parse({ enabled: true, timeZone: 'system', windows, otherwise })
      expect(weekPlanOf(schedule)).toEqual(plan)
    }),
    { numRuns: 60 },
  )
})

describe('a schedule as it is handed in', () => {
  const schedule = { enabled: true, timeZone: 'Europe/Berlin', windows: [], otherwise: { mode: 'full' } }
  const window = { days: ['mon'], from: '22:00', to: '06:00', mode: 'full' }

  test.each([
    ['a window without a length', { windows: [{ ...window, to: '22:00' }] }],
    ['a time of day that does not exist', { windows: [{ ...window, from: '24:00' }] }],
    ['a window on no day', { windows: [{ ...window, days: [] }] }],
    ['a limit of nothing', { otherwise: { mode: 'limited', speedLimit: 0 } }],
    ['a limit that does not say how much', { windows: [{ ...window, mode: 'limited' }] }],
    ['a limit where there is none', { windows: [{ ...window, speedLimit: 5 }] }],
    ['a zone that does not exist', { timeZone: 'Europe/Hamburg' }],
  ])('is refused with %s', (_name, change) => {
    expect(scheduleSchema.safeParse(schedule).success).toBe(true)
    expect(scheduleSchema.safeParse({ ...schedule, ...change }).success).toBe(false)
  })
})
