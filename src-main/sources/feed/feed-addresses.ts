import type { FoundCandidate, Material, SourceTools } from '../source.ts'
import { feedDocuments } from './feed-documents.ts'
import { itemFindings } from './item-findings.ts'

/** Where the files of one document are: several of one key or one title are each there. */
export interface FeedAddresses {
  readonly byKey: ReadonlyMap<string, readonly string[]>
  readonly byTitle: ReadonlyMap<string, readonly string[]>
}

/** The documents of a feed, read as far as anybody has looked. */
interface Reading {
  readonly read: FeedAddresses[]
  readonly further: AsyncGenerator<FeedAddresses, void, void>
}

/** As long as there is the material, there is what was found in it: of many episodes that expire together each looks here. */
const readings = new WeakMap<Material, Reading>()

/**
 * Document by document, the newest first; what others have read already is not read again.
 *
 * @throws SourceError for the first document, see {@link feedDocuments}
 */
export async function* feedAddresses(material: Material, tools: SourceTools): AsyncGenerator<FeedAddresses, void, void> {
  const reading = readings.get(material) ?? { read: [], further: addressesOf(material, tools) }
  readings.set(material, reading)
  const { read, further } = reading
  for (let index = 0; ; index++) {
    if (index === read.length) {
      const next = await further.next().catch((error: unknown) => {
        readings.delete(material)
        throw error
      })
      if (next.value !== undefined) read.push(next.value)
    }
    const addresses = read[index]
    if (addresses === undefined) return
    yield addresses
  }
}

async function* addressesOf(material: Material, tools: SourceTools): AsyncGenerator<FeedAddresses, void, void> {
  for await (const told of feedDocuments(material, tools)) {
    if (told.kind !== 'document') continue
    const found = [...itemFindings(told.feed, told.url)].flatMap((finding) =>
      finding.kind === 'candidate' ? finding.candidate : [],
    )
    yield { byKey: addressesBy(found, ({ key }) => key), byTitle: addressesBy(found, ({ title }) => title) }
  }
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
