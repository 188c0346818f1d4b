import { wideHashOf } from './hash-of.ts'
import { Neighbours } from './neighbours.ts'

interface Name {
  readonly holder: number
  /** Where it stands for the other workers to see. */
  readonly index: number
}

/** Names that running attempts of all workers have taken in their folders; on every system as if it ignored case. */
export class Reservations {
  readonly #taken = new Map<string, Name>()
  readonly #neighbours: Neighbours

  constructor(neighbours = new Neighbours()) {
    this.#neighbours = neighbours
  }

  /** Whether another attempt has this path. */
  isTaken(path: string, attemptId: number): boolean {
    const name = plain(path)
    const known = this.#taken.get(name)
    return known === undefined ? this.#neighbours.hasName(wideHashOf(name)) : known.holder !== attemptId
  }

  /** Takes all of these paths for an attempt; false, and none, where another has one of them. */
  take(attemptId: number, ...paths: readonly string[]): boolean {
    const fresh = new Map<string, Name>()
    for (const name of paths.map(plain)) {
      const known = this.#taken.get(name)
      if (known?.holder === attemptId) continue
      const index = known === undefined ? this.#neighbours.takeName(wideHashOf(name)) : null
      if (index === null) {
        for (const taken of fresh.values()) this.#neighbours.freeName(taken.index)
        return false
      }
      fresh.set(name, { holder: attemptId, index })
    }
    for (const [name, taken] of fresh) this.#taken.set(name, taken)
    return true
  }

  /** Frees all that an attempt has taken. */
  release(attemptId: number): void {
    for (const [name, { holder, index }] of this.#taken) {
      if (holder !== attemptId) continue
      this.#taken.delete(name)
      this.#neighbours.freeName(index)
    }
  }
}

function plain(path: string): string {
  return path.normalize('NFC').toLowerCase()
}
