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
  const { byKey, byTitle } = addressesIn(material)
  const meant = (key !== null ? byKey.get(key) : title !== null && byTitle.get(title)) || []
  return meant.length === 1 ? (meant[0] ?? null) : null
}

interface FeedAddresses {
  readonly byKey: ReadonlyMap<string, readonly string[]>
  readonly byTitle: ReadonlyMap<string, readonly string[]>
}

/** Read once for all episodes that have expired together: as long as there is the material, there is what was found in it. */
const known = new WeakMap<Material, FeedAddresses>()

function addressesIn(material: Material): FeedAddresses {
  const before = known.get(material)
  if (before !== undefined) return before
  const found = [...feedFindings(material)].flatMap((finding) => (finding.kind === 'candidate' ? finding.candidate : []))
  const addresses = { byKey: addressesBy(found, ({ key }) => key), byTitle: addressesBy(found, ({ title }) => title) }
  known.set(material, addresses)
  return addresses
}

function addressesBy(found: readonly FoundCandidate[], nameOf: (candidate: FoundCandidate) => string | undefined) {
  const addresses = new Map<string, string[]>()
  for (const candidate of found) {
    const name = nameOf(candidate)
    if (name === undefined) continue
    const named = addresses.get(name)
    if (named === undefined) addresses.set(name, [candidate.url])
    else named.push(candidate.url)
  }
  return addresses
}

function mediaTypeOf(material: Material): string {
  return material.from === 'server' ? material.mediaType : ''
}
