import { type CommonMemory, hostPlaces } from '../common-memory.ts'
import { hashOf } from './hash-of.ts'

/** When the last request to each host started, in memory that all workers share. */
export class HostStarts {
  /** Microseconds since the epoch, by the host's hash: of two that share a place each keeps the distance to the other's too. */
  readonly #last: BigInt64Array

  constructor({ hostStarts }: CommonMemory) {
    this.#last = hostStarts
  }

  /** 0: a request may start, and counts from now on. Else milliseconds until one may. */
  claim(host: string, intervalMs: number): number {
    const place = hashOf(host) % hostPlaces
    for (;;) {
      const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1_000))
      const last = Atomics.load(this.#last, place)
      const dueMs = Number(last + BigInt(Math.round(intervalMs * 1_000)) - now) / 1_000
      if (dueMs > 0) return dueMs
      // Where another worker was faster, its start counts.
      if (Atomics.compareExchange(this.#last, place, last, now) === last) return 0
    }
  }
}
