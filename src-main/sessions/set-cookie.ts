import { Cookie } from 'tough-cookie'

/** RFC 6265bis §5.6: longer ones are ignored, cookies as a whole, attributes one by one. */
export const mostPairOctets = 4_096
const mostAttributeOctets = 1_024
/** RFC 6265bis §5.5: however late a cookie says it expires, it does so after 400 days. */
const longestLifeMs = 400 * 86_400_000

/** What may stand nowhere in the field: ASCII's control characters but the tab. From 128 on, each may be an octet of a letter. */
const controls = /[^\t -~\u{80}-\u{10ffff}]/u

/**
 * Reads a `Set-Cookie` field (RFC 6265bis §5.6), its expiry made absolute and capped. Null where it is to be ignored as a
 * whole. Name and value are read here, since tough-cookie reads those without a sign between them differently.
 */
export function parseSetCookie(field: string, now: number): Cookie | null {
  if (controls.test(field)) return null
  const [pair = '', ...rest] = field.split(';')
  const { name, value } = readPair(pair)
  if (!isFitPair(name, value)) return null
  const attributes = rest.filter((text) => readPair(text).value.length <= mostAttributeOctets)
  const cookie = Cookie.parse(['n=v', ...attributes].join(';'))
  if (cookie === undefined) return null
  cookie.key = name
  cookie.value = value
  setExpiry(cookie, expiryOf(cookie, now), now)
  return cookie
}

/** Whether name and value fit into a jar. */
export function isFitPair(name: string, value: string): boolean {
  const octets = name.length + value.length
  return octets > 0 && octets <= mostPairOctets && !controls.test(name) && !controls.test(value)
}

/** Whether a text could stand in a `Set-Cookie` field without meaning more than itself. */
export function isPlain(text: string): boolean {
  return !controls.test(text) && !/[;\t]/.test(text)
}

/** Null: until the session is signed out. Nothing lives longer than 400 days. */
export function setExpiry(cookie: Cookie, expiresAt: number | null, now: number): void {
  cookie.maxAge = null
  cookie.expires = expiresAt === null ? 'Infinity' : new Date(Math.min(expiresAt, now + longestLifeMs))
}

/** `Max-Age` counts before `Expires`, from now: tough-cookie would count it from the cookie's last use. */
function expiryOf({ maxAge, expires }: Cookie, now: number): number | null {
  if (typeof maxAge === 'number') return maxAge <= 0 ? 0 : now + maxAge * 1_000
  return expires instanceof Date ? expires.getTime() : null
}

function readPair(pair: string): { readonly name: string; readonly value: string } {
  const sign = pair.indexOf('=')
  return sign < 0 ? { name: '', value: trim(pair) } : { name: trim(pair.slice(0, sign)), value: trim(pair.slice(sign + 1)) }
}

/** Spaces and tabs alone. */
function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}
