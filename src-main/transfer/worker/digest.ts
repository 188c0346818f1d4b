import { createHash } from 'node:crypto'
import type { ChecksumAlgorithm } from '../protocol.ts'
import type { DiskFile } from './disk-file.ts'
import { readPieces } from './read-pieces.ts'

export const nodeNames: Record<ChecksumAlgorithm, string> = {
  md5: 'md5',
  'sha-1': 'sha1',
  'sha-256': 'sha256',
  'sha-512': 'sha512',
}

/**
 * The digest of a file, worked out while its bytes arrive as far as they come in order from the first one on; what
 * came otherwise is read from the file in the end.
 */
export class RunningDigest {
  readonly algorithm: ChecksumAlgorithm
  readonly #hash
  #reached = 0

  constructor(algorithm: ChecksumAlgorithm) {
    this.algorithm = algorithm
    this.#hash = createHash(nodeNames[algorithm])
  }

  /** How many bytes from the beginning are in it. */
  get reached(): number {
    return this.#reached
  }

  add(position: number, bytes: Uint8Array): void {
    if (position !== this.#reached) return
    this.#hash.update(bytes)
    this.#reached += bytes.length
  }

  /** Lower-case hex; the digest takes no more bytes after that. Ends with the signal's reason. */
  async complete(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<string> {
    for await (const piece of readPieces(file, this.#reached, bytesTotal, signal)) this.#hash.update(piece)
    return this.#hash.digest('hex')
  }

  /** The same for bytes that were read anyway. */
  finish(): string {
    return this.#hash.digest('hex')
  }
}
