/** So many bits of a letter's code count: all that tell the signs of ASCII apart in upper case. */
const letterBits = 6
const letterMask = (1 << letterBits) - 1
/** A bit for each pair of neighbours, and behind them one for each single letter. */
const pairs = 1 << (2 * letterBits)
const words = (pairs + letterMask + 1) / 32

/**
 * Which letters stand side by side in some texts: a bit set of 520 bytes. What it rules out stands in none of them; what
 * it does not rule out may (a signature file: Faloutsos and Christodoulakis, ACM TOIS 2(4), 1984).
 */
export class LetterPairs {
  readonly #bits = new Uint32Array(words)

  static of(text: string): LetterPairs {
    const made = new LetterPairs()
    made.add(text)
    return made
  }

  /** Both are folded (`search-text.ts`). */
  add(text: string): void {
    let before = -1
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at) & letterMask
      this.#set(pairs + letter)
      if (before >= 0) this.#set((before << letterBits) | letter)
      before = letter
    }
  }

  /** False where none of the texts has another in it. */
  mayHold(other: LetterPairs): boolean {
    for (let at = 0; at < words; at++) {
      if (((other.#bits[at] ?? 0) & ~(this.#bits[at] ?? 0)) !== 0) return false
    }
    return true
  }

  #set(bit: number): void {
    const at = bit >> 5
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (bit & 31))
  }
}
