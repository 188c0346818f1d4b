import { getPublicSuffix } from 'tough-cookie'

/** Whether all origins are of one site, schemes included: RFC 6265bis §5.2. */
export function areOfOneSite(origins: readonly string[]): boolean {
  return new Set(origins.map(siteOf)).size <= 1
}

function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  const domain = getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true })
  return `${protocol}//${domain ?? hostname}`
}
