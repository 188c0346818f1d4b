import type { DiskFile } from './disk-file.ts'

const pieceBytes = 1_048_576

/**
 * A stretch of a file from `start` to before `end`, piece by piece; it ends early where the file does. The next piece
 * is read while one is looked at; a piece is good until the next one is asked for. Ends with the signal's reason.
 */
export async function* readPieces(
  file: DiskFile,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  if (start >= end) return
  const size = Math.min(pieceBytes, end - start)
  let [current, other] = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)]
  const readAt = (position: number) => {
    const reading = file.read(current, 0, Math.min(size, end - position), position)
    // Where nobody looks any further it fails unseen.
    reading.catch(() => undefined)
    return reading
  }
  let position = start
  let reading = readAt(position)
  try {
    while (position < end) {
      const { bytesRead } = await reading
      signal.throwIfAborted()
      if (bytesRead === 0) return
      position += bytesRead
      const piece = current.subarray(0, bytesRead)
      ;[current, other] = [other, current]
      if (position < end) reading = readAt(position)
      yield piece
    }
  } finally {
    // The file must not be closed under a read that is still on its way.
    await reading.catch(() => undefined)
  }
}
