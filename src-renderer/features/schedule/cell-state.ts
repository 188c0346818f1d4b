import { type ScheduleRule, type Weekday, type WeekPlan, weekdays } from '../../../src-preload/contract/index.ts'

export const hoursOfDay = 24
const minutesOfHour = 60

/** A part of the grid: an hour of a day, a whole day, an hour on all days, or everything. */
export interface GridPlace {
  /** Null for all days. */
  readonly day: Weekday | null
  /** Null for all hours. */
  readonly hour: number | null
}

/** The hours that a place stands for, by the first minute of each in the week. */
export function hoursAt({ day, hour }: GridPlace): readonly number[] {
  const days = day === null ? weekdays : [day]
  const hours = hour === null ? [...Array(hoursOfDay).keys()] : [hour]
  return days.flatMap((name) => hours.map((each) => (weekdays.indexOf(name) * hoursOfDay + each) * minutesOfHour))
}

/** The rule of an hour; null where it changes within it. */
export function ruleOfHour(plan: WeekPlan, start: number): ScheduleRule | null {
  const rule = plan[start]
  for (let minute = start; minute < start + minutesOfHour; minute += 1) if (plan[minute] !== rule) return null
  return rule ?? null
}

/** All hours between two places, as a rectangle of the grid; the order of the days is that of the screen. */
export function hoursBetween(from: GridPlace, to: GridPlace, days: readonly Weekday[]): readonly number[] {
  const dayRange = rangeOf(from.day, to.day, days)
  const hourRange = rangeOf(from.hour, to.hour, [...Array(hoursOfDay).keys()])
  return dayRange.flatMap((day) => hourRange.flatMap((hour) => hoursAt({ day, hour })))
}

function rangeOf<Value>(one: Value | null, other: Value | null, all: readonly Value[]): readonly Value[] {
  if (one === null || other === null) return all
  const [first, last] = [all.indexOf(one), all.indexOf(other)].toSorted((left, right) => left - right)
  return all.slice(first, (last ?? 0) + 1)
}
