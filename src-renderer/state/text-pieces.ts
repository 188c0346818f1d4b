/** Bytes of a piece: far below what one message may hold, and sent in a few milliseconds. */
export const pieceBytes = 262_144

/**
 * The text of a file, piece by piece, so that it is never held as a whole. A byte order mark says how it is encoded (WHATWG
 * Encoding §6); without one it is UTF-8, and where its beginning is none of that, what Windows wrote in the West.
 */
export async function* textPieces(file: Blob): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  const beginning = new Uint8Array(await file.slice(0, pieceBytes).arrayBuffer())
  const decoder = new TextDecoder(encodingOf(beginning))
  for (let at = 0; at < file.size; at += pieceBytes) {
    const bytes = at === 0 ? beginning : await file.slice(at, at + pieceBytes).arrayBuffer()
    yield { text: decoder.decode(bytes, { stream: true }), bytesRead: Math.min(file.size, at + pieceBytes) }
  }
  const rest = decoder.decode()
  if (rest !== '') yield { text: rest, bytesRead: file.size }
}

function encodingOf(beginning: Uint8Array): string {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le'
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
