import type { DocumentOrder, FromWorker } from '../protocol.ts'
import { DocumentFetch, type DocumentShop } from './document-fetch.ts'
import { HostHolds } from './host-holds.ts'
import type { Place } from './host-load.ts'
import { Bucket } from './throttle.ts'

/** So long a document waits for one of the connections that its host may have. */
const patienceMs = 15_000

/**
 * Fetches documents. They count among the connections to their hosts, and what has several gives one up for them; where
 * none comes free for long because many long downloads have one each, one document at a time goes beyond the setting.
 */
export class Documents {
  readonly #shop: DocumentShop
  readonly #report: (word: FromWorker) => void
  readonly #fetches = new Map<number, DocumentFetch>()
  readonly #running = new Set<Promise<void>>()
  /** Hosts at which one is beyond the setting. */
  readonly #beyond = new Set<string>()
  readonly #unlimited = new Bucket()
  readonly #holds = new HostHolds()

  constructor(shop: DocumentShop, report: (word: FromWorker) => void) {
    this.#shop = shop
    this.#report = report
  }

  get isIdle(): boolean {
    return this.#fetches.size === 0
  }

  /** Resolves when its answer was told; one that was dropped has none. */
  async fetch(documentId: number, order: DocumentOrder): Promise<void> {
    let beyondAt: string | null = null
    const fetch = new DocumentFetch(order, {
      shop: this.#shop,
      unlimited: this.#unlimited,
      holds: this.#holds,
      enter: async (host, signal) => {
        if (beyondAt !== null) this.#beyond.delete(beyondAt)
        beyondAt = null
        const place = await this.#enter(host, signal)
        if (place !== null) return place
        beyondAt = host
        return this.#shop.load.takeAsGuest(host)
      },
    })
    this.#fetches.set(documentId, fetch)
    const running = fetch.run().then((answer) => {
      this.#fetches.delete(documentId)
      if (beyondAt !== null) this.#beyond.delete(beyondAt)
      if (answer !== null) this.#report({ kind: 'documentFetched', documentId, answer })
    })
    this.#running.add(running)
    await running.finally(() => this.#running.delete(running))
  }

  drop(documentId: number): void {
    this.#fetches.get(documentId)?.stop()
  }

  checkStalls(now: number, stallTimeoutMs: number): void {
    for (const fetch of this.#fetches.values()) fetch.checkStall(now, stallTimeoutMs)
  }

  /** Breaks all of them off. */
  async close(): Promise<void> {
    for (const fetch of this.#fetches.values()) fetch.stop()
    await Promise.allSettled([...this.#running])
  }

  /** Null: it may go beyond the setting, and nobody else meanwhile. */
  async #enter(host: string, signal: AbortSignal): Promise<Place | null> {
    for (;;) {
      const place = await this.#shop.load.enterWithin(host, patienceMs, signal)
      if (place !== null) return place
      if (this.#beyond.has(host)) continue
      this.#beyond.add(host)
      return null
    }
  }
}
