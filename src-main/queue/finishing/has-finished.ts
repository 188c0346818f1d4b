import type { EpisodeCounts, WaitReason } from '../../../src-preload/contract/index.ts'

export interface FinishFacts {
  /** Files that came since the person said what is to happen. */
  readonly downloaded: number
  readonly episodes: Pick<EpisodeCounts, 'downloading' | 'verifying'>
  /** How many remembered waits there are, by reason. */
  readonly waits: Partial<Record<WaitReason, number>>
  /** Some queued episode waits for nothing that is remembered, in a queue that nobody holds. */
  readonly hasReady: boolean
}

/** Nobody is there to help: these go on when somebody is. */
const helpless: ReadonlySet<string> = new Set<WaitReason>(['auth', 'link', 'disk'])

/**
 * Whether there is nothing left that goes on by itself. What runs or is put in its place does, and what is queued does
 * too: for a slot, after a back-off, with the network, in a window of the schedule, or when the whole is no longer paused.
 * What is paused or failed, stands in a queue that is held, or waits for a person, does not. And where nothing was
 * downloaded, nothing is finished.
 */
export function hasFinished({ downloaded, episodes, waits, hasReady }: FinishFacts): boolean {
  const isActive = episodes.downloading + episodes.verifying > 0
  const isWaiting = Object.entries(waits).some(([reason, count]) => count > 0 && !helpless.has(reason))
  return downloaded > 0 && !isActive && !isWaiting && !hasReady
}
