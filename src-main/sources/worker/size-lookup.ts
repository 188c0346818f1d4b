import type { DocumentAnswer } from '../../queue/ports.ts'
import type { WantedDocument } from '../protocol.ts'
import type { CandidateList } from './candidate-list.ts'
import { sizeInHead } from './file-candidate.ts'

/** Heads that are asked for at once; what the hosts allow counts besides. */
const mostOpen = 4

interface Parts {
  readonly list: CandidateList
  readonly fetch: (order: WantedDocument) => Promise<DocumentAnswer>
  readonly onFound: () => void
}

/** Asks servers how large files are: each once, in the order of the wishes, a few at a time. */
export class SizeLookup {
  readonly #parts: Parts
  readonly #asked = new Set<number>()
  #waiting: number[] = []
  #open = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Returns how many of them are asked for now. */
  ask(indexes: readonly number[]): number {
    const wanted = indexes.filter((index) => this.#isWanted(index))
    for (const index of wanted) this.#asked.add(index)
    this.#waiting.push(...wanted)
    this.#next()
    return wanted.length
  }

  /** Of a stream the address is its playlist's, whose size says nothing. */
  #isWanted(index: number): boolean {
    const { list } = this.#parts
    if (index >= list.length || this.#asked.has(index)) return false
    return Number.isNaN(list.size(index)) && list.extras(index).stream === undefined
  }

  /** What waits is asked for no more. */
  stop(): void {
    this.#waiting = []
  }

  #next(): void {
    while (this.#open < mostOpen) {
      const index = this.#waiting.shift()
      if (index === undefined) return
      this.#open++
      void this.#look(index)
        // Nobody wants it any more.
        .catch(() => this.stop())
        .finally(() => {
          this.#open--
          this.#next()
        })
    }
  }

  async #look(index: number): Promise<void> {
    const { list, fetch, onFound } = this.#parts
    const answer = await fetch({ url: list.url(index), wants: 'head', mostBytes: 0 })
    if (answer.kind === 'failed' || answer.status >= 300) return
    const size = sizeInHead(answer.headers)
    if (size === null) return
    list.setSize(index, size)
    const type = (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
    if (type !== undefined && type !== '') list.setType(index, type)
    onFound()
  }
}
