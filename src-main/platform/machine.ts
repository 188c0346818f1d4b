import { uptime } from 'node:os'
import type { Machine } from '../queue/ports.ts'

/** This machine, asleep or awake. Linux counts its sleep in `/proc/uptime`, Windows and macOS in theirs. */
export function createMachine(): Machine {
  /** How far the uptime was ahead of the monotonic clock when it could be asked last. */
  let aheadMs = 0
  return {
    uptimeMs: () => {
      const monotonicMs = performance.now()
      try {
        aheadMs = uptime() * 1_000 - monotonicMs
      } catch {
        // As with too many open files: until it can be asked again, nobody is taken to sleep.
      }
      return monotonicMs + aheadMs
    },
  }
}
