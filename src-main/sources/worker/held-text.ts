import { deflateRawSync, inflateRawSync } from 'node:zlib'

interface Piece {
  readonly packed: Uint8Array
  readonly encoding: 'latin1' | 'utf16le'
}

/** Lists and pages become a fifth of themselves within a tenth of a second for 20 MB. */
const quickly = { level: 1 }

/**
 * A text that is kept in case it is to be read once more, packed. It comes back as it was, also where a piece of it ended in
 * the middle of a character.
 */
export class HeldText {
  readonly #pieces: Piece[] = []
  #memoryBytes = 0

  get memoryBytes(): number {
    return this.#memoryBytes
  }

  append(text: string): void {
    const encoding = isLatin1(text) ? 'latin1' : 'utf16le'
    const packed = deflateRawSync(Buffer.from(text, encoding), quickly)
    this.#pieces.push({ packed, encoding })
    this.#memoryBytes += packed.length
  }

  whole(): string {
    return this.#pieces.map(({ packed, encoding }) => inflateRawSync(packed).toString(encoding)).join('')
  }
}

function isLatin1(text: string): boolean {
  return !/[^\0-\xff]/.test(text)
}
