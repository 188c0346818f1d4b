import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import type { ImportReason, NewCookie } from '../../../src-preload/contract/index.ts'

/** A cookie as a text states it, before anybody looked at it. */
export interface CookieClaim {
  readonly name: string
  readonly value: string
  /** Null where the text does not say whose it is. */
  readonly domain: string | null
  /** Empty where nothing is said. */
  readonly path: string
  /** Milliseconds since 1970; null: until the session is signed out. */
  readonly expiresMs: number | null
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly hostOnly: boolean
  readonly sameSite: NonNullable<NewCookie['sameSite']> | null
}

/** What is said of a cookie of which only name and value are known: it goes to its own host, and no further. */
export function bareClaim(name: string, value: string): CookieClaim {
  return {
    name,
    value,
    domain: null,
    path: '/',
    expiresMs: null,
    // A browser has such a cookie from https alone, RFC 6265bis §4.1.3; a jar refuses it otherwise.
    secure: /^__(?:secure|host)-/i.test(name),
    httpOnly: false,
    hostOnly: true,
    sameSite: null,
  }
}

/**
 * The cookie of a claim, or why there is none: RFC 6265bis §5.6, and what the contract allows. Whether a domain may have
 * cookies at all (public suffixes) is the jar's to say. A claim without domain stays without: an empty one.
 */
export function judgeClaim(claim: CookieClaim, nowMs: number): NewCookie | ImportReason {
  const { name, value, expiresMs } = claim
  if (name === '' && value === '') return 'noName'
  if (breaksFields.test(name) || name.includes('=') || breaksFields.test(value)) return 'badCharacters'
  if (name.length + value.length > mostCharacters) return 'tooLong'
  const domain = claim.domain === null ? '' : plainDomain(claim.domain)
  if (domain === null) return 'badDomain'
  if (expiresMs !== null && expiresMs <= nowMs) return 'expired'
  return {
    name,
    value,
    domain,
    path: plainPath(claim.path),
    expires: expiresMs === null ? null : new Date(Math.min(expiresMs, latestMs)).toISOString(),
    secure: claim.secure,
    httpOnly: claim.httpOnly,
    hostOnly: claim.hostOnly || isIP(domain.replace(/^\[|\]$/g, '')) !== 0,
    sameSite: claim.sameSite,
  }
}

/** Lower case, ASCII, no dot in front; null where it is no host's name. */
export function plainDomain(text: string): string | null {
  const name = text.trim().replace(/^\./, '')
  if (name === '' || name.length > 255 || noName.test(name)) return null
  const ascii = domainToASCII(name)
  return ascii === '' || ascii.length > 255 || ascii.split('.').includes('') ? null : ascii
}

/** RFC 6265bis §5.6.4: what is no path is the default one, and here that is the root. */
function plainPath(path: string): string {
  return path.startsWith('/') && path.length <= 1_024 && !breaksFields.test(path) ? path : '/'
}

/** What an address reads as the end of its host, or as its escape. */
const noName = /[\s/?#\\@%]/
/** Control characters, and what would end the cookie in a field. */
const breaksFields = /[\p{Cc};]/u
/** RFC 6265bis §5.6: octets of name and value together; the jar counts them exactly. */
const mostCharacters = 4_096
/** The last year that ISO 8601 writes in four digits. */
const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
