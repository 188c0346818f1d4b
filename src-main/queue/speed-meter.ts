const windowMs = 3_000
const longestWindowMs = 15_000
/** Of a stream that comes in bursts, so many belong into the window. */
const burstsInWindow = 4
/** Below this the first samples say nothing about a rate. */
const shortestSpanMs = 200

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

/**
 * Bytes per second over a sliding window of three seconds; of what comes in bursts further apart, over as many seconds
 * as hold some of them. Silence up to a burst's usual distance is no slowness, longer silence counts in full, and a
 * window without a byte is 0.
 */
export class SpeedMeter {
  /** The moments at which something had come, in order. */
  #samples: Sample[] = []

  /** `bytes` is the running total at the monotonic time `atMs`; a total that falls starts the measurement anew. */
  sample(atMs: number, bytes: number): void {
    const last = this.#samples.at(-1)
    if (last !== undefined && bytes < last.bytes) this.#samples = []
    else if (last !== undefined && bytes === last.bytes) return
    this.#samples.push({ atMs, bytes })
    this.#forgetBefore(atMs - longestWindowMs)
  }

  bytesPerSecond(nowMs: number): number {
    const last = this.#samples.at(-1)
    if (last === undefined) return 0
    const gapMs = this.#usualGapMs()
    const fromMs = nowMs - Math.min(longestWindowMs, Math.max(windowMs, burstsInWindow * gapMs))
    if (last.atMs <= fromMs) return 0
    const first = this.#edgeOf(fromMs)
    const untilMs = Math.max(last.atMs, nowMs - gapMs)
    const spanMs = untilMs - Math.max(first.atMs, fromMs - gapMs)
    return spanMs < shortestSpanMs ? 0 : Math.round(((last.bytes - first.bytes) * 1_000) / spanMs)
  }

  /** The newest sample that is not inside the window, or the first of all: what came since then came inside it. */
  #edgeOf(fromMs: number): Sample {
    return this.#samples.findLast((sample) => sample.atMs <= fromMs) ?? this.#samples[0] ?? { atMs: 0, bytes: 0 }
  }

  /** The mean distance of the last few bursts. */
  #usualGapMs(): number {
    const last = this.#samples.at(-1)
    const before = this.#samples.at(-1 - burstsInWindow) ?? this.#samples[0]
    const count = Math.min(burstsInWindow, this.#samples.length - 1)
    return last === undefined || before === undefined || count === 0 ? 0 : (last.atMs - before.atMs) / count
  }

  #forgetBefore(timeMs: number): void {
    let stale = 0
    while (stale + 1 < this.#samples.length && (this.#samples[stale + 1]?.atMs ?? 0) <= timeMs) stale += 1
    if (stale > 0) this.#samples.splice(0, stale)
  }
}
