const two = (number: number) => String(number).padStart(2, '0')

/** The day of a moment in the machine's time zone, `YYYY-MM-DD`. */
export function localDay(time: number): string {
  const date = new Date(time)
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The day that is so many after another; days are counted by the calendar, whatever hours they have. */
export function dayAfter(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return localDay(new Date(year, month - 1, date + days, 12).getTime())
}

/** When a day begins in the machine's time zone, milliseconds since the epoch. */
export function startOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date).getTime()
}
