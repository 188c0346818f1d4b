import type { FoundCandidate } from '../source.ts'
import { isEndless, pageKey } from './page-address.ts'

/** A page that is known and not read yet. */
export interface Visit {
  readonly url: string
  /** Links away from where the crawl began. */
  readonly depth: number
  /** What it is if it turns out to be no page, or is not read. Null for a folder, which is no file. */
  readonly candidate: FoundCandidate | null
}

/** More are not remembered; whoever wants to read so many reads them from several pages. */
const most = 100_000

/** What a crawl has still to read, nearest first, and what it knows already. Pure. */
export class Frontier {
  readonly #known = new Set<string>()
  #waiting: Visit[] = []
  #next = 0

  get left(): number {
    return this.#waiting.length - this.#next
  }

  /** `known`: it is read, or will be. `refused`: it is not going to be, as one too many or as one of those that never end. */
  add(url: URL, visit: Omit<Visit, 'url'>): 'added' | 'known' | 'refused' {
    const key = pageKey(url)
    if (this.#known.has(key)) return 'known'
    if (this.#known.size >= most || isEndless(url)) return 'refused'
    this.#known.add(key)
    // As a text: a parsed address takes a kilobyte, and here may be very many.
    this.#waiting.push({ ...visit, url: url.href })
    return 'added'
  }

  knows(url: URL): boolean {
    return this.#known.has(pageKey(url))
  }

  /** Makes an address known that is read without having waited. False where it was known. */
  remember(url: URL): boolean {
    const key = pageKey(url)
    if (this.#known.has(key)) return false
    this.#known.add(key)
    return true
  }

  next(): Visit | null {
    const visit = this.#waiting[this.#next]
    if (visit === undefined) return null
    this.#next += 1
    // Those that were read are let go, now and then: each time would be quadratic.
    if (this.#next > 1_000 && this.#next * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next)
      this.#next = 0
    }
    return visit
  }
}
