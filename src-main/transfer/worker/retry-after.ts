const longestMs = 24 * 3_600_000
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * `Retry-After` in milliseconds from now: seconds or any of the three date forms (RFC 9110 §10.2.3, §5.6.7). Null
 * where it is absent or no such value, a negative one included; a date that has passed is 0; nobody is made to wait
 * for more than a day. A date is of the server's clock: where the answer's own `Date` tells what that shows, it is
 * measured by it.
 */
export function parseRetryAfter(header: string | undefined, now: number, dateHeader?: string): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, longestMs)
  const date = parseHttpDate(text, now)
  const serverNow = parseHttpDate(dateHeader?.trim() ?? '', now) ?? now
  return date === null ? null : Math.min(Math.max(0, date - serverNow), longestMs)
}

/** The three forms of an HTTP date; a two-digit year more than 50 years ahead is in the past century. */
function parseHttpDate(text: string, now: number): number | null {
  const imf = /^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i.exec(text)
  if (imf) return utc(imf[3], imf[2], imf[1], imf[4], imf[5], imf[6])
  const rfc850 = /^[a-z]{6,9}, (\d{2})-([a-z]{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/i.exec(text)
  if (rfc850) {
    const thisYear = new Date(now).getUTCFullYear()
    const year = Math.floor(thisYear / 100) * 100 + Number(rfc850[3])
    return utc(String(year > thisYear + 50 ? year - 100 : year), rfc850[2], rfc850[1], rfc850[4], rfc850[5], rfc850[6])
  }
  const asctime = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/i.exec(text)
  if (asctime) return utc(asctime[6], asctime[1], asctime[2], asctime[3], asctime[4], asctime[5])
  return null
}

function utc(year = '', month = '', day = '', hour = '', minute = '', second = ''): number | null {
  const monthIndex = months.indexOf(month.toLowerCase())
  if (monthIndex < 0 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  const time = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second))
  return new Date(time).getUTCDate() === Number(day) ? time : null
}
