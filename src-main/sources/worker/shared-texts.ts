import { GrowingIntegers } from './growing.ts'
import { ownText } from './own-text.ts'

/** Texts of which many are the same, such as media types and folders: each is kept once. */
export class SharedTexts {
  readonly #texts: (string | null)[] = [null]
  readonly #numbers = new Map<string, number>()
  readonly #column = new GrowingIntegers()
  #characters = 0
  /** Whether null is among them. */
  hasNull = false

  get memoryBytes(): number {
    return this.#column.memoryBytes + this.#characters
  }

  /** How many different texts there are, null not counted. */
  get different(): number {
    return this.#numbers.size
  }

  push(text: string | null): void {
    this.hasNull ||= text === null
    this.#column.push(this.#numberOf(text))
  }

  at(index: number): string | null {
    return this.#texts[this.#column.at(index) ?? 0] ?? null
  }

  set(index: number, text: string | null): void {
    this.#column.set(index, this.#numberOf(text))
  }

  #numberOf(text: string | null): number {
    if (text === null) return 0
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const own = ownText(text)
    const number = this.#texts.push(own) - 1
    this.#numbers.set(own, number)
    this.#characters += own.length
    return number
  }
}
