import type { EpisodeRecord } from './ports.ts'

/** The last part of a URL's path, decoded, for showing; the host where there is none. */
export function titleFromUrl(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  const segment = url.pathname.split('/').findLast((part) => part !== '')
  return segment === undefined ? url.host : decoded(segment)
}

/** A title for a job that was given none: of one address its file, of several their common folder or their host. */
export function titleFromUrls(addresses: readonly string[]): string {
  const [first, ...others] = addresses
  if (first === undefined) return ''
  if (others.length === 0) return titleFromUrl(first)
  const folders = [first, ...others].map(folderOf)
  const common = folders.every((folder) => folder === folders[0]) ? folders[0] : undefined
  return common ?? URL.parse(first)?.host ?? first
}

/** What an episode is called: its given title, else its file, else what its address says. */
export function episodeTitle(record: Pick<EpisodeRecord, 'title' | 'part' | 'wantedName' | 'url'>): string {
  return record.title ?? record.part?.fileName ?? record.wantedName ?? titleFromUrl(record.url)
}

/** `host[:port]`, lower case: the key of all per-host limits. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? ''
}

/** An address as it may be shown: without user name and password (RFC 9110 §4.2.4). */
export function withoutCredentials(address: string): string {
  if (!address.includes('@')) return address
  const url = URL.parse(address)
  if (url === null || (url.username === '' && url.password === '')) return address
  url.username = ''
  url.password = ''
  return url.href
}

function folderOf(address: string): string | undefined {
  const segment = URL.parse(address)
    ?.pathname.split('/')
    .slice(0, -1)
    .findLast((part) => part !== '')
  return segment === undefined ? undefined : decoded(segment)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
