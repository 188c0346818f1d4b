import type { EpisodeStatus, JobStatus, Waiting, WaitReason } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'

/** What can be done to many items at once, and what can be asked of them. */
export type Action = 'pause' | 'resume' | 'retry' | 'remove'

interface Item {
  readonly status: JobStatus | EpisodeStatus
  readonly waiting?: Waiting | null
  readonly episodesFailed?: number
  readonly episodesPaused?: number
  readonly episodesCompleted?: number
}

/** Waits that follow from a failure: a retry ends them now. */
const endedByRetry: readonly (WaitReason | undefined)[] = ['backoff', 'disk', 'auth', 'link']

/** Which actions change something about a job or an episode. A job may hold both paused and running episodes. */
export function allows(item: Item, action: Action | 'verify'): boolean {
  switch (action) {
    case 'pause':
      return (
        item.status === 'downloading' || item.status === 'queued' || item.status === 'verifying' || item.status === 'processing'
      )
    case 'resume':
      return item.status === 'paused' || (item.episodesPaused ?? 0) > 0
    case 'retry':
      return item.status === 'failed' || (item.episodesFailed ?? 0) > 0 || endedByRetry.includes(item.waiting?.reason)
    case 'verify':
      return item.status === 'completed' || (item.episodesCompleted ?? 0) > 0
    case 'remove':
      return true
    default:
      return assertNever(action)
  }
}
