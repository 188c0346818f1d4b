/** A cookie as the DevTools protocol tells it. */
interface ChromiumCookie {
  readonly name: string
  readonly value: string
  /** With a leading dot unless it is for that host alone. */
  readonly domain: string
  readonly path: string
  /** Seconds since the epoch. */
  readonly expires: number
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly session: boolean
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
}

const electronSameSite = { Strict: 'strict', Lax: 'lax', None: 'no_restriction' } as const
const chromiumSameSite = { strict: 'Strict', lax: 'Lax', no_restriction: 'None' } as const

export function fromChromium(cookie: ChromiumCookie): Electron.Cookie {
  const { name, value, domain, path, httpOnly, secure, session, sameSite } = cookie
  return {
    name,
    value,
    domain,
    hostOnly: !domain.startsWith('.'),
    path,
    secure,
    httpOnly,
    session,
    sameSite: sameSite === undefined ? 'unspecified' : electronSameSite[sameSite],
    ...(session ? {} : { expirationDate: cookie.expires }),
  }
}

export function toChromium(details: Electron.CookiesSetDetails) {
  const { url, name = '', value = '', domain, path, secure, httpOnly = false, expirationDate, sameSite = 'lax' } = details
  return {
    url,
    name,
    value,
    secure: secure ?? sameSite === 'no_restriction',
    httpOnly,
    ...(domain === undefined ? {} : { domain }),
    ...(path === undefined ? {} : { path }),
    ...(expirationDate === undefined ? {} : { expires: expirationDate }),
    ...(sameSite === 'unspecified' ? {} : { sameSite: chromiumSameSite[sameSite] }),
  }
}
