import type { TransferLook } from '../../queue/ports.ts'
import type { ToWorker } from '../protocol.ts'

interface Pending<Place> {
  readonly place: Place
  readonly settle: (look: TransferLook) => void
}

const nothing: TransferLook = { connections: [], places: [], exchanges: [] }

/** Asks all workers what they know of an episode: it may have run in one of them, and run now in another. */
export class PendingLooks<Place extends { post(message: ToWorker): void }> {
  readonly #pending = new Map<number, Pending<Place>>()
  #nextId = 1

  async ask(places: readonly Place[], episodeId: string): Promise<TransferLook> {
    const looks = await Promise.all(places.map((place) => this.#askOne(place, episodeId)))
    return {
      connections: looks.flatMap(({ connections }) => connections),
      places: looks.flatMap(({ places: asked }) => asked),
      exchanges: looks.flatMap(({ exchanges }) => exchanges).toSorted((one, other) => one.at - other.at),
    }
  }

  answer(lookId: number, look: TransferLook): void {
    this.#pending.get(lookId)?.settle(look)
  }

  /** The worker at this place has died, or is gone for good. */
  lose(place: Place): void {
    for (const { place: other, settle } of [...this.#pending.values()]) if (other === place) settle(nothing)
  }

  #askOne(place: Place, episodeId: string): Promise<TransferLook> {
    const lookId = this.#nextId++
    return new Promise((resolve) => {
      const settle = (look: TransferLook) => {
        this.#pending.delete(lookId)
        resolve(look)
      }
      this.#pending.set(lookId, { place, settle })
      place.post({ kind: 'look', lookId, episodeId })
    })
  }
}
