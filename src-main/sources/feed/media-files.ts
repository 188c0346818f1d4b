import type { MediaNs, PodcastNs } from 'feedsmith'
import { checksumOfHash, checksumOfIntegrity } from './checksums.ts'
import type { FeedFile } from './feed-item.ts'

/** A player in a page, not a file. */
const flash = 'application/x-shockwave-flash'

/**
 * The files of Media RSS. A group is one thing in several renditions, of which the default one is taken, else the first;
 * what stands alone is a thing of its own.
 */
export function mediaFiles(media: MediaNs.ItemOrFeed | undefined): FeedFile[] {
  const chosen = media?.groups?.flatMap(({ contents = [] }) => contents.find(({ isDefault }) => isDefault) ?? contents[0] ?? [])
  return [...(chosen ?? []), ...(media?.contents ?? [])].flatMap((content) => fileOf(content) ?? [])
}

function fileOf(content: MediaNs.Content): FeedFile | null {
  if (content.url === undefined || content.type === flash) return null
  const hash = content.hashes?.[0]
  return {
    url: content.url,
    type: content.type,
    size: content.fileSize,
    title: content.title?.value,
    durationSeconds: content.duration,
    checksum: hash === undefined ? undefined : checksumOfHash(hash.value, hash.algo),
  }
}

/** An enclosure with what Media RSS says of the file at the same address. */
export function describedByMedia(file: FeedFile, media: MediaNs.ItemOrFeed | undefined): FeedFile {
  const contents = [...(media?.contents ?? []), ...(media?.groups?.flatMap((group) => group.contents ?? []) ?? [])]
  const same = contents.find(({ url }) => url === file.url)
  const known = same === undefined ? null : fileOf(same)
  if (known === null) return file
  return {
    ...file,
    type: file.type ?? known.type,
    size: file.size ?? known.size,
    durationSeconds: file.durationSeconds ?? known.durationSeconds,
    checksum: file.checksum ?? known.checksum,
  }
}

/**
 * An enclosure with the places and the digest that Podcasting 2.0 knows for the very same file: an alternate enclosure that
 * is marked `default`, or that names the enclosure's own address among its sources. Any other is another file.
 */
export function withAlternates(file: FeedFile, podcast: PodcastNs.Item | undefined): FeedFile {
  const same = podcast?.alternateEnclosures?.find(
    ({ default: isSame, sources }) => isSame === true || sources?.some(({ uri }) => uri === file.url),
  )
  if (same === undefined) return file
  return {
    ...file,
    mirrors: same.sources?.flatMap(({ uri }) => (uri === undefined || uri === file.url ? [] : uri)),
    checksum: file.checksum ?? checksumOfIntegrity(same.integrity?.type, same.integrity?.value),
  }
}
