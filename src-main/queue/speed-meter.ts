const windowMs = 3_000
/** Below this the first samples say nothing about a rate. */
const shortestSpanMs = 200

/** Bytes per second over a sliding window of three seconds; falls to 0 when nothing comes. */
export class SpeedMeter {
  #samples: { atMs: number; bytes: number }[] = []

  /** `bytes` is the running total at the monotonic time `atMs`; a total that falls starts the measurement anew. */
  sample(atMs: number, bytes: number): void {
    const last = this.#samples.at(-1)
    if (last !== undefined && bytes < last.bytes) this.#samples = []
    this.#samples.push({ atMs, bytes })
    this.#forgetBefore(atMs - windowMs)
  }

  bytesPerSecond(nowMs: number): number {
    this.#forgetBefore(nowMs - windowMs)
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined) return 0
    const spanMs = nowMs - first.atMs
    return spanMs < shortestSpanMs ? 0 : Math.round(((last.bytes - first.bytes) * 1_000) / spanMs)
  }

  /** One sample older than the window stays: it is the window's edge. */
  #forgetBefore(timeMs: number): void {
    let stale = 0
    while (stale + 1 < this.#samples.length && (this.#samples[stale + 1]?.atMs ?? 0) <= timeMs) stale += 1
    if (stale > 0) this.#samples.splice(0, stale)
  }
}
