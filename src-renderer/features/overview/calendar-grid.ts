import { type Weekday, weekdays } from '../../../src-preload/contract/index.ts'
import { dayBefore } from '../../state/day-before.ts'

export interface CalendarDay {
  readonly day: string
  /** 0: nothing; 1–4: by how it stands among the days on which there was something. */
  readonly level: 0 | 1 | 2 | 3 | 4
  readonly value: number
}

export interface CalendarMonth {
  /** `YYYY-MM`. */
  readonly month: string
  readonly weeks: number
}

/** The last year by weeks: rows are weekdays from the first of a week on, columns weeks, the last with today. Null comes later. */
export interface CalendarGrid {
  readonly rows: readonly { readonly weekday: Weekday; readonly days: readonly (CalendarDay | null)[] }[]
  /** Each from the week in which it begins, the first from the first week. */
  readonly months: readonly CalendarMonth[]
  readonly first: string
}

export const weeksShown = 53

/** `inOrder`: weekdays from the day on which a week begins. `today`: `YYYY-MM-DD`. Days belong to no time zone here. */
export function calendarGrid(today: string, inOrder: readonly Weekday[], values: ReadonlyMap<string, number>): CalendarGrid {
  const daysIntoWeek = inOrder.indexOf(weekdayOf(today))
  const first = dayBefore(today, daysIntoWeek + (weeksShown - 1) * 7)
  const bounds = levelBounds([...values].filter(([day]) => day >= first && day <= today).map(([, value]) => value))
  const dayAt = (week: number, row: number): CalendarDay | null => {
    const day = dayBefore(first, -(week * 7 + row))
    if (day > today) return null
    const value = values.get(day) ?? 0
    return { day, value, level: levelOf(value, bounds) }
  }
  const weeks = [...Array(weeksShown).keys()]
  return {
    rows: inOrder.map((weekday, row) => ({ weekday, days: weeks.map((week) => dayAt(week, row)) })),
    months: monthsOf(weeks.map((week) => dayBefore(first, -(week * 7 + 6)).slice(0, 7))),
    first,
  }
}

/** Where a key leads from a day; null where it leads nowhere. A week is a column. */
export function calendarMove(key: string, day: string, { first, today }: { first: string; today: string }): string | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -7,
    ArrowRight: 7,
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -28,
    PageDown: 28,
  }
  if (key === 'Home') return first
  if (key === 'End') return today
  const step = steps[key]
  if (step === undefined) return null
  const next = dayBefore(day, -step)
  if (next >= first && next <= today) return next
  // Weeks beyond an end lead to that end, days nowhere.
  if (Math.abs(step) === 1) return day
  return next < first ? first : today
}

export function weekdayOf(day: string): Weekday {
  // 1 January 1970 was a Thursday.
  const days = Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  return weekdays[(((days + 3) % 7) + 7) % 7] ?? 'mon'
}

/** Quarters of the days on which there was something: one day of a terabyte does not make all others pale. */
function levelBounds(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => value > 0).toSorted((one, other) => one - other)
  return [0.25, 0.5, 0.75].map((part) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
}

function levelOf(value: number, bounds: readonly number[]): CalendarDay['level'] {
  if (value <= 0) return 0
  const above = bounds.filter((bound) => value > bound).length
  return above === 0 ? 1 : above === 1 ? 2 : above === 2 ? 3 : 4
}

/** A week belongs to the month of its last day, so that a month stands where it begins. */
function monthsOf(weeks: readonly string[]): CalendarMonth[] {
  const months: { month: string; weeks: number }[] = []
  for (const month of weeks) {
    const last = months.at(-1)
    if (last?.month === month) last.weeks += 1
    else months.push({ month, weeks: 1 })
  }
  return months
}
