import type { CookieInspection, Session } from '../../src-preload/contract/index.ts'
import type { CookieReading } from './foreign-texts.ts'
import type { LiveSession } from './live-session.ts'

/** A session as it is shown: cookies without their values. */
export function sessionView(
  live: Pick<LiveSession, 'record' | 'mode' | 'jar'>,
  jobs: { readonly jobs: number; readonly openJobs: number } | undefined,
): Session {
  const { record, mode } = live
  return {
    ...record,
    effectiveMode: mode,
    hosts: [...record.hosts],
    cookies: [...live.jar.list()],
    jobs: jobs?.jobs ?? 0,
    openJobs: jobs?.openJobs ?? 0,
  }
}

/** What a text holds, without the values. */
export function inspectionOf({ format, cookies, homeless, request, problems }: CookieReading): CookieInspection {
  const uses = new Map<string, number>()
  for (const { domain } of cookies) uses.set(domain, (uses.get(domain) ?? 0) + 1)
  return {
    format,
    cookies: [...cookies, ...homeless].map((cookie) => ({
      name: cookie.name,
      domain: cookie.domain,
      path: cookie.path,
      expires: cookie.expires ?? null,
      secure: cookie.secure === true,
      httpOnly: cookie.httpOnly === true,
      hostOnly: cookie.hostOnly === true,
      sameSite: cookie.sameSite ?? null,
      changedAt: null,
    })),
    hosts: [...uses].toSorted(([, one], [, other]) => other - one).map(([domain]) => domain),
    request,
    problems,
  }
}

const endings = { netscape: 'txt', json: 'json' } as const

/** `cookies-my-archive.txt`: letters, digits and hyphens alone. */
export function exportName(name: string, format: keyof typeof endings): string {
  const word = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `cookies${word === '' ? '' : `-${word}`}.${endings[format]}`
}
