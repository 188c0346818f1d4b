/** How far a download is, in quarters: more often it is not told. */
export function quarterOf(progress: number | null): number {
  return progress === null ? 0 : Math.floor(Math.min(100, Math.max(0, progress)) / 25) * 25
}

interface Told {
  readonly id: string
  readonly quarter: number
}

/**
 * Whether to tell that a download reached another quarter: only while it is the one the keyboard stands on, not when the
 * keyboard comes to it, which reads its row anyway, and not at its end, which a message tells.
 */
export function isWorthTelling(before: Told | null, now: Told): boolean {
  return before !== null && before.id === now.id && now.quarter > before.quarter && now.quarter < 100
}

/** What of these texts was not told yet. `told` are those of the time before, by what they belong to. */
export function untold(told: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  return [...now].filter(([key, text]) => told.get(key) !== text).map(([, text]) => text)
}
