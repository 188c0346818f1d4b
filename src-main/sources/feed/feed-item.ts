import type { ExpectedChecksum } from '../../../src-preload/contract/index.ts'

/** A feed in any dialect, in our words. Addresses are as the feed has them: relative ones too. What it does not say is absent. */
export interface ReadFeed {
  readonly title?: string | undefined
  readonly cover?: string | undefined
  /** `xml:base` of the whole. */
  readonly base?: string | undefined
  /** Where its older items are: `next` and `prev-archive` (RFC 5005), `next_url` of JSON Feed. */
  readonly older: readonly string[]
  readonly items: readonly FeedItem[]
}

export interface FeedItem {
  readonly title?: string | undefined
  /** What the feed calls it for good: guid, id, `rdf:about`. */
  readonly id?: string | undefined
  /** The page about it. */
  readonly link?: string | undefined
  /** Milliseconds since the epoch. */
  readonly date?: number | undefined
  readonly season?: number | undefined
  readonly number?: number | undefined
  readonly durationSeconds?: number | undefined
  readonly cover?: string | undefined
  /** Its own `xml:base`. */
  readonly base?: string | undefined
  readonly files: readonly FeedFile[]
}

export interface FeedFile {
  readonly url: string
  readonly type?: string | undefined
  readonly size?: number | undefined
  readonly title?: string | undefined
  readonly durationSeconds?: number | undefined
  /** Where the very same file is, too. */
  readonly mirrors?: readonly string[] | undefined
  readonly checksum?: ExpectedChecksum | undefined
}
