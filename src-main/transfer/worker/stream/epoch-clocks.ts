import type { LogContents } from './log-format.ts'
import type { Line } from './survey.ts'

/** What has to be added to the clock of each epoch, where the playlists do not say it: all lines of an epoch have one clock. */
export function epochClocks({ plan }: LogContents, lines: readonly Line[]): ReadonlyMap<number, number> {
  const firstAt = new Map<number, number>()
  const startsAt = new Map<number, number>()
  for (const { rendition, runs } of lines) {
    const planned = plan.renditions[rendition]?.runs ?? []
    for (const [index, run] of planned.entries()) {
      const at = runs[index]?.firstAt
      if (at === undefined) continue
      // The runs of an epoch follow each other.
      if (planned[index - 1]?.epoch !== run.epoch) firstAt.set(run.epoch, Math.min(firstAt.get(run.epoch) ?? Infinity, at))
      if (!startsAt.has(run.epoch)) startsAt.set(run.epoch, run.startsAt)
    }
  }
  return new Map([...firstAt].map(([epoch, at]) => [epoch, (startsAt.get(epoch) ?? 0) - at]))
}
