import { type Cookie, CookieJar, getPublicSuffix } from 'tough-cookie'
import { fromOctets } from './octets.ts'

/**
 * Whether the host of a URL may set this cookie (RFC 6265bis §5.7), whatever else is in the jar; gives the cookie its domain
 * and its path.
 */
export function mayBeSetBy(url: string, cookie: Cookie): boolean {
  const { hostname } = new URL(url)
  if (cookie.domain !== null) {
    const domain = canonicalHost(fromOctets(cookie.domain))
    if (domain === null) return false
    // A public suffix may be a host with cookies of its own, but of nothing below it.
    const isSuffix = getPublicSuffix(domain, { allowSpecialUseDomain: true, ignoreError: true }) === undefined
    cookie.domain = isSuffix && domain === hostname ? null : domain
  }
  return hasRightPrefix(cookie) && new CookieJar().setCookieSync(cookie, contextOf(url), { ignoreError: true }) !== undefined
}

/**
 * Whether a cookie that came unencrypted would take the place of a secure one, or stand before it (§5.7, "leave secure
 * cookies alone").
 */
export function hidesSecure(cookie: Cookie, secure: Cookie): boolean {
  const isOneDomain = isWithin(secure.domain, cookie.domain) || isWithin(cookie.domain, secure.domain)
  const path = secure.path?.replace(/\/$/, '') ?? ''
  return secure.secure && secure.key === cookie.key && isOneDomain && `${cookie.path}/`.startsWith(`${path}/`)
}

/** tough-cookie undoes the percent-encoding of a path; the RFC compares it as it is. */
export function contextOf(url: string): URL {
  const context = new URL(url)
  context.pathname = context.pathname.replaceAll('%', '%25')
  return context
}

/** §5.4, whatever the case of the prefix. A cookie without a name must not look as if it had one with a prefix. */
export function hasRightPrefix({ key, value, secure, domain, path, hostOnly }: Cookie): boolean {
  if (key === '') return !/^__(?:secure|host)-/i.test(value)
  if (/^__host-/i.test(key)) return secure && (domain === null || hostOnly === true) && path === '/'
  return !/^__secure-/i.test(key) || secure
}

/** §5.7: what goes along from everywhere has to be encrypted. What a person hands in may come from where nobody looks at that. */
export function isUnsafeNone({ sameSite, secure }: Cookie): boolean {
  return sameSite === 'none' && !secure
}

/** Encrypted, or within this machine. */
export function isSecure(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname)
}

/** A name as URLs have it, in Punycode; null for what is more than a name, or none. */
function canonicalHost(name: string): string | null {
  return /[/?#@\\\s]|:\d*$/.test(name) && !name.endsWith(']') ? null : (URL.parse(`http://${name}`)?.hostname ?? null)
}

function isWithin(name: string | null, whole: string | null): boolean {
  return name !== null && whole !== null && (name === whole || name.endsWith(`.${whole}`))
}
