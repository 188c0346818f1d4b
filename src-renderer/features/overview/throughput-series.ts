import type { Throughput } from '../../../src-preload/contract/index.ts'

export interface ThroughputLine {
  /** Seconds since the epoch: the middle of each step. */
  readonly times: readonly number[]
  /** Bytes per second. */
  readonly speeds: readonly number[]
  readonly from: number
  readonly to: number
  readonly bytes: number
  readonly peak: number
}

/** A step that has just begun says nothing about a speed. */
const leastShare = 0.5

/** What came by steps, as a line of speeds. */
export function throughputLine({ from, stepSeconds, bytes, lastSeconds }: Throughput): ThroughputLine {
  const start = Date.parse(from) / 1_000
  const isLastShown = lastSeconds >= leastShare * stepSeconds
  const shown = isLastShown ? bytes : bytes.slice(0, -1)
  const secondsOf = (at: number) => (at === bytes.length - 1 ? lastSeconds : stepSeconds)
  const speeds = shown.map((sum, at) => sum / secondsOf(at))
  return {
    times: shown.map((_, at) => start + at * stepSeconds + secondsOf(at) / 2),
    speeds,
    from: start,
    to: start + (bytes.length - 1) * stepSeconds + lastSeconds,
    bytes: bytes.reduce((total, sum) => total + sum, 0),
    // Of a step that is not shown yet: what it will have reached at the least.
    peak: Math.max(0, ...speeds, (bytes.at(-1) ?? 0) / stepSeconds),
  }
}
