/** What is to be added, as many of it at a time as are asked for. */
export interface Portions<Item> {
  /** Nothing is left. */
  readonly isOver: boolean
  /** Some of it can be taken now. */
  readonly isReady: boolean
  /** Resolves once it is ready or over; null where it is already. */
  arrival(): Promise<void> | null
  take(most: number): Item[]
}

/** A list. */
export class ListPortions<Item> implements Portions<Item> {
  readonly #items: Iterator<Item>
  #next: IteratorResult<Item>

  constructor(items: Iterable<Item>) {
    this.#items = items[Symbol.iterator]()
    this.#next = this.#items.next()
  }

  get isOver(): boolean {
    return this.#next.done === true
  }

  get isReady(): boolean {
    return !this.isOver
  }

  arrival(): null {
    return null
  }

  take(most: number): Item[] {
    const taken: Item[] = []
    for (; this.#next.done !== true && taken.length < most; this.#next = this.#items.next()) taken.push(this.#next.value)
    return taken
  }
}

/** What comes in chunks, each item made into what is added as it is taken. */
export class ComingPortions<Raw, Item> implements Portions<Item> {
  readonly #chunks: AsyncIterator<readonly Raw[]>
  readonly #made: (raw: Raw) => Item
  #chunk: readonly Raw[] = []
  #at = 0
  #left: number

  /** `count`: how many there are in all. */
  constructor(count: number, chunks: AsyncIterable<readonly Raw[]>, made: (raw: Raw) => Item) {
    this.#left = count
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#made = made
  }

  get isOver(): boolean {
    return this.#left === 0
  }

  get isReady(): boolean {
    return this.#at < this.#chunk.length
  }

  arrival(): Promise<void> | null {
    return this.isReady || this.isOver ? null : this.#fetch()
  }

  take(most: number): Item[] {
    const taken = this.#chunk.slice(this.#at, this.#at + most)
    this.#at += taken.length
    this.#left -= taken.length
    return taken.map(this.#made)
  }

  async #fetch(): Promise<void> {
    while (!this.isReady) {
      const next = await this.#chunks.next()
      if (next.done === true) throw new Error(`${this.#left} episodes that were announced did not come`)
      // More than were announced nobody has agreed to.
      this.#chunk = next.value.slice(0, this.#left)
      this.#at = 0
    }
  }
}
