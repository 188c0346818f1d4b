/** The day of a moment where the person is, `YYYY-MM-DD`. `at`: milliseconds since the epoch. */
export function localDay(at: number): string {
  const date = new Date(at)
  const padded = (value: number, length: number) => String(value).padStart(length, '0')
  return [padded(date.getFullYear(), 4), padded(date.getMonth() + 1, 2), padded(date.getDate(), 2)].join('-')
}
