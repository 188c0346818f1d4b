import { GrowingIntegers } from './growing.ts'

/** Blocks that are asked of the system one by one: nothing is copied when more is needed, and little is held in vain. */
const blockBytes = 262_144
/** The first one is widened until it is as large, for most lists are short. */
const firstBytes = 512
/** Before each text stands how many bytes it has. */
const lengthBytes = 4
/** Of a place there are 32 bits, of which one means that there is no text. */
const mostBlocks = 2 ** 32 / blockBytes - 1
const nothing = 2 ** 32 - 1

/**
 * Texts one behind the other, as UTF-8 and outside of the heap: none of them keeps the text alive that it was cut out of,
 * and the collector of garbage has nothing to go through. What is no well-formed text comes back as one.
 */
export class TextColumn {
  readonly #blocks: Buffer[] = []
  readonly #places = new GrowingIntegers()
  /** Of the last block. */
  #used = 0
  #memoryBytes = 0

  get length(): number {
    return this.#places.length
  }

  get memoryBytes(): number {
    return this.#memoryBytes + this.#places.memoryBytes
  }

  push(text: string | null): void {
    if (text === null) {
      this.#places.push(nothing)
      return
    }
    const bytes = Buffer.byteLength(text)
    const { block, from } = this.#room(bytes)
    block.write(text, from, bytes)
  }

  /** The same for what is UTF-8 already. */
  pushBytes(bytes: Uint8Array): void {
    const { block, from } = this.#room(bytes.length)
    block.set(bytes, from)
  }

  at(index: number): string | null {
    const place = this.#places.at(index) ?? nothing
    if (place === nothing) return null
    const { block, from, to } = this.#found(place)
    return block.toString('utf8', from, to)
  }

  /** Whether it is these bytes, or these and behind them something that begins with the byte `end`. */
  begins(index: number, bytes: Uint8Array, end: number): boolean {
    const place = this.#places.at(index) ?? nothing
    if (place === nothing) return false
    const { block, from, to } = this.#found(place)
    const until = from + bytes.length
    if (until > to || (until < to && block[until] !== end)) return false
    return block.compare(bytes, 0, bytes.length, from, until) === 0
  }

  #found(place: number): { readonly block: Buffer; readonly from: number; readonly to: number } {
    const block = this.#blocks[Math.floor(place / blockBytes)]
    if (block === undefined) throw new Error('a text lies in a block')
    const from = (place % blockBytes) + lengthBytes
    return { block, from, to: from + block.readUInt32LE(from - lengthBytes) }
  }

  /** Where a text of so many bytes, the next one, is to be written. */
  #room(bytes: number): { readonly block: Buffer; readonly from: number } {
    const wanted = lengthBytes + bytes
    const isNext = this.#used > 0 && this.#used + wanted > blockBytes
    if (isNext && this.#blocks.length === mostBlocks) throw new Error('a column has no more room')
    if (isNext || this.#blocks.length === 0) {
      this.#hold(this.#blocks.length, Math.max(wanted, isNext ? blockBytes : firstBytes))
      this.#used = 0
    }
    const last = this.#blocks.length - 1
    const before = this.#blocks[last]
    const isSmall = before !== undefined && this.#used + wanted > before.length
    const block = isSmall ? this.#hold(last, Math.max(this.#used + wanted, before.length * 2)) : before
    if (block === undefined) throw new Error('a text lies in a block')
    block.writeUInt32LE(bytes, this.#used)
    const from = this.#used + lengthBytes
    this.#places.push(last * blockBytes + this.#used)
    this.#used += wanted
    return { block, from }
  }

  /** The block of this number is a larger one from now on. */
  #hold(number: number, size: number): Buffer {
    const before = this.#blocks[number]
    const block = Buffer.allocUnsafeSlow(size)
    before?.copy(block)
    this.#blocks[number] = block
    this.#memoryBytes += size - (before?.length ?? 0)
    return block
  }
}
