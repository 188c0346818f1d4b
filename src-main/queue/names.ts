import { defaultTitle, withoutCredentials } from '../../src-preload/contract/index.ts'
import type { EpisodeRecord } from './ports.ts'

/** What an episode is called: its given title, else its file, else what its address says. */
export function episodeTitle(record: Pick<EpisodeRecord, 'title' | 'part' | 'wantedName' | 'url'>): string {
  return (
    record.title ?? record.part?.fileName ?? record.wantedName ?? defaultTitle([record.url]) ?? withoutCredentials(record.url)
  )
}

/** `host[:port]`, lower case: the key of all per-host limits. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? ''
}
