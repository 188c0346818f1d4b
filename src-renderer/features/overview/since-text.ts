/** A day (`YYYY-MM-DD`) or a month (`YYYY-MM`), short; both are of the calendar and of no time zone. */
export function sinceText(locale: string, period: string): string {
  const isMonth = period.length === 7
  const date = new Date(`${isMonth ? `${period}-01` : period}T00:00:00Z`)
  const options: Intl.DateTimeFormatOptions = isMonth ? { month: 'long', year: 'numeric' } : { dateStyle: 'medium' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
}
