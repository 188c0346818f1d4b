import type { MachineRun, Store } from './ports.ts'

const runKey = 'machine.run'
/** Clocks are corrected while a machine runs. */
const toleranceMs = 120_000

/**
 * Notes in which run of the machine the program is at work, and tells whether the machine ended under the program the
 * last time: power lost, not just the process killed.
 */
export function hasMachineEnded(store: Pick<Store, 'loadSettings' | 'saveSettings'>, now: MachineRun): boolean {
  const before = runOf(store.loadSettings()[runKey])
  store.saveSettings({ [runKey]: now })
  return before !== null && !isSame(before, now)
}

/** The program ends in order: whatever becomes of the machine, nothing of ours is under way. */
export function noteOrderlyEnd(store: Pick<Store, 'saveSettings'>): void {
  store.saveSettings({ [runKey]: null })
}

function isSame(one: MachineRun, other: MachineRun): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id
  return Math.abs(one.startedAt - other.startedAt) < toleranceMs
}

function runOf(value: unknown): MachineRun | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('startedAt' in value)) return null
  const { id, startedAt } = value
  if ((typeof id !== 'string' && id !== null) || typeof startedAt !== 'number') return null
  return { id, startedAt }
}
