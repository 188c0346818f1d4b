/** Less says little about what a host can do. */
const tellingBytes = 8_388_608

/** Learns with how many connections a file came best: with which the most of its bytes came. */
export class ConnectionTally {
  readonly #bytes = new Map<number, number>()

  count(connections: number, bytes: number): void {
    if (connections > 0 && bytes > 0) this.#bytes.set(connections, (this.#bytes.get(connections) ?? 0) + bytes)
  }

  /** Null where too little came to tell. */
  get best(): number | null {
    let best: number | null = null
    let most = 0
    let total = 0
    for (const [connections, bytes] of this.#bytes) {
      total += bytes
      if (bytes <= most) continue
      most = bytes
      best = connections
    }
    return total >= tellingBytes ? best : null
  }
}
