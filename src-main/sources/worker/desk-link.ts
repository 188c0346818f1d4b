import type { DocumentAnswer } from '../../queue/ports.ts'
import type { FromWorker, ToWorker, WantedDocument } from '../protocol.ts'

/** What this thread asks of the main one. */
export class DeskLink {
  readonly #post: (word: FromWorker) => void
  readonly #fetches = new Map<number, (answer: DocumentAnswer) => void>()
  readonly #known = new Map<number, (flags: Uint8Array) => void>()
  #lastId = 0

  constructor(post: (word: FromWorker) => void) {
    this.#post = post
  }

  say(word: Extract<FromWorker, { kind: 'told' | 'answer' }>): void {
    this.#post(word)
  }

  /** Rejects only with the signal's reason. */
  async fetch(inspectionId: string, order: WantedDocument, signal: AbortSignal): Promise<DocumentAnswer> {
    signal.throwIfAborted()
    const fetchId = ++this.#lastId
    const dropped = Promise.withResolvers<never>()
    const drop = () => {
      this.#post({ kind: 'dropFetch', fetchId })
      dropped.reject(signal.reason)
    }
    signal.addEventListener('abort', drop, { once: true })
    try {
      const answered = new Promise<DocumentAnswer>((resolve) => this.#fetches.set(fetchId, resolve))
      this.#post({ kind: 'fetch', fetchId, inspectionId, order })
      return await Promise.race([answered, dropped.promise])
    } finally {
      this.#fetches.delete(fetchId)
      signal.removeEventListener('abort', drop)
    }
  }

  /** Of each address, whether the list or the report has it: 1 where it does. */
  isKnown(urls: readonly string[]): Promise<Uint8Array> {
    const knownId = ++this.#lastId
    return new Promise((resolve) => {
      this.#known.set(knownId, resolve)
      this.#post({ kind: 'isKnown', knownId, urls })
    })
  }

  take(word: Extract<ToWorker, { kind: 'fetched' | 'known' }>): void {
    if (word.kind === 'fetched') {
      this.#fetches.get(word.fetchId)?.(word.answer)
      return
    }
    this.#known.get(word.knownId)?.(word.flags)
    this.#known.delete(word.knownId)
  }
}
