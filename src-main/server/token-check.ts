import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'

/** What a request brought to prove itself: nothing, something wrong, or the right thing. */
export type Proof = 'missing' | 'wrong' | 'right'

const yearSeconds = 31_536_000

/** Compares what requests bring with the token, in a time that says nothing about either. */
export interface TokenCheck {
  /** A token given as text, such as the one of `/?token=…`. */
  ofToken(given: unknown): Proof
  /** The `Authorization` header (RFC 6750 §2.1) before the cookie. */
  ofHeaders(headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined }, port: number): Proof
  /** The `Set-Cookie` value that lets a browser in. Named after the port, because cookies ignore ports. */
  cookie(port: number): string
}

export function createTokenCheck(token: string): TokenCheck {
  const cookieName = (port: number) => `staffel_${port}`
  /** Not the token itself: what a cookie store or another local server sees does not open the interface for scripts. */
  const cookieValue = (port: number) => createHmac('sha256', token).update(cookieName(port)).digest('base64url')

  const ofToken = (given: unknown): Proof => {
    if (given === undefined) return 'missing'
    return typeof given === 'string' && isSame(given, token) ? 'right' : 'wrong'
  }
  return {
    ofToken,
    ofHeaders({ authorization, cookie }, port) {
      if (authorization !== undefined) return ofToken(/^bearer +(.+)$/i.exec(authorization)?.[1]?.trim() ?? '')
      const given = parseCookie(cookie ?? '')[cookieName(port)]
      if (given === undefined) return 'missing'
      return isSame(given, cookieValue(port)) ? 'right' : 'wrong'
    },
    cookie(port) {
      return stringifySetCookie({
        name: cookieName(port),
        value: cookieValue(port),
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        maxAge: yearSeconds,
      })
    },
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
