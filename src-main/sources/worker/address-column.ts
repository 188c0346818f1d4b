import { GrowingIntegers } from './growing.ts'
import { type HashKey, keyedHash } from './keyed-hash.ts'
import { TextColumn } from './text-column.ts'

/** Places of the table for each address. */
const roomFor = 2
const firstPlaces = 64
const fragment = '#'.charCodeAt(0)

/**
 * The addresses of candidates, as the URL Standard writes them: ASCII. Each is there once in its group, whatever its
 * fragment. What is there is found by a table of hashes, eight bytes for each.
 */
export class AddressColumn {
  readonly #texts = new TextColumn()
  readonly #hashes = new GrowingIntegers()
  readonly #key: HashKey
  #table = new Uint32Array(firstPlaces)
  #written = Buffer.allocUnsafeSlow(firstPlaces)

  /** `key`: anything that who makes addresses up does not know. */
  constructor(key: HashKey) {
    this.#key = key
  }

  get length(): number {
    return this.#texts.length
  }

  get memoryBytes(): number {
    return this.#texts.memoryBytes + this.#hashes.memoryBytes + this.#table.byteLength
  }

  at(index: number): string {
    return this.#texts.at(index) ?? ''
  }

  /**
   * Whether it was not there and is now the last. `group`: a number of those that may be doubles of each other, which
   * begin at the index `from`.
   */
  add(href: string, { group, from }: { readonly group: number; readonly from: number }): boolean {
    const bytes = this.#bytesOf(href)
    const end = href.indexOf('#')
    const identity = end === -1 ? bytes : bytes.subarray(0, end)
    const hash = keyedHash(identity, identity.length, [this.#key[0], this.#key[1] ^ group])
    const place = this.#freePlace(hash, (index) => index >= from && this.#texts.begins(index, identity, fragment))
    if (place === null) return false
    this.#texts.pushBytes(bytes)
    this.#hashes.push(hash)
    this.#table[place] = this.length
    if (this.length * roomFor > this.#table.length) this.#widen()
    return true
  }

  /** Good until the next call. */
  #bytesOf(href: string): Buffer {
    if (href.length > this.#written.length) this.#written = Buffer.allocUnsafeSlow(href.length * 2)
    return this.#written.subarray(0, this.#written.write(href, 'latin1'))
  }

  /** Where it belongs in the table; null where it is there. */
  #freePlace(hash: number, isSame: (index: number) => boolean): number | null {
    const last = this.#table.length - 1
    for (let place = hash & last; ; place = (place + 1) & last) {
      const there = this.#table[place] ?? 0
      if (there === 0) return place
      if (this.#hashes.at(there - 1) === hash && isSame(there - 1)) return null
    }
  }

  #widen(): void {
    this.#table = new Uint32Array(this.#table.length * 2)
    for (let index = 0; index < this.length; index++) {
      const place = this.#freePlace(this.#hashes.at(index) ?? 0, () => false)
      if (place !== null) this.#table[place] = index + 1
    }
  }
}
