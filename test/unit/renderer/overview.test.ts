import { expect, test } from 'vitest'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import type { HostOverview } from '../../../src-preload/contract/index.ts'
import { calendarGrid, calendarMove, weekdayOf, weeksShown } from '../../../src-renderer/features/overview/calendar-grid.ts'
import { keptOrder, nextSort, sortedHosts } from '../../../src-renderer/features/overview/host-order.ts'
import { slotPlaces } from '../../../src-renderer/features/overview/slot-places.ts'
import { throughputLine } from '../../../src-renderer/features/overview/throughput-series.ts'
import { dayBefore } from '../../../src-renderer/state/day-before.ts'
import { firstReportView, reportFilterOf } from '../../../src-renderer/state/report-view.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const german = createFormat('de-DE').weekdays
const american = createFormat('en-US').weekdays

test('a calendar shows each day of the last year once, in the row of its weekday, with today in the last week', () => {
  for (const today of ['2026-11-22', '2026-11-23', '2024-02-29', '2026-03-29', '2026-10-25', '2027-01-01']) {
    for (const inOrder of [german, american]) {
      const { rows, first } = calendarGrid(today, inOrder, new Map())
      const days = rows.flatMap(({ weekday, days: ofWeekday }) =>
        ofWeekday.flatMap((day) => (day === null ? [] : [{ weekday, ...day }])),
      )
      expect(rows.map(({ weekday }) => weekday)).toEqual(inOrder)
      expect(days.every(({ day, weekday }) => weekdayOf(day) === weekday)).toBe(true)
      const inTurn = days.map(({ day }) => day).toSorted()
      expect(inTurn.every((day, at) => at === 0 || dayBefore(day, 1) === inTurn[at - 1])).toBe(true)
      expect(inTurn[0]).toBe(first)
      expect(weekdayOf(first)).toBe(inOrder[0])
      expect(inTurn.at(-1)).toBe(today)
      expect(rows.some(({ days: ofWeekday }) => ofWeekday.at(-1)?.day === today)).toBe(true)
      expect(inTurn.length).toBeGreaterThan(365 - 7)
    }
  }
})

test('weeks begin on Monday in Germany and on Sunday in America', () => {
  expect(calendarGrid('2026-11-25', german, new Map()).first).toBe('2025-11-24')
  expect(calendarGrid('2026-11-25', american, new Map()).first).toBe('2025-11-23')
})

test('months follow each other over all weeks, each from the week in which it begins', () => {
  const { months, first } = calendarGrid('2026-11-22', german, new Map())
  expect(months.reduce((sum, { weeks }) => sum + weeks, 0)).toBe(weeksShown)
  let week = 0
  for (const { month, weeks } of months.slice(0, -1)) {
    week += weeks
    const last = dayBefore(first, -(week * 7 - 1))
    expect(last.startsWith(month), month).toBe(true)
  }
  expect(months.map(({ month }) => month)).toEqual(months.map(({ month }) => month).toSorted())
})

test('a day stands among the others by its rank: one huge day makes no other pale', () => {
  const values = new Map([1, 2, 3, 4, 5, 6, 7, 1e15].map((value, at) => [dayBefore('2026-11-22', at), value]))
  const { rows } = calendarGrid('2026-11-22', german, values)
  const levels = new Map(rows.flatMap(({ days }) => days.flatMap((day) => (day === null ? [] : [[day.day, day.level] as const]))))
  expect([...values.keys()].map((day) => levels.get(day))).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  expect(levels.get('2026-05-01')).toBe(0)
})

test('arrows move by days and weeks and stay within the year', () => {
  const bounds = { first: '2025-11-17', today: '2026-11-22' }
  const from = (key: string, day = '2026-06-10') => calendarMove(key, day, bounds)
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].map((key) => from(key))).toEqual([
    '2026-06-03',
    '2026-06-17',
    '2026-06-09',
    '2026-06-11',
    '2026-05-13',
    '2026-07-08',
  ])
  expect(from('Home')).toBe(bounds.first)
  expect(from('End')).toBe(bounds.today)
  expect(from('ArrowRight', '2026-11-20')).toBe(bounds.today)
  expect(from('ArrowDown', bounds.today)).toBe(bounds.today)
  expect(from('ArrowLeft', '2025-11-19')).toBe(bounds.first)
  expect(from('a')).toBeNull()
})

