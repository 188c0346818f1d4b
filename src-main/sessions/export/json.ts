import type { KeptCookie } from '../../queue/ports.ts'

/** Cookies as the JSON that EditThisCookie and Cookie-Editor write and read; `expirationDate` in seconds since 1970. */
export function jsonText(cookies: readonly KeptCookie[]): string {
  return `${JSON.stringify(cookies.map(entryOf), null, 2)}\n`
}

function entryOf({ name, value, domain, path, expires, secure, httpOnly, hostOnly, sameSite }: KeptCookie) {
  return {
    name,
    value,
    domain: hostOnly ? domain.replace(/^\./, '') : domain.replace(/^\.?/, '.'),
    path,
    ...(expires === null ? {} : { expirationDate: Date.parse(expires) / 1_000 }),
    session: expires === null,
    secure,
    httpOnly,
    hostOnly,
    sameSite: sameSite === null ? 'unspecified' : sameSite === 'none' ? 'no_restriction' : sameSite,
  }
}
