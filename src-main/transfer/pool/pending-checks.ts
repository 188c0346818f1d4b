import type { FileCheck, FileFinding } from '../../queue/ports.ts'
import type { ToWorker } from '../protocol.ts'

interface Pending<Place> {
  readonly place: Place
  readonly settle: (finding: FileFinding) => void
}

/** Looks at files that workers have been asked for. Each is answered once: by its worker, or because that has died. */
export class PendingChecks<Place extends { post(message: ToWorker): void }> {
  readonly #pending = new Map<number, Pending<Place>>()
  #nextId = 1

  ask(place: Place, check: FileCheck, signal: AbortSignal): Promise<FileFinding> {
    if (signal.aborted) return Promise.resolve({ kind: 'stopped' })
    const checkId = this.#nextId++
    return new Promise((resolve) => {
      const drop = () => place.post({ kind: 'dropCheck', checkId })
      const settle = (finding: FileFinding) => {
        signal.removeEventListener('abort', drop)
        this.#pending.delete(checkId)
        resolve(finding)
      }
      signal.addEventListener('abort', drop, { once: true })
      this.#pending.set(checkId, { place, settle })
      place.post({ kind: 'check', checkId, check })
    })
  }

  /** Whether a worker is still asked for something. */
  has(place: Place): boolean {
    return this.#pending.values().some((pending) => pending.place === place)
  }

  answer(checkId: number, finding: FileFinding): void {
    this.#pending.get(checkId)?.settle(finding)
  }

  /** The worker at this place has died, or is gone for good. */
  lose(place: Place): void {
    const failure = { code: 'INTERNAL', message: 'The transfer worker stopped.', params: {} } as const
    for (const { place: other, settle } of [...this.#pending.values()]) {
      if (other === place) settle({ kind: 'unreadable', failure })
    }
  }
}
