const firstRoom = 256

/** Numbers one behind the other, eight bytes each. */
export class GrowingNumbers {
  #values = new Float64Array(firstRoom)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  /** NaN beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#values[index] ?? Number.NaN) : Number.NaN
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#values[index] = value
  }
}

/** The same for numbers from 0 to 255; 0 beyond the end. */
export class GrowingBytes {
  #values = new Uint8Array(firstRoom)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint8Array(this.#length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  at(index: number): number {
    return index < this.#length ? (this.#values[index] ?? 0) : 0
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#values[index] = value
  }
}
