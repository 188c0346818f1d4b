import type { Cookie, Session } from '../../src-preload/contract/index.ts'

/** Links of a job that are looked at to find the session they belong to. */
const askedLinks = 1_000

/** How a session stands, as far as anybody knows. */
export type SessionState = 'signIn' | 'empty' | 'expired' | 'good'

/** `nowMs`: milliseconds since the epoch. */
export function isExpired({ expires }: Pick<Cookie, 'expires'>, nowMs: number): boolean {
  return expires !== null && Date.parse(expires) <= nowMs
}

export function sessionState({ signIn, cookies }: Pick<Session, 'signIn' | 'cookies'>, nowMs: number): SessionState {
  if (signIn !== null) return 'signIn'
  if (cookies.length === 0) return 'empty'
  return cookies.every((cookie) => isExpired(cookie, nowMs)) ? 'expired' : 'good'
}

/** The hosts a session was given, or those of its cookies, most cookies first. */
export function sessionHosts({ hosts, cookies }: Pick<Session, 'hosts' | 'cookies'>): readonly string[] {
  if (hosts.length > 0) return hosts
  const counts = new Map<string, number>()
  for (const { domain } of cookies) counts.set(plainDomain(domain), (counts.get(plainDomain(domain)) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one).map(([domain]) => domain)
}

/** Whether requests to an address carry something of a session: its hosts are named, or a cookie is theirs (RFC 6265bis §5.1.3). */
export function sessionFits(session: Pick<Session, 'hosts' | 'cookies'>, address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  const { hostname } = url
  if (session.hosts.length > 0) {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
    return session.hosts.some((host) => host === hostname || host === `${hostname}:${port}`)
  }
  return session.cookies.some(({ domain, hostOnly }) => {
    const own = plainDomain(domain)
    return own === hostname || (!hostOnly && hostname.endsWith(`.${own}`))
  })
}

/** The session that most of these links belong to, of several the one used last; null where none fits any. */
export function sessionForLinks(sessions: readonly Session[], urls: readonly string[]): Session | null {
  const asked = urls.slice(0, askedLinks)
  let best: { readonly session: Session; readonly links: number } | null = null
  for (const session of sessions) {
    const links = asked.filter((url) => sessionFits(session, url)).length
    if (links === 0) continue
    const isBetter =
      best === null || links > best.links || (links === best.links && (session.usedAt ?? '') > (best.session.usedAt ?? ''))
    if (isBetter) best = { session, links }
  }
  return best?.session ?? null
}

/** Where a person signs in: as was said, or else at the server that asked for it, or that most cookies are of; null where nobody knows. */
export function signInAddress(session: Pick<Session, 'signInUrl' | 'signIn' | 'hosts' | 'cookies'>): string | null {
  if (session.signInUrl !== null) return session.signInUrl
  const host = session.signIn?.host ?? sessionHosts(session)[0] ?? ''
  return host === '' ? null : `https://${host}/`
}

/** What needs a sign-in and keeps somebody waiting. */
export function sessionsInNeed(sessions: readonly Session[]): readonly Session[] {
  return sessions.filter(({ signIn, openJobs }) => signIn !== null && openJobs > 0)
}

/** Puts something into a list: in its place, or at the end. */
export function withItem<Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] {
  const isKnown = items.some(({ id }) => id === item.id)
  return isKnown ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item]
}

function plainDomain(domain: string): string {
  return domain.replace(/^\./, '').toLowerCase()
}
