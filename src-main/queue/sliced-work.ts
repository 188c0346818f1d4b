import type { Clock } from './ports.ts'

/** What is changed at once, in one transaction: of a usual job all of it, of a very large one the first slice. */
export const mostAtOnce = 1_000

/** A step of long work should take about this long: what waits behind it is not noticed. */
const stepMs = 8
const leastItems = 50
const mostItems = 10_000

/**
 * Does long work in steps of a few milliseconds, with everything else that waits in between. Each step is told how many
 * items to take, by how long the last one took, and returns whether there is more, or the promise of that where it has to
 * come first.
 */
export async function inSlices(clock: Clock, step: (items: number) => boolean | Promise<boolean>): Promise<void> {
  let items = 250
  for (;;) {
    const begunAtMs = clock.monotonic()
    const isMore = step(items)
    const tookMs = Math.max(0.1, clock.monotonic() - begunAtMs)
    items = Math.round(Math.min(mostItems, items * 2, Math.max(leastItems, (items * stepMs) / tookMs)))
    if (!(await isMore)) return
    await breath(clock)
  }
}

/** Lets everything go first that waits. */
export function breath(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(0, resolve)
  })
}
