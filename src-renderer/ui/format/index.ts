import { createDurationFormat } from './durations.ts'
import { createSizeFormat } from './sizes.ts'

/** Everything that turns a value into text of one locale. `locale` must be a valid BCP 47 tag. */
export function createFormat(locale: string) {
  const sizes = createSizeFormat(locale)
  const durations = createDurationFormat(locale)
  const count = new Intl.NumberFormat(locale)
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })

  return {
    locale,
    ...sizes,
    ...durations,
    count: (value: number) => count.format(value),
    decimal: (value: number) => decimal.format(value),
    /** From 0–100. Rounded down, so that only what is finished says 100. */
    percent: (progress: number) => percent.format(Math.floor(progress * 10 + 1e-6) / 1_000),
    /** From ISO 8601, in the local time zone. */
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
  }
}
export type Format = ReturnType<typeof createFormat>
