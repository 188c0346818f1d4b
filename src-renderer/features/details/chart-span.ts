import type { Speeds } from '../../../src-preload/contract/index.ts'

const minute = 60
/** Spans that a chart of the last hour shows: the first that holds all there is. */
const spans = [5 * minute, 15 * minute, 30 * minute, 60 * minute]

/** From when to when, in seconds since the epoch. */
export function chartSpan(
  { times, stepSeconds }: Pick<Speeds, 'times' | 'stepSeconds'>,
  nowSeconds: number,
): { from: number; to: number } {
  const to = Math.max(nowSeconds, times.at(-1) ?? nowSeconds)
  const age = to - (times[0] ?? to) + stepSeconds
  const span = spans.find((candidate) => age <= candidate) ?? 60 * minute
  return { from: to - span, to }
}

/** Mean and highest of what was measured; null where nothing was. */
export function chartFigures({ speeds }: Pick<Speeds, 'speeds'>): { readonly mean: number; readonly highest: number } | null {
  const known = speeds.filter((speed) => speed !== null)
  if (known.length === 0) return null
  return { mean: known.reduce((sum, speed) => sum + speed, 0) / known.length, highest: Math.max(...known) }
}
