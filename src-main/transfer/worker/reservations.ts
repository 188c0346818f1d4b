/** Names that running attempts have taken in their folders; on every system as if it ignored case. */
export class Reservations {
  readonly #taken = new Map<string, number>()

  /** Whether another attempt has this path. */
  isTaken(path: string, attemptId: number): boolean {
    const holder = this.#taken.get(keyOf(path))
    return holder !== undefined && holder !== attemptId
  }

  take(path: string, attemptId: number): void {
    this.#taken.set(keyOf(path), attemptId)
  }

  /** Frees all that an attempt has taken. */
  release(attemptId: number): void {
    for (const [key, holder] of this.#taken) if (holder === attemptId) this.#taken.delete(key)
  }
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase()
}
