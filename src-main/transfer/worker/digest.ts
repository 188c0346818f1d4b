import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { ChecksumAlgorithm } from '../protocol.ts'

const nodeNames: Record<ChecksumAlgorithm, string> = { md5: 'md5', 'sha-1': 'sha1', 'sha-256': 'sha256', 'sha-512': 'sha512' }
const pieceBytes = 1_048_576

/** The digest of a file from its first byte to its last, in lower-case hex. Ends with the signal's reason. */
export async function digestOf(file: FileHandle, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<string> {
  const hash = createHash(nodeNames[algorithm])
  const piece = Buffer.allocUnsafe(pieceBytes)
  let position = 0
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await file.read(piece, 0, pieceBytes, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(piece.subarray(0, bytesRead))
    position += bytesRead
  }
}
