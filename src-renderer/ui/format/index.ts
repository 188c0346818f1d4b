import { createDurationFormat } from './durations.ts'
import { createRelativeFormat } from './relative.ts'
import { createSizeFormat } from './sizes.ts'
import { createUnitFormat } from './units.ts'
import { createWeekFormat } from './week.ts'

/** Everything that turns a value into text of one locale. `locale` must be a valid BCP 47 tag. */
export function createFormat(locale: string) {
  const sizes = createSizeFormat(locale)
  const durations = createDurationFormat(locale)
  const week = createWeekFormat(locale)
  const relative = createRelativeFormat(locale)
  const count = new Intl.NumberFormat(locale)
  const list = new Intl.ListFormat(locale, { style: 'short', type: 'unit' })
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const wholePercent = new Intl.NumberFormat(locale, { style: 'percent' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const shortTime = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const dayTime = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' })

  return {
    locale,
    ...sizes,
    ...durations,
    ...week,
    ...relative,
    ...createUnitFormat(locale),
    count: (value: number) => count.format(value),
    /** `one, two, three`. */
    list: (parts: readonly string[]) => list.format(parts),
    decimal: (value: number) => decimal.format(value),
    /** From 0–100. Rounded down, so that only what is finished says 100. */
    percent: (progress: number) => percent.format(Math.floor(progress * 10 + 1e-6) / 1_000),
    /** From 0 to 100, without a fraction. */
    wholePercent: (progress: number) => wholePercent.format(progress / 100),
    /** From ISO 8601, in the local time zone. */
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    /** The day alone, as `dateTime` writes it. */
    day: (iso: string) => day.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    /** A moment: its time, with its day where that is not today, and its date where that is none of the next six. `now`: milliseconds since the epoch. */
    moment(iso: string, now: number): string {
      const date = new Date(iso)
      if (date.toDateString() === new Date(now).toDateString()) return shortTime.format(date)
      const isSoon = date.getTime() > now && date.getTime() < now + 6 * 86_400_000
      return (isSoon ? dayTime : dateTime).format(date)
    },
  }
}

export type Format = ReturnType<typeof createFormat>
