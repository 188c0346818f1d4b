/**
 * Whether connections that are open now may have lost their end here: an address of this machine is gone. One that only
 * came in addition, as of a tunnel or a container, harms nobody.
 */
export function hasLostAddress(before: readonly string[], now: readonly string[]): boolean {
  return before.some((address) => !now.includes(address))
}

/** Whether there are ways that were not there before: who could not be reached may be now. */
export function hasNewAddress(before: readonly string[], now: readonly string[]): boolean {
  return hasLostAddress(now, before)
}
