import { hostStartsBytes } from '../protocol.ts'

/** So many hosts have a place of their own; of two that share one, each keeps the distance to the other's requests too. */
const places = hostStartsBytes / BigInt64Array.BYTES_PER_ELEMENT

/** When the last request to each host started, in memory that several workers may share. */
export class HostStarts {
  /** Microseconds since the epoch, by the host's hash. */
  readonly #last: BigInt64Array

  /** Memory of {@link hostStartsBytes} bytes, all zero at first. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(hostStartsBytes)) {
    this.#last = new BigInt64Array(memory)
  }

  /** 0: a request may start, and counts from now on. Else milliseconds until one may. */
  claim(host: string, intervalMs: number): number {
    const place = hashOf(host) % places
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

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
