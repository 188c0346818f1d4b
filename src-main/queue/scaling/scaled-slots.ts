import type { SlotState } from '../slots.ts'

/** The slots under automatic scaling: that a host is full, or more run than are to, is its own doing and limits nothing. */
export function scaledSlots(state: SlotState, number: number): SlotState {
  const { draining, limitedBy } = state
  if (limitedBy === 'paused' || limitedBy === 'schedule') return state
  const isOwn = limitedBy === 'host' || limitedBy === 'drain'
  return { effective: number, draining, limitedBy: isOwn ? null : limitedBy }
}
