import type { NewCookie } from '../../src-preload/contract/index.ts'
import { type Refusal, refuse } from '../queue/refusal.ts'
import type { CookieReading } from './foreign-texts.ts'
import { Jar } from './jar.ts'

/** Problems of one text that are told. */
const mostTold = 20

/** A list of cookies is taken as a whole: one that no jar takes refuses all of them, and each such one is named. */
export function checkedCookies(cookies: readonly NewCookie[], now: number): readonly NewCookie[] | Refusal {
  const refused = new Jar(() => now).add(cookies)
  if (refused.length === 0) return cookies
  const issues = refused.map(({ cookie, problem }) => ({
    path: `cookies.${cookies.indexOf(cookie)}`,
    value: cookie.name,
    reason: problem,
  }))
  return refuse('INVALID_INPUT', { issues })
}

/** Of what another program wrote the cookies that a jar takes; refused where that is none of them. */
export function handedCookies({ format, cookies, problems }: CookieReading, now: number): readonly NewCookie[] | Refusal {
  const refused = new Set(new Jar(() => now).add(cookies).map(({ cookie }) => cookie))
  const usable = cookies.filter((cookie) => !refused.has(cookie))
  if (usable.length > 0) return usable
  const reason = format === null ? 'cookiesText' : 'noCookies'
  const told = problems.slice(0, mostTold).map(({ line, name, reason: why }) => ({ line, name, reason: why }))
  return refuse('INVALID_INPUT', { issues: [{ path: 'cookiesText', reason, value: told }] })
}
