/**
 * Whether a refusal may be due to what was sent: a request would now carry a cookie that it did not carry, or another value
 * of one. Where there are only fewer of them, asking again brings nothing.
 */
export function mayBeStale(sent: string | null, now: string | null): boolean {
  const known = new Set(sent?.split('; '))
  return now?.split('; ').some((cookie) => !known.has(cookie)) ?? false
}
