import { feedAddresses } from './feed/feed-addresses.ts'
import { feedDocuments } from './feed/feed-documents.ts'
import { itemFindings } from './feed/item-findings.ts'
import { feedFormat, readFeed } from './feed/read-feed.ts'
import { type ExpiredLink, type Finding, type Material, type Source, SourceError, type SourceTools } from './source.ts'

/**
 * RSS 0.9x to 2.0, RSS 1.0 and 0.90 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, with iTunes, Podcasting 2.0 and Media
 * RSS: a candidate for each file of each item, in the order of the feed. A feed that says where its older items are is read
 * to its end (RFC 5005), as many documents as `maxPages` allows; nothing else is fetched.
 */
export const feedSource: Source = {
  kind: 'feed',

  matches: (material) => material.text !== null && feedFormat(material.text, mediaTypeOf(material)) !== null,

  inspect: pagedFindings,

  refresh: freshAddress,
}

/**
 * What the document itself holds, whatever others it names.
 *
 * @throws SourceError
 */
export function* feedFindings(material: Material): Generator<Finding> {
  const feed = readFeed(material.text ?? '', mediaTypeOf(material))
  if (feed.title !== undefined) yield { kind: 'title', title: feed.title }
  if (feed.items.length === 0) throw new SourceError('nothing')
  yield* itemFindings(feed, material.from === 'server' ? material.url : null)
}

async function* pagedFindings(material: Material, tools: SourceTools): AsyncGenerator<Finding, void, void> {
  let [isFirst, isEmpty] = [true, true]
  for await (const told of feedDocuments(material, tools)) {
    if (told.kind !== 'document') {
      yield told
      continue
    }
    const { feed, url } = told
    if (isFirst && feed.title !== undefined) yield { kind: 'title', title: feed.title }
    isFirst = false
    isEmpty &&= feed.items.length === 0
    yield* itemFindings(feed, url)
  }
  if (isEmpty) throw new SourceError('nothing')
}

/** By its key; by its title where it has none and only one file is called so. Older documents are asked where newer ones do not know it. */
async function freshAddress({ key, title }: ExpiredLink, material: Material, tools: SourceTools): Promise<string | null> {
  for await (const { byKey, byTitle } of feedAddresses(material, tools)) {
    const meant = (key !== null ? byKey.get(key) : title !== null && byTitle.get(title)) || []
    if (meant.length > 0) return meant.length === 1 ? (meant[0] ?? null) : null
  }
  return null
}

function mediaTypeOf(material: Material): string {
  return material.from === 'server' ? material.mediaType : ''
}