test('a day of the calendar is the whole filter of the report’s time', () => {
  expect(reportFilterOf({ ...firstReportView, period: 'week', day: '2026-05-03' }, '2026-11-22')).toEqual({
    from: '2026-05-03',
    to: '2026-05-03',
  })
})

test('a slot is drawn where it was as long as it fetches the same, and who comes takes the first free one', () => {
  expect(slotPlaces([], ['a', 'b'], 4)).toEqual(['a', 'b', null, null])
  expect(slotPlaces(['a', 'b', 'c', null], ['b', 'c', 'd'], 4)).toEqual(['d', 'b', 'c', null])
  expect(slotPlaces(['a', 'b', 'c', 'd'], ['b', 'd'], 3)).toEqual([null, 'b', 'd'])
  expect(slotPlaces(['a', null, null], ['a', 'b', 'c', 'd'], 3)).toEqual(['a', 'b', 'c', 'd'])
  expect(slotPlaces(['a', 'b'], [], 0)).toEqual([])
  const places = slotPlaces(['a', 'b', null], ['b'], 2)
  expect(slotPlaces(places, ['b'], 2)).toEqual(places)
})

function host(name: string, bytes: number, speed = 0): HostOverview {
  const figures = { files: 1, failed: 0, retries: 0, bytes, activeMs: 1, meanSpeed: null, successRate: 1 }
  const live = { active: 0, connections: 0, connectionLimit: 8, scaling: null, quietUntil: null, profile: unknownHost }
  return { host: name, speed, ...live, figures, waiting: null, cause: null }
}

test('servers are ordered by what was pressed, and no speed moves them afterwards', () => {
  const hosts = [host('a', 1, 9), host('b', 7), host('c', 3)]
  expect(sortedHosts(hosts, { column: 'bytes', order: 'desc' })).toEqual(['b', 'c', 'a'])
  const bySpeed = sortedHosts(hosts, { column: 'speed', order: 'desc' })
  expect(bySpeed).toEqual(['a', 'b', 'c'])
  expect(keptOrder(bySpeed, [host('d', 9), host('c', 3, 5), host('a', 1)])).toEqual(['a', 'c', 'd'])
  expect(sortedHosts(hosts, { column: 'host', order: 'asc' })).toEqual(['a', 'b', 'c'])
})

test('a press on the column that sorts turns it round; another begins with the most, names with the first', () => {
  const bytes = { column: 'bytes', order: 'desc' } as const
  expect(nextSort(bytes, 'bytes')).toEqual({ column: 'bytes', order: 'asc' })
  expect(nextSort(bytes, 'failed')).toEqual({ column: 'failed', order: 'desc' })
  expect(nextSort(bytes, 'host')).toEqual({ column: 'host', order: 'asc' })
})

test('what came is a speed of its step, and a step that has only begun is left out', () => {
  const answer = { span: 'day', from: '2026-11-22T00:00:00.000Z', stepSeconds: 300, bytes: [300, 600, 90] } as const
  const start = Date.UTC(2026, 10, 22) / 1_000
  expect(throughputLine({ ...answer, bytes: [...answer.bytes], lastSeconds: 180 })).toEqual({
    times: [start + 150, start + 450, start + 690],
    speeds: [1, 2, 0.5],
    from: start,
    to: start + 780,
    bytes: 990,
    peak: 2,
  })
  expect(throughputLine({ ...answer, bytes: [...answer.bytes], lastSeconds: 20 }).speeds).toEqual([1, 2])
})

test('bytes that came just now raise the peak by no more than their step will have at its end', () => {
  const answer = { span: 'hour', from: '2026-11-22T00:00:00.000Z', stepSeconds: 10, bytes: [0, 10, 50], lastSeconds: 2 } as const
  expect(throughputLine({ ...answer, bytes: [...answer.bytes] })).toMatchObject({ speeds: [0, 1], bytes: 60, peak: 5 })
})
