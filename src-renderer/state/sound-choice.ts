import type { StaffelEvent, Stats } from '../../src-preload/contract/index.ts'

export type Sound = 'finished' | 'failed'

/** Many may fail in a row: so long nothing is heard again. */
const pauseMs = 10_000

/** What was heard last, and what is known of the list. */
export interface Heard {
  readonly stats: Stats | null
  /** Milliseconds since the epoch. */
  readonly failedAtMs: number
}

export const nothingHeard: Heard = { stats: null, failedAtMs: Number.NEGATIVE_INFINITY }

/** Which sound an event deserves: once the last that could still come is done, and where something has failed for good. */
export function soundFor(
  heard: Heard,
  event: StaffelEvent,
  nowMs: number,
): { readonly heard: Heard; readonly sound: Sound | null } {
  if (event.type === 'notice' && event.notice.code === 'EPISODE_FAILED') {
    if (nowMs - heard.failedAtMs < pauseMs) return { heard, sound: null }
    return { heard: { ...heard, failedAtMs: nowMs }, sound: 'failed' }
  }
  if (event.type !== 'stats') return { heard, sound: null }
  const { stats } = event
  const before = heard.stats
  const isDone = before !== null && openIn(before) > 0 && openIn(stats) === 0
  const hasMore = before !== null && stats.episodes.completed > before.episodes.completed
  return { heard: { ...heard, stats }, sound: isDone && hasMore ? 'finished' : null }
}

function openIn({ episodes }: Stats): number {
  return episodes.queued + episodes.downloading + episodes.verifying
}
