/** A day (`YYYY-MM-DD`) or a month (`YYYY-MM`) in words; both are of the calendar and of no time zone. */
export function periodText(locale: string, period: string): string {
  const isMonth = period.length === 7
  const date = new Date(`${isMonth ? `${period}-01` : period}T00:00:00Z`)
  const options: Intl.DateTimeFormatOptions = isMonth
    ? { month: 'long', year: 'numeric' }
    : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
}
