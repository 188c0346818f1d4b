import type { Clock, Documents, LinkRenewal, Log, RenewalAnswer, RenewalOrder, Sessions } from '../queue/ports.ts'
import { fetchedDocument } from './fetched-document.ts'
import { ownMemory } from './own-memory.ts'
import type { FromWorker } from './protocol.ts'
import { endSession } from './session-end.ts'
import { SourceThread } from './source-thread.ts'

export interface LinkRenewalParts {
  /** The file of the sources' worker. */
  readonly workerUrl: URL
  readonly documents: Documents
  readonly sessions: Pick<Sessions, 'facts' | 'requireSignIn'>
  readonly clock: Clock
  readonly log: Log
}

interface Renewal {
  readonly order: RenewalOrder
  readonly settle: (answers: readonly RenewalAnswer[]) => void
  readonly fetches: Map<number, AbortController>
}

/**
 * Reads sources once more for fresh links. In a thread of its own, there while it is needed: a source that never comes to an
 * end takes nothing with it that a person looks at.
 */
export class SourceLinks implements LinkRenewal {
  readonly #parts: LinkRenewalParts
  readonly #thread: SourceThread
  readonly #renewals = new Map<string, Renewal>()
  #lastId = 0

  constructor(parts: LinkRenewalParts) {
    this.#parts = parts
    this.#thread = new SourceThread({
      ...parts,
      onWord: (word) => this.#hear(word),
      onLost: () => this.#lose(),
    })
  }

  async renew(order: RenewalOrder, signal: AbortSignal): Promise<readonly RenewalAnswer[]> {
    signal.throwIfAborted()
    const renewalId = `renewal ${++this.#lastId}`
    const { promise, resolve, reject } = Promise.withResolvers<readonly RenewalAnswer[]>()
    const abort = () => reject(signal.reason)
    const renewal: Renewal = { order, settle: resolve, fetches: new Map() }
    this.#renewals.set(renewalId, renewal)
    signal.addEventListener('abort', abort, { once: true })
    const { source, episodes, sessionId } = order
    const session = sessionId === null ? null : this.#parts.sessions.facts(sessionId)
    this.#thread.post({ kind: 'renew', renewalId, source, episodes })
    try {
      const answers = await promise
      // Where the source itself is refused, each of them has the same answer.
      const [first] = answers
      if (first?.kind === 'failed') endSession(this.#parts, session, first.failure)
      return answers
    } finally {
      signal.removeEventListener('abort', abort)
      this.#renewals.delete(renewalId)
      for (const fetch of renewal.fetches.values()) fetch.abort()
      this.#thread.mention({ kind: 'dropRenewal', renewalId })
      if (this.#renewals.size === 0) this.#thread.rest()
    }
  }

  async close(): Promise<void> {
    await this.#thread.end()
    this.#lose()
  }

  #hear(word: FromWorker): void {
    if (word.kind === 'renewed') this.#renewals.get(word.renewalId)?.settle(word.answers)
    else if (word.kind === 'fetch') void this.#fetch(word)
    else if (word.kind === 'dropFetch') {
      for (const { fetches } of this.#renewals.values()) fetches.get(word.fetchId)?.abort()
    }
  }

  async #fetch({ fetchId, inspectionId, order }: Extract<FromWorker, { kind: 'fetch' }>): Promise<void> {
    const renewal = this.#renewals.get(inspectionId)
    if (renewal === undefined) return
    const { sessionId, proxy } = renewal.order
    const abort = new AbortController()
    renewal.fetches.set(fetchId, abort)
    const wanted = { ...order, sessionId, headers: {}, ...(proxy !== undefined && { proxy }) }
    const answer = await fetchedDocument(this.#parts, wanted, abort.signal)
    renewal.fetches.delete(fetchId)
    if (answer === null) return
    this.#thread.mention({ kind: 'fetched', fetchId, answer }, answer.kind === 'answered' ? ownMemory(answer.body) : [])
  }

  /** The thread is gone: nobody knows whether they would have been found. */
  #lose(): void {
    const failure = { code: 'INTERNAL', message: 'The thread that reads sources stopped.', params: {} } as const
    for (const { order, settle } of this.#renewals.values()) {
      settle(order.episodes.map(() => ({ kind: 'failed', failure, transient: false })))
    }
  }
}
