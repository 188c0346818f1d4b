import { itemCandidates } from './feed/item-candidates.ts'
import { itemKeys } from './feed/item-keys.ts'
import { feedFormat, readFeed } from './feed/read-feed.ts'
import { type ExpiredLink, type Finding, type FoundCandidate, type Material, type Source, SourceError } from './source.ts'

/**
 * RSS 0.9x to 2.0, RSS 1.0 and 0.90 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, with iTunes, Podcasting 2.0 and Media
 * RSS: a candidate for each file of each item, in the order of the feed. Only the document itself is read; nothing is
 * fetched.
 */
export const feedSource: Source = {
  kind: 'feed',

  matches: (material) => material.text !== null && feedFormat(material.text, mediaTypeOf(material)) !== null,

  inspect: (material) => feedFindings(material),

  refresh: async (expired, material) => freshAddress(expired, material),
}

/** @throws SourceError */
export function* feedFindings(material: Material): Generator<Finding> {
  const feed = readFeed(material.text ?? '', mediaTypeOf(material))
  if (feed.title !== undefined) yield { kind: 'title', title: feed.title }
  if (feed.items.length === 0) throw new SourceError('nothing')
  const keys = itemKeys(feed.items)
  const url = material.from === 'server' ? material.url : null
  for (const [index, item] of feed.items.entries()) yield* itemCandidates(item, { feed, key: keys[index], url })
}

/** By its key; by its title where it has none and only one file is called so. */
function freshAddress({ key, title }: ExpiredLink, material: Material): string | null {
  const isMeant = (candidate: FoundCandidate) =>
    key !== null ? candidate.key === key : title !== null && candidate.title === title
  const meant: string[] = []
  for (const finding of feedFindings(material)) {
    if (finding.kind === 'candidate' && isMeant(finding.candidate)) meant.push(finding.candidate.url)
  }
  return meant.length === 1 ? (meant[0] ?? null) : null
}

function mediaTypeOf(material: Material): string {
  return material.from === 'server' ? material.mediaType : ''
}
