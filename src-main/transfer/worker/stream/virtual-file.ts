import { readSync } from 'node:fs'
import type { Extent } from './log-format.ts'

/** Stretches of a file, one behind the other, read as if they were a file of their own. */
export class VirtualFile {
  readonly #descriptor: number
  readonly #extents: readonly Extent[]
  /** Where each extent begins in the virtual file. */
  readonly #starts: readonly number[]
  readonly size: number

  constructor(descriptor: number, extents: readonly Extent[]) {
    this.#descriptor = descriptor
    this.#extents = extents.filter(({ length }) => length > 0)
    let size = 0
    this.#starts = this.#extents.map(({ length }) => {
      size += length
      return size - length
    })
    this.size = size
  }

  /** Bytes `start` to before `end`. Throws where the file underneath is shorter than it was. */
  read(start: number, end: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, this.size) - start))
    for (let index = this.#indexAt(start), done = 0; done < bytes.length; index++) {
      const extent = this.#extents[index]
      if (extent === undefined) break
      const skip = start + done - (this.#starts[index] ?? 0)
      const length = Math.min(extent.length - skip, bytes.length - done)
      if (readSync(this.#descriptor, bytes, done, length, extent.start + skip) !== length) {
        throw new Error('the log is shorter than it was')
      }
      done += length
    }
    return bytes
  }

  /** The last extent that begins at or before a place. */
  #indexAt(place: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}
