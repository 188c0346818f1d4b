import type { SlotState } from '../slots.ts'

/**
 * The slots under automatic scaling: that a host is full, or more run than are to, is its own doing and limits nothing;
 * but that a host holds all the slots that the user lets one host have (`isCapped`) is the user's.
 */
export function scaledSlots(state: SlotState, number: number, isCapped: boolean): SlotState {
  const { draining, limitedBy } = state
  if (limitedBy === 'paused' || limitedBy === 'schedule' || (limitedBy === 'host' && isCapped)) return state
  const isOwn = limitedBy === 'host' || limitedBy === 'drain'
  return { effective: number, draining, limitedBy: isOwn ? null : limitedBy }
}
