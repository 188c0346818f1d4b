const minuteMs = 60_000
/** After the first failure; each further one waits three times as long. */
const firstRetryMs = 5 * minuteMs
const longestRetryMs = 24 * 60 * minuteMs
/** A tenth of the interval either way, so that what was added together is not asked for together for ever. */
const jitter = 0.1

export interface CheckFacts {
  readonly intervalMinutes: number
  /** Checks that failed in a row, this one included. */
  readonly failures: number
  /** What the server wishes (RFC 9110 §10.2.3); null for nothing. */
  readonly retryAfterMs: number | null
  /** Uniform in [0, 1). */
  readonly fraction: number
}

/** Milliseconds until the next check. A feed that fails is asked less and less often, and at least once a day or an interval. */
export function delayToNextCheck({ intervalMinutes, failures, retryAfterMs, fraction }: CheckFacts): number {
  const intervalMs = intervalMinutes * minuteMs
  const spread = 1 - jitter + 2 * jitter * fraction
  if (failures === 0) return Math.round(intervalMs * spread)
  const retryMs = Math.min(Math.max(longestRetryMs, intervalMs), firstRetryMs * 3 ** Math.min(failures - 1, 10))
  return Math.round(Math.max(Math.min(retryAfterMs ?? 0, longestRetryMs), retryMs * spread))
}

/** Whether it is time; also where the clock was set back so far that it never would be. */
export function isDue(nextCheckAt: number | null, intervalMinutes: number, now: number): boolean {
  if (nextCheckAt === null) return false
  const longestMs = Math.max(longestRetryMs, intervalMinutes * minuteMs) * (1 + jitter)
  return nextCheckAt <= now || nextCheckAt - now > longestMs
}
