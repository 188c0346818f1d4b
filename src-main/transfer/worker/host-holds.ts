import { setTimeout as sleep } from 'node:timers/promises'

/** Of so many hosts is remembered for how long they are left alone. */
const mostHosts = 1_000

/** Keeps documents from hosts that have asked for patience; downloads are held by the queue. */
export class HostHolds {
  readonly #untilMs = new Map<string, number>()

  /** From now on, for so long. */
  hold(host: string, forMs: number): void {
    if (this.#untilMs.size >= mostHosts) this.#untilMs.clear()
    this.#untilMs.set(host, Math.max(this.#untilMs.get(host) ?? 0, performance.now() + forMs))
  }

  isHeld(host: string): boolean {
    const untilMs = this.#untilMs.get(host)
    if (untilMs === undefined) return false
    if (untilMs > performance.now()) return true
    this.#untilMs.delete(host)
    return false
  }

  /** Resolves when the host may be asked. Rejects with the signal's reason. */
  async wait(host: string, signal: AbortSignal): Promise<void> {
    while (this.isHeld(host)) {
      const leftMs = (this.#untilMs.get(host) ?? 0) - performance.now()
      try {
        await sleep(Math.max(1, leftMs), undefined, { signal })
      } catch {
        throw signal.reason
      }
    }
  }
}
