const firstDelayMs = 250
const longestDelayMs = 5_000

/** How long to wait before the next attempt, after so many that failed in a row: doubled each time, up to 5 s. */
export function reconnectDelayMs(failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 10))
}
