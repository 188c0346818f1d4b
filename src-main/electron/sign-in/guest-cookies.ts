import type { Cookie, CookiesSetDetails } from 'electron'
import type { NewCookie } from '../../../src-preload/contract/index.ts'

const electronSameSite = { strict: 'strict', lax: 'lax', none: 'no_restriction' } as const

/**
 * A cookie as Electron takes it. Its address stands for the one that set it: a cookie that is for its host alone must
 * have no domain, one with a `__Host-` or `__Secure-` name, or that is `Secure`, must come over https.
 */
export function toGuest(cookie: NewCookie): CookiesSetDetails {
  const { name, value, path, expires, secure = false, httpOnly = false, hostOnly = false, sameSite } = cookie
  const host = cookie.domain.replace(/^\./, '')
  const isBareAddress = host.includes(':') && !host.startsWith('[')
  return {
    url: `${secure ? 'https' : 'http'}://${isBareAddress ? `[${host}]` : host}${path}`,
    name,
    value,
    path,
    secure,
    httpOnly,
    sameSite: sameSite === null || sameSite === undefined ? 'unspecified' : electronSameSite[sameSite],
    ...(hostOnly ? {} : { domain: host }),
    ...(expires === null || expires === undefined ? {} : { expirationDate: Date.parse(expires) / 1_000 }),
  }
}

/** A cookie of a page as it is kept; null where it has no domain, which no server's cookie lacks. */
export function fromGuest(cookie: Cookie): NewCookie | null {
  const domain = (cookie.domain ?? '').replace(/^\./, '').replace(/^\[(.*)\]$/, '$1')
  if (domain === '') return null
  return {
    name: cookie.name,
    value: cookie.value,
    domain,
    path: cookie.path ?? '/',
    expires: cookie.expirationDate === undefined ? null : timeOf(cookie.expirationDate),
    secure: cookie.secure ?? false,
    httpOnly: cookie.httpOnly ?? false,
    hostOnly: cookie.hostOnly ?? !(cookie.domain ?? '').startsWith('.'),
    sameSite: sameSiteOf(cookie.sameSite),
  }
}

/** Whether a cookie would go to one of the hosts (RFC 6265 §5.1.3); to any where there are none. Cookies know no ports. */
export function isForHosts(cookie: Pick<NewCookie, 'domain' | 'hostOnly'>, hosts: readonly string[]): boolean {
  if (hosts.length === 0) return true
  const domain = cookie.domain.toLowerCase()
  return hosts.some((pattern) => {
    const host = pattern
      .toLowerCase()
      .replace(/:\d+$/, '')
      .replace(/^\[(.*)\]$/, '$1')
    return host === domain || (!cookie.hostOnly && host.endsWith(`.${domain}`))
  })
}

/** Whether two lists hold the same cookies with the same values, in whatever order. */
export function areSameCookies(some: readonly NewCookie[], others: readonly NewCookie[]): boolean {
  const texts = (cookies: readonly NewCookie[]) =>
    cookies.map(({ name, domain, path, value }) => JSON.stringify([name, domain, path, value])).sort()
  return texts(some).join() === texts(others).join()
}

/** Seconds since the epoch as ISO 8601, at the end of what that can say: 9999. */
function timeOf(seconds: number): string {
  return new Date(Math.min(seconds * 1_000, Date.UTC(9999, 11, 31))).toISOString()
}

function sameSiteOf(sameSite: Cookie['sameSite']): 'strict' | 'lax' | 'none' | null {
  switch (sameSite) {
    case 'strict':
    case 'lax':
      return sameSite
    case 'no_restriction':
      return 'none'
    default:
      return null
  }
}
