import { type Skipped, textWithoutCredentials } from '../../../src-preload/contract/index.ts'
import { ownText } from './own-text.ts'

const mostShown = 100
const mostCharacters = 500

/** What became no candidate: how many, and the first of them. */
export class SkippedList {
  readonly first: Skipped[] = []
  #count = 0

  get count(): number {
    return this.#count
  }

  add(text: string, reason: Skipped['reason'], line: number | undefined): void {
    this.#count++
    if (this.first.length >= mostShown) return
    const shown = textWithoutCredentials(text.slice(0, mostCharacters).toWellFormed())
    this.first.push({ text: ownText(shown), reason, line: line ?? null })
  }
}
