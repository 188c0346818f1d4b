import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../../../src-main/platform/calendar.ts'
import { scheduleAt } from '../../../../src-main/queue/schedule/schedule-at.ts'
import { minutesOfWeek, type Schedule, scheduleSchema, weekdays, weekPlanOf } from '../../../../src-preload/contract/index.ts'

const calendar = createCalendar()
const daily = (from: string, to: string): Schedule['windows'][number] => ({ days: [...weekdays], from, to, mode: 'full' })
/** Open in these windows, closed otherwise. */
const openIn = (...windows: Schedule['windows']) => weekPlanOf({ windows, otherwise: { mode: 'paused' } })

const stateAt = (plan: ReturnType<typeof openIn>, timeZone: string, iso: string) => {
  const { rule, until } = scheduleAt(plan, timeZone, Date.parse(iso), calendar)
  return [rule.mode, until === null ? null : new Date(until).toISOString().replace('.000Z', 'Z')]
}

describe('a window of the week', () => {
  const nights = openIn(daily('22:00', '06:00'))

  test('opens and closes by the clock on the wall of its zone, and says when', () => {
    expect(stateAt(nights, 'Europe/Berlin', '2026-01-12T20:59:59.999Z')).toEqual(['paused', '2026-01-12T21:00:00Z'])
    expect(stateAt(nights, 'Europe/Berlin', '2026-01-12T21:00:00Z')).toEqual(['full', '2026-01-13T05:00:00Z'])
    expect(stateAt(nights, 'America/New_York', '2026-01-12T21:00:00Z')).toEqual(['paused', '2026-01-13T03:00:00Z'])
    expect(stateAt(nights, 'Asia/Tokyo', '2026-07-12T13:00:00Z')).toEqual(['full', '2026-07-12T21:00:00Z'])
  })

  test('over midnight belongs to the day it begins on, over the end of the week too', () => {
    const sunday = openIn({ days: ['sun'], from: '23:00', to: '02:00', mode: 'full' })
    expect(stateAt(sunday, 'UTC', '2026-01-11T22:00:00Z')).toEqual(['paused', '2026-01-11T23:00:00Z'])
    expect(stateAt(sunday, 'UTC', '2026-01-12T01:00:00Z')).toEqual(['full', '2026-01-12T02:00:00Z'])
    expect(stateAt(sunday, 'UTC', '2026-01-13T01:00:00Z')).toEqual(['paused', '2026-01-18T23:00:00Z'])
  })

  test('that says the same all week never changes', () => {
    expect(stateAt(openIn(daily('00:00', '24:00')), 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual(['full', null])
    expect(stateAt(openIn(), 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual(['paused', null])
  })

  test('counts before those that stand above it in the list', () => {
    const plan = weekPlanOf({
      windows: [daily('08:00', '18:00'), { days: ['mon'], from: '12:00', to: '13:00', mode: 'limited', speedLimit: 500_000 }],
      otherwise: { mode: 'paused' },
    })
    expect(stateAt(plan, 'UTC', '2026-01-12T11:00:00Z')).toEqual(['full', '2026-01-12T12:00:00Z'])
    expect(stateAt(plan, 'UTC', '2026-01-12T12:30:00Z')).toEqual(['limited', '2026-01-12T13:00:00Z'])
    expect(stateAt(plan, 'UTC', '2026-01-13T12:30:00Z')).toEqual(['full', '2026-01-13T18:00:00Z'])
  })
})

describe('when clocks are put forward', () => {
  test('a window that ends in the skipped hour ends when that hour is skipped', () => {
    // 29 March 2026: Berlin goes from 01:59:59 to 03:00:00 at 01:00 UTC.
    const plan = openIn(daily('01:00', '02:30'))
    expect(stateAt(plan, 'Europe/Berlin', '2026-03-29T00:00:00Z')).toEqual(['full', '2026-03-29T01:00:00Z'])
    expect(stateAt(plan, 'Europe/Berlin', '2026-03-30T00:00:00Z')).toEqual(['full', '2026-03-30T00:30:00Z'])
  })

  test('a window within the skipped hour does not come that day', () => {
    const plan = openIn(daily('02:10', '02:50'))
    expect(stateAt(plan, 'Europe/Berlin', '2026-03-29T00:30:00Z')).toEqual(['paused', '2026-03-30T00:10:00Z'])
  })

  test('a window that begins in it begins when it is skipped', () => {
    const plan = openIn(daily('02:30', '05:00'))
    // 8 March 2026: New York goes from 02:00 to 03:00 at 07:00 UTC.
    expect(stateAt(plan, 'America/New_York', '2026-03-08T06:59:00Z')).toEqual(['paused', '2026-03-08T07:00:00Z'])
    expect(stateAt(plan, 'America/New_York', '2026-03-08T07:00:00Z')).toEqual(['full', '2026-03-08T09:00:00Z'])
  })

  test('a window across it closes at its time, an hour of waiting less', () => {
    const plan = openIn(daily('22:00', '06:00'))
    expect(stateAt(plan, 'Europe/Berlin', '2026-03-28T21:00:00Z')).toEqual(['full', '2026-03-29T04:00:00Z'])
  })
})

describe('when clocks are put back', () => {
  test('a window within the doubled hour comes twice', () => {
    // 25 October 2026: Berlin goes from 02:59:59 back to 02:00:00 at 01:00 UTC.
    const plan = openIn(daily('02:10', '02:50'))
    expect(stateAt(plan, 'Europe/Berlin', '2026-10-25T00:00:00Z')).toEqual(['paused', '2026-10-25T00:10:00Z'])
    expect(stateAt(plan, 'Europe/Berlin', '2026-10-25T00:10:00Z')).toEqual(['full', '2026-10-25T00:50:00Z'])
    expect(stateAt(plan, 'Europe/Berlin', '2026-10-25T00:50:00Z')).toEqual(['paused', '2026-10-25T01:10:00Z'])
    expect(stateAt(plan, 'Europe/Berlin', '2026-10-25T01:10:00Z')).toEqual(['full', '2026-10-25T01:50:00Z'])
  })

  test('a window that begins in it opens at its first time, closes as the clock goes back, and opens again', () => {
    // 1 November 2026: New York goes from 02:00 back to 01:00 at 06:00 UTC.
    const plan = openIn(daily('01:30', '05:00'))
    expect(stateAt(plan, 'America/New_York', '2026-11-01T05:30:00Z')).toEqual(['full', '2026-11-01T06:00:00Z'])
    expect(stateAt(plan, 'America/New_York', '2026-11-01T06:00:00Z')).toEqual(['paused', '2026-11-01T06:30:00Z'])
    expect(stateAt(plan, 'America/New_York', '2026-11-01T06:30:00Z')).toEqual(['full', '2026-11-01T10:00:00Z'])
  })

  test('a window across it closes at its time, an hour more', () => {
    const plan = openIn(daily('22:00', '06:00'))
    expect(stateAt(plan, 'Europe/Berlin', '2026-10-24T20:00:00Z')).toEqual(['full', '2026-10-25T05:00:00Z'])
  })
})

test('a zone that puts its clocks by half an hour is followed to the minute', () => {
  // Lord Howe goes from 02:00 (+10:30) to 02:30 (+11) on 4 October 2026, and from 02:00 back to 01:30 on 5 April.
  const plan = openIn(daily('02:00', '02:45'), daily('01:45', '01:50'))
  expect(stateAt(plan, 'Australia/Lord_Howe', '2026-10-03T15:29:59Z')).toEqual(['paused', '2026-10-03T15:30:00Z'])
  expect(stateAt(plan, 'Australia/Lord_Howe', '2026-10-03T15:30:00Z')).toEqual(['full', '2026-10-03T15:45:00Z'])
  // 01:45 comes twice in autumn, 02:00 once.
  expect(stateAt(plan, 'Australia/Lord_Howe', '2026-04-04T14:45:00Z')).toEqual(['full', '2026-04-04T14:50:00Z'])
  expect(stateAt(plan, 'Australia/Lord_Howe', '2026-04-04T14:50:00Z')).toEqual(['paused', '2026-04-04T15:15:00Z'])
  expect(stateAt(plan, 'Australia/Lord_Howe', '2026-04-04T15:20:00Z')).toEqual(['paused', '2026-04-04T15:30:00Z'])
})

test('whatever the week, the zone and the moment: what holds is what the clock on the wall says, until exactly then', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC', 'America/St_Johns']
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const two = (number: number) => String(number).padStart(2, '0')
    return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`
  })
  const window = fc
    .tuple(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), time, time)
    .filter(([, from, to]) => from !== to)
    .map(([days, from, to]) => ({ days, from, to, mode: 'full' as const }))
  const instant = fc.integer({ min: Date.UTC(2026, 0, 1) / 1_000, max: Date.UTC(2027, 0, 1) / 1_000 })
  const changes = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 9, 3, 15, 30)]
  const near = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -7_200, max: 7_200 })).map(([at, by]) => at / 1_000 + by)
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 4 }),
      fc.constantFrom(...zones),
      fc.oneof(instant, near),
      (windows, timeZone, seconds) => {
        const schedule = scheduleSchema.parse({ enabled: true, timeZone, windows, otherwise: { mode: 'paused' } })
        const plan = weekPlanOf(schedule)
        const now = seconds * 1_000
        const saysAt = (at: number) => plan[Math.floor(calendar.wallClock(at, timeZone).msOfWeek / 60_000)]
        const { rule, until } = scheduleAt(plan, timeZone, now, calendar)
        expect(rule).toBe(saysAt(now))
        const end = until ?? now + 8 * 86_400_000
        if (until !== null) expect(saysAt(until)).not.toBe(rule)
        for (let at = now; at < end; at += 613_000) expect(saysAt(at)).toBe(rule)
        expect(saysAt(end - 1)).toBe(rule)
      },
    ),
    { numRuns: 60 },
  )
  expect(minutesOfWeek).toBe(10_080)
})
