import type { Carried } from '../../../src-preload/contract/index.ts'
import type { CarriedTerms } from '../source.ts'
import { CarriedTally } from './carried-tally.ts'
import { GrowingIntegers } from './growing.ts'
import { ownText } from './own-text.ts'

/**
 * What each candidate carries for its job. Most lists carry nothing, and cost nothing; of the others most say the same of
 * many entries, which is kept once.
 */
export class CarriedColumn {
  readonly #terms: CarriedTerms[] = [{}]
  readonly #numbers = new Map<string, number>()
  /** The place of each in `terms`; as long as the list from the first on that carries something. */
  #column: GrowingIntegers | null = null
  readonly #all = new CarriedTally()
  #length = 0
  #characters = 0

  get memoryBytes(): number {
    // Read and as text.
    return (this.#column?.memoryBytes ?? 0) + this.#characters * 2
  }

  push(terms: CarriedTerms | null): void {
    if (terms !== null && this.#column === null) {
      this.#column = new GrowingIntegers()
      for (let index = 0; index < this.#length; index++) this.#column.push(0)
    }
    this.#length++
    if (this.#column === null) return
    const number = terms === null ? 0 : this.#numberOf(terms)
    this.#column.push(number)
    this.#all.add(this.#terms[number] ?? {})
  }

  /** What all of these carry alike: theirs alone, for whoever carries nothing must not be sent what others have. */
  sharedBy(indexes: Uint32Array): CarriedTerms {
    return this.#column === null ? {} : this.#tallyOf(this.#column, indexes).shared(indexes.length)
  }

  /** The same as anybody may see it, with what only some carry; nothing where none does. */
  toldOf(indexes: Uint32Array): { readonly carried?: Carried[] } {
    return this.#column === null ? {} : told(this.#tallyOf(this.#column, indexes), indexes.length)
  }

  /** Of all candidates. */
  told(): { readonly carried?: Carried[] } {
    return told(this.#all, this.#length)
  }

  #tallyOf(column: GrowingIntegers, indexes: Uint32Array): CarriedTally {
    if (indexes.length === this.#length) return this.#all
    const counts = new Map<number, number>()
    for (const index of indexes) {
      const number = column.at(index) ?? 0
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    const tally = new CarriedTally()
    for (const [number, count] of counts) tally.add(this.#terms[number] ?? {}, count)
    return tally
  }

  #numberOf(terms: CarriedTerms): number {
    const text = JSON.stringify(terms)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const own = ownText(text)
    const number = this.#terms.push(JSON.parse(own) as CarriedTerms) - 1
    this.#numbers.set(own, number)
    this.#characters += own.length
    return number
  }
}

function told(tally: CarriedTally, total: number): { readonly carried?: Carried[] } {
  const carried = tally.told(total)
  return carried.length === 0 ? {} : { carried }
}
