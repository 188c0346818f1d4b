import { minutesOfDay, type Weekday, weekdays } from '../../../src-preload/contract/index.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** A Monday. */
const mondayMs = Date.UTC(2026, 0, 5)

/** Days and times of day of one locale, of no date and no zone. */
export function createWeekFormat(locale: string) {
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const long = of({ weekday: 'long' })
  const short = of({ weekday: 'short' })
  const time = of({ timeStyle: 'short' })
  const list = new Intl.ListFormat(locale, { style: 'short', type: 'unit' })
  const first = firstWeekday(locale)
  const inOrder = [...weekdays.slice(first), ...weekdays.slice(0, first)]
  const dateOf = (day: Weekday) => new Date(mondayMs + weekdays.indexOf(day) * dayMs)

  return {
    /** From the day on which a week begins here. */
    weekdays: inOrder as readonly Weekday[],
    weekday: (day: Weekday) => long.format(dateOf(day)),
    shortWeekday: (day: Weekday) => short.format(dateOf(day)),
    /** `Mon – Fri, Sun`; three or more in a row are a range. */
    days(days: readonly Weekday[]): string {
      const runs: Weekday[][] = []
      let run: Weekday[] | null = null
      for (const day of inOrder) {
        if (!days.includes(day)) run = null
        else if (run !== null) run.push(day)
        else {
          run = [day]
          runs.push(run)
        }
      }
      const names = runs.flatMap((days) => {
        const [from, to] = [days[0], days.at(-1)]
        if (from === undefined || to === undefined || days.length < 3) return days.map((day) => short.format(dateOf(day)))
        return [short.formatRange(dateOf(from), laterThan(dateOf(from), dateOf(to)))]
      })
      return list.format(names)
    },
    /** Of a time of day in minutes; the end of a day is 24:00 where clocks count so far, else midnight. */
    timeOfDay(minutes: number): string {
      const text = time.format(new Date(mondayMs + minutes * minuteMs))
      return minutes === minutesOfDay ? text.replace(/^00:00/, '24:00') : text
    },
  }
}

/** The day from which weeks are counted in a locale, 0 for Monday. */
function firstWeekday(locale: string): number {
  const { firstDay } = weekInfo(new Intl.Locale(locale).maximize())
  return (firstDay - 1) % 7
}

/** The newer method where there is one, else the older property; else a week as ISO 8601 counts it. */
function weekInfo(locale: Intl.Locale): { readonly firstDay: number } {
  const { getWeekInfo, weekInfo: older } = locale as {
    readonly getWeekInfo?: () => { readonly firstDay: number }
    readonly weekInfo?: { readonly firstDay: number }
  }
  return getWeekInfo?.call(locale) ?? older ?? { firstDay: 1 }
}

/** Over the end of the week a range goes on into the next. */
function laterThan(from: Date, to: Date): Date {
  return to < from ? new Date(to.getTime() + 7 * dayMs) : to
}
