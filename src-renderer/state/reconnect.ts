const firstDelayMs = 250
/** Staffel starts again in about a second, and the page is to show the truth within three. */
const longestDelayMs = 1_000

/** How long to wait before the next attempt, after so many that failed in a row: doubled each time, up to 1 s. */
export function reconnectDelayMs(failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 10))
}
