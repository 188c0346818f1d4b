import { isDownloadUrl } from '../../src-preload/contract/index.ts'
import type { DescribedFile } from './metalink/described-file.ts'
import { fileFindings } from './metalink/file-findings.ts'
import { isMetalink } from './metalink/is-metalink.ts'
import { MetalinkReader } from './metalink/metalink-reader.ts'
import {
  type ExpiredLink,
  type Finding,
  type FoundCandidate,
  type Material,
  type Source,
  SourceError,
  type SourceTools,
} from './source.ts'

/** What is read before others have a turn. */
const charactersAtOnce = 262_144
/** A newer document that is longer is none that is fetched for one address. */
const mostOriginBytes = 16_777_216

/**
 * Metalink 4 (RFC 5854) and 3: each file with its places in the order of their priority, its digest, the digests of its
 * pieces, and its folder. A `location` says where a mirror stands, but not which one is near: the priorities, which
 * servers make for whoever asks, do.
 */
export const metalinkSource: Source = {
  kind: 'metalink',
  matches: (material) =>
    material.text !== null && isMetalink(material.text, material.from === 'server' ? material.mediaType : ''),
  inspect: findFiles,
  refresh: freshAddress,
}

async function* findFiles(material: Material, tools: SourceTools): AsyncGenerator<Finding> {
  const baseUrl = material.from === 'server' ? material.url : null
  const identities = new Set<string>()
  let files = 0
  const reader = new MetalinkReader()
  for await (const file of filesIn(material, reader, tools)) {
    files++
    if (identities.size < 2) identities.add(file.identity ?? '')
    yield* fileFindings(file, baseUrl)
  }
  if (files === 0) throw new SourceError('nothing')
  const [identity] = identities
  const title = reader.identity ?? (identities.size === 1 ? identity : undefined)
  if (title) yield { kind: 'title', title }
}

async function* filesIn(material: Material, reader: MetalinkReader, tools: SourceTools): AsyncGenerator<DescribedFile> {
  const text = material.text ?? ''
  for (let at = 0; at < text.length; at += charactersAtOnce) {
    yield* reader.read(text.slice(at, at + charactersAtOnce))
    await tools.breathe()
  }
  reader.end()
}

/**
 * The file is known by its name. One that changes names its origin, where a newer one is to be had (RFC 5854 §4.2.8):
 * that is asked where what is at hand has nothing new.
 */
async function freshAddress(expired: ExpiredLink, material: Material, tools: SourceTools): Promise<string | null> {
  const { address, origin } = await search(expired, material, tools)
  if (address !== null || origin === null) return address
  const newer = await tools.fetch({ url: origin, wants: 'body', mostBytes: mostOriginBytes })
  if (newer.kind === 'failed' || newer.isCut || newer.material.status !== 200) return null
  if (!metalinkSource.matches(newer.material)) return null
  return (await search(expired, newer.material, tools)).address
}

async function search(
  expired: ExpiredLink,
  material: Material,
  tools: SourceTools,
): Promise<{ readonly address: string | null; readonly origin: string | null }> {
  const baseUrl = material.from === 'server' ? material.url : null
  const reader = new MetalinkReader()
  let address: string | null = null
  for await (const file of filesIn(material, reader, tools)) {
    for (const finding of fileFindings(file, baseUrl)) {
      if (finding.kind !== 'candidate' || address !== null || !isMeant(expired, finding.candidate)) continue
      const { url, mirrors = [] } = finding.candidate
      address = [url, ...mirrors].find((place) => place !== expired.url) ?? null
    }
  }
  const { origin } = reader
  const isElsewhere = origin !== null && isDownloadUrl(origin) && origin !== baseUrl
  return { address, origin: isElsewhere ? origin : null }
}

/** By its name in the document; by the one that was made of it where that is all that is left. */
function isMeant({ key, fileName }: ExpiredLink, candidate: FoundCandidate): boolean {
  return key === null ? fileName !== null && candidate.fileName === fileName : candidate.key === key
}
