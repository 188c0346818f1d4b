import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { definedOnly } from '../defined-only.ts'
import type { Finding } from '../source.ts'
import type { FeedFile, FeedItem, ReadFeed } from './feed-item.ts'

const mostMirrors = 64
const mostAddressCharacters = 65_536
const mostTitleCharacters = 1_000

/** What one item gives: a candidate for each of its files, or why it gives none. `key`: see `itemKeys`. */
export function* itemCandidates(
  item: FeedItem,
  { feed, key, url }: { readonly feed: ReadFeed; readonly key: string | undefined; readonly url: string | null },
): Generator<Finding> {
  const base = [feed.base, item.base].reduce<string | null>((outer, inner) => resolved(inner, outer) ?? outer, url)
  if (item.files.length === 0) {
    yield { kind: 'skipped', text: textOf(item.title ?? item.link ?? item.id ?? ''), reason: 'noLink' }
  }
  for (const [index, file] of item.files.entries()) {
    const address = resolved(file.url, base)
    if (address === null || address.length > mostAddressCharacters) {
      yield { kind: 'skipped', text: textOf(file.url), reason: address === null ? 'address' : 'tooLong' }
    } else if (!/^https?:/i.test(address)) yield { kind: 'skipped', text: textOf(file.url), reason: 'scheme' }
    else if (!isDownloadUrl(address)) yield { kind: 'skipped', text: textOf(file.url), reason: 'address' }
    else {
      const title = index === 0 ? (item.title ?? file.title) : (file.title ?? item.title)
      yield {
        kind: 'candidate',
        candidate: {
          url: address,
          ...definedOnly({
            title: title === undefined ? undefined : textOf(title),
            type: /^[\w.+-]+\/[\w.+-]+/.exec(file.type?.trim() ?? '')?.[0].toLowerCase(),
            size: wholeNumber(file.size, 1),
            mirrors: mirrorsOf(file, address, base),
            checksum: file.checksum,
            season: wholeNumber(item.season, 0),
            number: Number.isFinite(item.number) ? item.number : undefined,
            date: item.date,
            durationSeconds: positive(file.durationSeconds) ?? positive(item.durationSeconds),
            cover: webAddress(item.cover, base) ?? webAddress(feed.cover, resolved(feed.base, url) ?? url),
            key: key === undefined || index === 0 ? key : `${key} (${index + 1})`,
          }),
        },
      }
    }
  }
}

function mirrorsOf(file: FeedFile, address: string, base: string | null): string[] | undefined {
  const mirrors = new Set(file.mirrors?.flatMap((mirror) => webAddress(mirror, base) ?? []))
  mirrors.delete(address)
  return mirrors.size === 0 ? undefined : [...mirrors].slice(0, mostMirrors)
}

function resolved(address: string | undefined, base: string | null): string | null {
  return address === undefined ? null : (URL.parse(address.trim(), base ?? undefined)?.href ?? null)
}

function webAddress(address: string | undefined, base: string | null): string | undefined {
  const url = resolved(address, base)
  return url !== null && url.length <= mostAddressCharacters && isDownloadUrl(url) ? url : undefined
}

/** On one line. */
function textOf(text: string): string {
  return text
    .slice(0, 4 * mostTitleCharacters)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, mostTitleCharacters)
}

function wholeNumber(value: number | undefined, least: number): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : undefined
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined
}
