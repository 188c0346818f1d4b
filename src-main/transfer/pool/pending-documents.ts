import type { DocumentAnswer, DocumentOrder } from '../../queue/ports.ts'
import type { ToWorker } from '../protocol.ts'

interface Pending<Place> {
  readonly place: Place
  readonly settle: (answer: DocumentAnswer) => void
}

const gone: DocumentAnswer = {
  kind: 'failed',
  failure: { code: 'INTERNAL', message: 'The transfer worker stopped.', params: {} },
  transient: true,
  retryAfterMs: null,
}

/** Documents that workers have been asked for. Each is answered once: by its worker, or because that has died. */
export class PendingDocuments<Place extends { post(message: ToWorker): void }> {
  readonly #pending = new Map<number, Pending<Place>>()
  #nextId = 1

  /** Rejects with the signal's reason. */
  async ask(place: Place, order: DocumentOrder, signal: AbortSignal): Promise<DocumentAnswer> {
    signal.throwIfAborted()
    const documentId = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<DocumentAnswer>()
    const drop = () => {
      place.post({ kind: 'dropDocument', documentId })
      reject(signal.reason)
    }
    signal.addEventListener('abort', drop, { once: true })
    this.#pending.set(documentId, { place, settle: resolve })
    place.post({ kind: 'fetchDocument', documentId, order })
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', drop)
      this.#pending.delete(documentId)
    }
  }

  answer(documentId: number, answer: DocumentAnswer): void {
    this.#pending.get(documentId)?.settle(answer)
  }

  /** The worker at this place has died, or is gone for good. */
  lose(place: Place): void {
    for (const { place: other, settle } of [...this.#pending.values()]) if (other === place) settle(gone)
  }
}
