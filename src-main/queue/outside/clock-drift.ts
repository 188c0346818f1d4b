/** The clocks of this machine at one moment, in milliseconds. */
export interface ClockReading {
  /** What people read; can be set to anything at any time. */
  readonly wallMs: number
  /** Never goes back. On some systems it stands still while the machine sleeps. */
  readonly monotonicMs: number
  /** Since the machine was started, sleep included. */
  readonly uptimeMs: number
}

export interface ClockDrift {
  /** By how much the wall clock was set, ahead or back (negative); 0 where it only went on. */
  readonly jumpedMs: number
  /** For how long the machine slept without the monotonic clock noticing. */
  readonly sleptMs: number
}

/** Clocks are corrected in small steps, and some uptimes come in whole seconds: less than this is neither jump nor sleep. */
const toleranceMs = 3_000

/**
 * What happened to the clocks between two readings. A wall clock that is ahead of the uptime was set. One that is ahead
 * of the monotonic clock alone is right: the machine slept, and time did pass.
 */
export function driftBetween(before: ClockReading, now: ClockReading): ClockDrift {
  const uptimePassedMs = now.uptimeMs - before.uptimeMs
  return {
    jumpedMs: beyondTolerance(now.wallMs - before.wallMs - uptimePassedMs),
    sleptMs: Math.max(0, beyondTolerance(uptimePassedMs - (now.monotonicMs - before.monotonicMs))),
  }
}

function beyondTolerance(differenceMs: number): number {
  return Math.abs(differenceMs) < toleranceMs ? 0 : Math.round(differenceMs)
}
