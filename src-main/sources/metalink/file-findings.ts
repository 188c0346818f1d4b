import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import type { Finding, FoundCandidate } from '../source.ts'
import type { DescribedFile, DescribedPlace } from './described-file.ts'
import { strongestHash, strongestPieces } from './digests.ts'
import { wholeNumber } from './metalink-reader.ts'

/** A file, one by one: what of it cannot be asked, then the file itself where anything can. */
export function* fileFindings(file: DescribedFile, baseUrl: string | null): Generator<Finding> {
  const urls = new Set<string>()
  for (const place of file.places.toSorted((one, other) => one.rank - other.rank || 0)) {
    const url = addressOf(place, baseUrl)
    if (typeof url === 'string') urls.add(url)
    else yield { kind: 'skipped', text: place.address, reason: url.reason }
  }
  const [url, ...mirrors] = urls
  if (url === undefined) yield { kind: 'skipped', text: file.name, reason: 'noLink' }
  else yield { kind: 'candidate', candidate: candidateOf(file, url, mirrors) }
}

/**
 * Where the file itself is. Torrents and what else is no address of the file are left to the programs they are for,
 * and so is ftp.
 */
function addressOf(
  { address, kind }: DescribedPlace,
  baseUrl: string | null,
): string | { readonly reason: 'scheme' | 'address' } {
  if (kind !== null && kind !== 'http' && kind !== 'https') return { reason: 'scheme' }
  const url = baseUrl === null ? URL.parse(address) : URL.parse(address, baseUrl)
  if (url === null) return { reason: 'address' }
  return isDownloadUrl(url.href) ? url.href : { reason: 'scheme' }
}

function candidateOf(file: DescribedFile, url: string, mirrors: readonly string[]): FoundCandidate {
  const title = titleOf(file)
  const size = wholeNumber(file.size) ?? undefined
  const checksum = strongestHash(file.hashes)
  const pieces = strongestPieces(file.pieces, size)
  return {
    url,
    ...placeInFolder(file.name),
    ...(title !== null && { title }),
    ...(size !== undefined && { size }),
    ...(mirrors.length > 0 && { mirrors }),
    ...(checksum !== undefined && { checksum }),
    ...(pieces !== undefined && { pieces }),
    ...(file.signature !== null && { signature: file.signature }),
    ...(file.name !== '' && { key: file.name }),
  }
}

/** What several files of one name differ in belongs to it: `Example 1.0 (Linux, de)`. */
function titleOf({ identity, version, systems, languages }: DescribedFile): string | null {
  if (identity === null) return null
  const what = version === null ? identity : `${identity} ${version}`
  const which = [...systems, ...languages]
  return which.length === 0 ? what : `${what} (${which.join(', ')})`
}

/**
 * A name may have folders before it (RFC 5854 §4.1.2.1), which stand below the job's own. One that leads anywhere else
 * says nothing about them: its last part is the name.
 */
function placeInFolder(name: string): Pick<FoundCandidate, 'fileName' | 'directory'> {
  const parts = name.split(/[/\\]/)
  const fileName = parts.pop() ?? ''
  const isBelow = parts.length > 0 && parts.every((part) => part !== '' && part !== '..' && part !== '.' && !part.includes(':'))
  return {
    ...(fileName !== '' && { fileName }),
    ...(isBelow && { directory: parts.join('/') }),
  }
}
