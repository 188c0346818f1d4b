const dayMs = 86_400_000

/** The day so many days before another, both `YYYY-MM-DD`: by the calendar, in no time zone. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10)
}
