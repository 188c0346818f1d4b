interface LimitPlace {
  readonly index: number
  attempts: number
}

/**
 * Where the speed limit of each job, or of each queue, stands in the memory that all workers share. One keeps its place
 * after its last attempt for as long as no other needs it: one small file after the other stays within the limit too.
 */
export class LimitPlaces {
  /** By the id of whose limit it is, the one used last at the end. */
  readonly #owners = new Map<string, LimitPlace>()
  readonly #most: number
  readonly #clear: (index: number) => void

  /** `clear`: a place goes to another. */
  constructor(most: number, clear: (index: number) => void) {
    this.#most = most
    this.#clear = clear
  }

  /** The place of one that has one more attempt. */
  enter(id: string): number {
    const place = this.#owners.get(id) ?? { index: this.#free(), attempts: 0 }
    place.attempts++
    this.#owners.delete(id)
    this.#owners.set(id, place)
    return place.index
  }

  leave(id: string): void {
    const place = this.#owners.get(id)
    if (place !== undefined) place.attempts--
  }

  #free(): number {
    if (this.#owners.size < this.#most) return this.#owners.size
    for (const [id, { index, attempts }] of this.#owners) {
      if (attempts > 0) continue
      this.#owners.delete(id)
      this.#clear(index)
      return index
    }
    throw new Error('more limits at once than there are places')
  }
}
