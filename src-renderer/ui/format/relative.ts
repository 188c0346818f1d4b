const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** Writes how far a moment is from now in one locale. */
export function createRelativeFormat(locale: string) {
  // Only zero has a word; "tomorrow" would be wrong for what is 26 hours away late in the evening.
  const format = new Intl.RelativeTimeFormat(locale)
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  return {
    /** `in 3 days`, `2 hours ago`, `now`: in the largest unit of which there is at least one. `nowMs`: since the epoch. */
    relative(iso: string, nowMs: number): string {
      const seconds = Math.round((Date.parse(iso) - nowMs) / 1_000)
      const unit = units.find(([, length]) => Math.abs(seconds) >= length)
      return unit === undefined ? now : format.format(Math.round(seconds / unit[1]), unit[0])
    },
  }
}
