import type { EpisodeStatus, StripBin } from '../../../src-preload/contract/index.ts'

/** From the bottom upwards: what is done carries what is under way, what needs someone stands on top. */
export const stripOrder = [
  'completed',
  'verifying',
  'downloading',
  'queued',
  'paused',
  'failed',
] as const satisfies readonly EpisodeStatus[]

/** A stretch of a job: how many of its episodes are in which state, and the numbers of the first and the last. */
export interface StripCell {
  readonly first: number
  readonly last: number
  readonly parts: readonly { readonly status: EpisodeStatus; readonly count: number }[]
}

/** Stretches in which no episode is left are not shown. */
export function stripCells(bins: readonly StripBin[], episodesPerBin: number): readonly StripCell[] {
  return bins.flatMap((bin, place): StripCell[] => {
    const parts = stripOrder.flatMap((status) => (bin[status] > 0 ? [{ status, count: bin[status] }] : []))
    const first = place * episodesPerBin + 1
    return parts.length === 0 ? [] : [{ first, last: first + episodesPerBin - 1, parts }]
  })
}

/** How many there are in each state, of all stretches. */
export function stripTotals(bins: readonly StripBin[]): readonly { readonly status: EpisodeStatus; readonly count: number }[] {
  return stripOrder.map((status) => ({ status, count: bins.reduce((sum, bin) => sum + bin[status], 0) }))
}
