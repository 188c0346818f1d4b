import { detectJsonFeed, detectRdfFeed, parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { SourceError } from '../source.ts'
import { fromAtom, fromJson, fromRdf, fromRss } from './dialects.ts'
import { documentRoot } from './document-root.ts'
import { feedDate } from './feed-date.ts'
import type { ReadFeed } from './feed-item.ts'
import { rdfEnclosures } from './rdf-enclosures.ts'

/** Of a longer one the tree alone would not fit into memory; the longest that are known have about 20 MB. */
const mostCharacters = 33_554_432
const mostItems = 100_000
/** The order of an RDF feed is a list of names, each of which is looked for among all items. */
const mostRdfItems = 10_000
const options = { parseDateFn: feedDate, maxItems: mostItems + 1 }

/** Which kind of feed a text is, by how it begins; null for none. `mediaType`: as the server says it. */
export function feedFormat(text: string, mediaType = ''): 'rss' | 'atom' | 'rdf' | 'json' | null {
  const root = documentRoot(text)
  if (root?.name === 'rss') return 'rss'
  if (root?.name === 'feed') return 'atom'
  if (root?.name === 'rdf') return detectRdfFeed(text) ? 'rdf' : null
  // Without its version any JSON with a title might be one.
  const saysSo = mediaType === 'application/feed+json' || text.includes('jsonfeed.org/version/')
  return saysSo && /^\uFEFF?\s*\{/.test(text) && detectJsonFeed(withoutMark(text)) ? 'json' : null
}

/**
 * A feed of any dialect. At most {@link mostItems} and one of its items.
 *
 * @throws SourceError `entities`, `tooLarge`, `tooMany`, `malformed`
 */
export function readFeed(text: string, mediaType = ''): ReadFeed {
  if (text.length > mostCharacters) throw new SourceError('tooLarge', { bytes: text.length })
  if (documentRoot(text)?.declaresEntities === true) throw new SourceError('entities')
  const format = feedFormat(text, mediaType)
  try {
    if (format === 'rss') return withinLimit(fromRss(parseRssFeed(text, options)))
    if (format === 'atom') return withinLimit(fromAtom(parseAtomFeed(text, options)))
    if (format === 'json') return withinLimit(fromJson(parseJsonFeed(withoutMark(text), options)))
    if (format === 'rdf') {
      const found = text.split(/<(?:[\w.-]{1,100}:)?(?:item|li)[\s>]/i, 2 * mostRdfItems + 1).length
      if (found > 2 * mostRdfItems) throw new SourceError('tooMany', { found, most: mostRdfItems })
      return fromRdf(parseRdfFeed(text, options), rdfEnclosures(text))
    }
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError('malformed', { detail: detailOf(error) })
  }
  throw new SourceError('malformed', { detail: 'not a feed' })
}

function withinLimit(feed: ReadFeed): ReadFeed {
  if (feed.items.length > mostItems) throw new SourceError('tooMany', { found: feed.items.length, most: mostItems })
  return feed
}

function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause.message : error.message
  return cause.slice(0, 300)
}

/** JSON has no byte order mark (RFC 8259 §8.1), and some servers send one. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
