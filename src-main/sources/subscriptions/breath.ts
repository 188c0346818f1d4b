import type { Clock } from '../../queue/ports.ts'

/** Lets everything go first that waits. */
export function breath(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(0, resolve)
  })
}
