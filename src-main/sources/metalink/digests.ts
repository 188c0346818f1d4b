import type { ChecksumAlgorithm, ExpectedChecksum, PieceDigests } from '../../../src-preload/contract/index.ts'
import type { DescribedHash, DescribedPieces } from './described-file.ts'
import { wholeNumber } from './metalink-reader.ts'

/** The strongest first. */
const algorithms: readonly ChecksumAlgorithm[] = ['sha-512', 'sha-256', 'sha-1', 'md5']
const hexLengths: Readonly<Record<ChecksumAlgorithm, number>> = { 'sha-512': 128, 'sha-256': 64, 'sha-1': 40, md5: 32 }

/** The strongest digest of the whole file that is one; undefined where none is. */
export function strongestHash(hashes: readonly DescribedHash[]): ExpectedChecksum | undefined {
  for (const algorithm of algorithms) {
    const found = hashes.find(({ type, value }) => algorithmOf(type) === algorithm && isDigest(algorithm, value))
    if (found !== undefined) return { algorithm, expected: found.value.toLowerCase() }
  }
  return undefined
}

/** The strongest list of pieces that is complete, for a file of this size where that is known. */
export function strongestPieces(lists: readonly DescribedPieces[], size: number | undefined): PieceDigests | undefined {
  const usable = lists.flatMap((list) => piecesIn(list, size) ?? [])
  return usable.toSorted((one, other) => algorithms.indexOf(one.algorithm) - algorithms.indexOf(other.algorithm))[0]
}

function piecesIn({ type, length, hashes }: DescribedPieces, size: number | undefined): PieceDigests | null {
  const algorithm = algorithmOf(type)
  const pieceBytes = wholeNumber(length)
  if (algorithm === null || pieceBytes === null || pieceBytes === 0 || hashes.length === 0) return null
  if (size !== undefined && hashes.length !== Math.ceil(size / pieceBytes)) return null
  const digests = new Array<string>(hashes.length).fill('')
  for (const [index, { place, value }] of hashes.entries()) {
    // Metalink 3 numbers them from 0, RFC 5854 has them in order (§4.2.13).
    const at = place === null ? index : wholeNumber(place)
    if (at === null || at >= digests.length || !isDigest(algorithm, value)) return null
    digests[at] = value.toLowerCase()
  }
  return digests.includes('') ? null : { algorithm, length: pieceBytes, digests }
}

/** Metalink 4 writes `sha-256` (RFC 5854 §4.2.4.1), Metalink 3 `sha256`. */
function algorithmOf(type: string): ChecksumAlgorithm | null {
  const wanted = type.trim().toLowerCase().replace('-', '')
  return algorithms.find((algorithm) => algorithm.replace('-', '') === wanted) ?? null
}

function isDigest(algorithm: ChecksumAlgorithm, value: string): boolean {
  return value.length === hexLengths[algorithm] && /^[0-9a-f]+$/i.test(value)
}
