import type { Episode, EpisodeErrorCode, Job } from '../../src-preload/contract/index.ts'

/** What a person can do at once about an item that needs help: try again, or give it another address. */
export type Remedy = 'retry' | 'link'

/** Failures of the address itself: the same request would fail again. */
const linkErrors: readonly EpisodeErrorCode[] = ['LINK_EXPIRED', 'AUTH_REQUIRED', 'UNSUPPORTED_SCHEME']

/** What helps an episode; null where it needs no help. */
export function episodeRemedy({ status, waiting, error }: Episode): Remedy | null {
  if (waiting?.reason === 'link' || waiting?.reason === 'auth') return 'link'
  if (status !== 'failed') return null
  return error !== null && linkErrors.includes(error.code) ? 'link' : 'retry'
}

/** A job's episodes may have failed for different reasons: what fits them all is to try again. */
export function jobRemedy({ episodesFailed }: Job): Remedy | null {
  return episodesFailed > 0 ? 'retry' : null
}
