import type { EpisodeCounts, WaitReason } from '../../../src-preload/contract/index.ts'

export interface FinishFacts {
  /** Files that came since the person said what is to happen. */
  readonly downloaded: number
  readonly episodes: EpisodeCounts
  /** How many remembered waits there are, by reason. */
  readonly waits: Partial<Record<WaitReason, number>>
}

/** Nobody is there to help: these go on when somebody is. */
const helpless = ['auth', 'link', 'disk'] as const satisfies readonly WaitReason[]

/**
 * Whether there is nothing left that goes on by itself. What runs or is put in its place does, and what is queued does
 * too: for a slot, after a back-off, with the network, in a window of the schedule, or when the queue is no longer paused.
 * What is paused or failed singly, or waits for a person, does not. And where nothing was downloaded, nothing is finished.
 */
export function hasFinished({ downloaded, episodes, waits }: FinishFacts): boolean {
  const waiting = helpless.reduce((sum, reason) => sum + (waits[reason] ?? 0), 0)
  return downloaded > 0 && episodes.downloading + episodes.verifying === 0 && episodes.queued <= waiting
}
