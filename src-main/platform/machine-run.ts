import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import type { MachineRun } from '../queue/ports.ts'

/** The run of this machine, from its start to its end. Linux numbers them (random(4)); elsewhere the time it began tells. */
export function currentMachineRun(now: number): MachineRun {
  return { id: bootId(), startedAt: now - uptime() * 1_000 }
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || null
  } catch {
    return null
  }
}
