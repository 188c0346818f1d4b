import { uptime } from 'node:os'
import type { Machine } from '../queue/ports.ts'

/** This machine, asleep or awake. Linux counts its sleep in `/proc/uptime`, Windows and macOS in theirs. */
export function createMachine(): Machine {
  return {
    uptimeMs: () => {
      try {
        return uptime() * 1_000
      } catch {
        // Then a sleep counts as a clock that was set.
        return performance.now()
      }
    },
  }
}
