/** Where the slider of the slots halts: single steps where they matter, then ever longer ones up to the limit. */
const stops = [...Array(17).keys(), 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512]

export const lastStop = stops.length - 1

export function slotsAtStop(stop: number): number {
  return stops[Math.min(lastStop, Math.max(0, stop))] ?? 0
}

/** The stop nearest to a number of slots. */
export function stopOfSlots(slots: number): number {
  let nearest = 0
  for (const [index, stop] of stops.entries()) {
    if (Math.abs(stop - slots) < Math.abs(slotsAtStop(nearest) - slots)) nearest = index
  }
  return nearest
}
