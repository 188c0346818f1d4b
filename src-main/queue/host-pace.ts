/**
 * How a host is treated that asked for less: half as many connections at once, then one more after a while, and one
 * more. Times are monotonic milliseconds.
 */
export interface HostPace {
  /** So many connections it may have at once; at least 1. */
  readonly connections: number
  /** Further refusals until then belong to the last one: they were under way already. */
  readonly settledAtMs: number
  readonly growAtMs: number
  readonly growEveryMs: number
  /** Refusals since it last served anything. */
  readonly refusals: number
}

/** Requests that were under way when a host first refused come back within this time. */
const settleMs = 1_000
const firstGrowMs = 5_000
const longestGrowMs = 300_000

export interface RefusalFacts {
  readonly nowMs: number
  /** Connections that were there or wanted when it refused, the refused one included. */
  readonly connections: number
  /** Whether others are served there meanwhile. */
  readonly isServing: boolean
}

/** A host answered 429 or 503: what it may have from now on. Refusals that come together halve once. */
export function slowed(pace: HostPace | null, facts: RefusalFacts): HostPace {
  const { nowMs, connections, isServing } = facts
  const refusals = isServing ? 0 : (pace?.refusals ?? 0) + 1
  if (pace !== null && nowMs < pace.settledAtMs) return { ...pace, refusals: Math.max(pace.refusals, refusals > 0 ? 1 : 0) }
  // One that refuses what was just grown by is not tried with more again so soon.
  const growEveryMs = pace === null ? firstGrowMs : Math.min(2 * pace.growEveryMs, longestGrowMs)
  return {
    connections: Math.max(1, Math.floor(Math.min(connections, pace?.connections ?? Number.POSITIVE_INFINITY) / 2)),
    settledAtMs: nowMs + settleMs,
    growAtMs: nowMs + growEveryMs,
    growEveryMs,
    refusals,
  }
}

/** One connection more where its time has come; null once the host may have all that the settings allow. */
export function grown(pace: HostPace, nowMs: number, limit: number): HostPace | null {
  if (nowMs < pace.growAtMs) return pace
  const connections = pace.connections + 1
  return connections >= limit ? null : { ...pace, connections, growAtMs: nowMs + pace.growEveryMs }
}
