import type { Throughput, ThroughputQuery } from '../../../src-preload/contract/index.ts'
import type { Afterwards } from '../report-inbox.ts'
import type { World } from '../world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** In the store; all longer steps are made of these. */
const finestMs = 5 * minuteMs
/** Of the last hour, which lives in memory. */
const recentMs = 10_000
const recentSteps = hourMs / recentMs
/** A crash forgets so much of the curve. */
const writeMs = 30_000
/** Kept by five minutes for so long, then by hours. */
const finestKeptMs = 26 * hourMs
const hoursKeptMs = 32 * dayMs
/** The pace of now is that of so many steps. */
const paceSteps = 6

const spans = {
  day: { stepMs: finestMs, steps: dayMs / finestMs },
  week: { stepMs: hourMs, steps: (7 * dayMs) / hourMs },
  month: { stepMs: 3 * hourMs, steps: (30 * dayMs) / (3 * hourMs) },
} as const

/**
 * How much came in over time. Bytes are summed in memory and written with a round of reports that is written anyway,
 * twice a minute at most; the last hour is kept finer, and only for this run.
 */
export class ThroughputKeeper {
  readonly #world: Pick<World, 'store' | 'clock' | 'log'>
  /** Not written yet, by the beginning of their five minutes. */
  readonly #pending = new Map<number, number>()
  /** The newest at the end. */
  #recent: number[] = new Array<number>(recentSteps).fill(0)
  /** Which step of the monotonic clock the newest is. */
  #recentStep: number
  #writtenAtMs: number
  #isClosing = false

  constructor(world: Pick<World, 'store' | 'clock' | 'log'>) {
    this.#world = world
    const nowMs = world.clock.monotonic()
    this.#recentStep = Math.floor(nowMs / recentMs)
    this.#writtenAtMs = nowMs
  }

  came(bytes: number): void {
    if (bytes <= 0) return
    this.#moveOn()
    this.#recent.push((this.#recent.pop() ?? 0) + bytes)
    const start = floorTo(this.#world.clock.now(), finestMs)
    this.#pending.set(start, (this.#pending.get(start) ?? 0) + bytes)
  }

  /** Called with every round of reports: from time to time what came is written in its transaction. */
  join(afterwards: Afterwards): void {
    const nowMs = this.#world.clock.monotonic()
    if (this.#pending.size === 0 || (!this.#isClosing && nowMs - this.#writtenAtMs < writeMs)) return
    this.#writtenAtMs = nowMs
    afterwards.together(() => this.#write())
    afterwards.written(() => this.#pending.clear())
  }

  /** The end is near: what came is written, and what still comes with the next round. */
  close(): void {
    this.#isClosing = true
    try {
      this.#write()
      this.#pending.clear()
    } catch (error) {
      this.#world.log.warn('how much came of late could not be kept', { error: String(error) })
    }
  }

  fold(): void {
    const now = this.#world.clock.now()
    this.#world.store.foldThroughput({
      hoursBefore: floorTo(now - finestKeptMs, hourMs),
      from: floorTo(now - hoursKeptMs, hourMs),
      // A clock that was years ahead leaves nothing behind.
      to: now + dayMs,
    })
  }

  /** Bytes per second of the last minute. */
  pace(): number {
    this.#moveOn()
    const bytes = this.#recent.slice(-paceSteps).reduce((sum, step) => sum + step, 0)
    const lastMs = this.#world.clock.monotonic() % recentMs
    return (bytes * 1_000) / ((paceSteps - 1) * recentMs + lastMs)
  }

  throughput({ span }: ThroughputQuery): Throughput {
    return span === 'hour' ? this.#lastHour() : this.#kept(span)
  }

  #lastHour(): Throughput {
    this.#moveOn()
    const { clock } = this.#world
    const lastMs = clock.monotonic() % recentMs
    const from = clock.now() - lastMs - (recentSteps - 1) * recentMs
    return answer('hour', { from, stepMs: recentMs, bytes: this.#recent, lastMs })
  }

  #kept(span: keyof typeof spans): Throughput {
    const { store, clock } = this.#world
    const { stepMs, steps } = spans[span]
    const now = clock.now()
    const from = floorTo(now, stepMs) - (steps - 1) * stepMs
    const bytes = new Array<number>(steps).fill(0)
    const add = (start: number, more: number) => {
      const step = Math.floor((start - from) / stepMs)
      if (step >= 0 && step < steps) bytes[step] = (bytes[step] ?? 0) + more
    }
    for (const kept of store.throughput({ from, stepMs })) add(kept.start, kept.bytes)
    for (const [start, more] of this.#pending) add(start, more)
    return answer(span, { from, stepMs, bytes, lastMs: now % stepMs })
  }

  /** Steps in which nothing came are steps too. */
  #moveOn(): void {
    const step = Math.floor(this.#world.clock.monotonic() / recentMs)
    const passed = Math.min(recentSteps, step - this.#recentStep)
    if (passed <= 0) return
    this.#recent = [...this.#recent.slice(passed), ...new Array<number>(passed).fill(0)]
    this.#recentStep = step
  }

  #write(): void {
    if (this.#pending.size === 0) return
    this.#world.store.addThroughput([...this.#pending].map(([start, bytes]) => ({ start, bytes })))
  }
}

function floorTo(time: number, stepMs: number): number {
  return time - (time % stepMs)
}

function answer(
  span: Throughput['span'],
  { from, stepMs, bytes, lastMs }: { from: number; stepMs: number; bytes: readonly number[]; lastMs: number },
): Throughput {
  return {
    span,
    from: new Date(from).toISOString(),
    stepSeconds: stepMs / 1_000,
    bytes: bytes.map((sum) => Math.min(Number.MAX_SAFE_INTEGER, Math.round(sum))),
    lastSeconds: lastMs / 1_000,
  }
}
