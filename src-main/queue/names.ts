import { defaultTitle } from '../../src-preload/contract/index.ts'
import type { EpisodeRecord } from './ports.ts'

/** What an episode is called: its given title, else its file, else what its address says. */
export function episodeTitle(record: Pick<EpisodeRecord, 'title' | 'part' | 'wantedName' | 'url'>): string {
  return record.title ?? record.part?.fileName ?? record.wantedName ?? defaultTitle([record.url]) ?? record.url
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
