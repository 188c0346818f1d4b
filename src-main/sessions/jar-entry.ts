import { Cookie } from 'tough-cookie'
import type { Cookie as ShownCookie } from '../../src-preload/contract/index.ts'
import type { KeptCookie } from '../queue/ports.ts'
import { fromOctets } from './octets.ts'

/** A cookie in a jar. */
export interface JarEntry {
  readonly cookie: Cookie
  /** When an answer last gave it another value. */
  readonly changedAt: string | null
}

export function shownOf({ cookie, changedAt }: JarEntry): ShownCookie {
  return {
    name: fromOctets(cookie.key),
    domain: cookie.domain ?? '',
    path: cookie.path ?? '/',
    expires: cookie.expires instanceof Date ? cookie.expires.toISOString() : null,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    hostOnly: cookie.hostOnly === true,
    sameSite: cookie.sameSite === 'strict' || cookie.sameSite === 'lax' || cookie.sameSite === 'none' ? cookie.sameSite : null,
    changedAt,
  }
}

export function keptOf(entry: JarEntry): KeptCookie {
  return { ...shownOf(entry), value: fromOctets(entry.cookie.value) }
}

/** A cookie as it is written down: name and value as octets, whatever they mean. */
export interface WrittenCookie extends KeptCookie {
  readonly createdAt: string
}

export function writtenOf(entry: JarEntry): WrittenCookie {
  const { key, value, creation } = entry.cookie
  const createdAt = (creation instanceof Date ? creation : new Date(0)).toISOString()
  return { ...shownOf(entry), name: key, value, createdAt }
}

export function entryOf({ name, expires, sameSite, changedAt, createdAt, ...facts }: WrittenCookie): JarEntry {
  const cookie = new Cookie({
    ...facts,
    key: name,
    expires: expires === null ? 'Infinity' : new Date(expires),
    sameSite: sameSite ?? undefined,
    creation: new Date(createdAt),
  })
  return { cookie, changedAt }
}

/** Whether the same is kept and sent of both. */
export function isAlike(one: Cookie | undefined, other: Cookie | undefined): boolean {
  const facts = (cookie: Cookie | undefined) =>
    cookie && [cookie.value, cookie.expires, cookie.secure, cookie.httpOnly, cookie.hostOnly, cookie.sameSite]
  return JSON.stringify(facts(one)) === JSON.stringify(facts(other))
}
