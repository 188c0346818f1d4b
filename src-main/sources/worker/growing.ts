const firstRoom = 32

type Values = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/** Numbers one behind the other, all of one size. */
class Growing<Kind extends Values> {
  readonly #made: (length: number) => Kind
  #values: Kind
  #length = 0

  constructor(made: (length: number) => Kind) {
    this.#made = made
    this.#values = made(firstRoom)
  }

  get length(): number {
    return this.#length
  }

  get memoryBytes(): number {
    return this.#values.byteLength
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#made(this.#length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  /** Undefined beyond the end. */
  at(index: number): number | undefined {
    return index < this.#length ? this.#values[index] : undefined
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#values[index] = value
  }
}

/** Eight bytes each. */
export class GrowingNumbers extends Growing<Float64Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Float64Array(length))
  }
}

/** From 0 to 2^32 - 1. */
export class GrowingIntegers extends Growing<Uint32Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Uint32Array(length))
  }
}

/** From 0 to 255. */
export class GrowingBytes extends Growing<Uint8Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Uint8Array(length))
  }
}
