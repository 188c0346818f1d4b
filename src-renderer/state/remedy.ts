import type { Episode, EpisodeErrorCode, Job } from '../../src-preload/contract/index.ts'
import { refusedCertificate } from './certificate.ts'

/** What a person can do at once about an item that needs help: try again, give it another address, sign in, mend its way. */
export type Remedy = 'retry' | 'link' | 'signIn' | 'proxy' | 'certificate'

/** Failures of the address itself: the same request would fail again. */
const linkErrors: readonly EpisodeErrorCode[] = ['LINK_EXPIRED', 'UNSUPPORTED_SCHEME']

/** What helps an episode; null where it needs no help. */
export function episodeRemedy({ status, waiting, error }: Pick<Episode, 'status' | 'waiting' | 'error'>): Remedy | null {
  if (waiting?.reason === 'link') return 'link'
  if (waiting?.reason === 'auth') return 'signIn'
  if (status !== 'failed') return null
  if (error?.code === 'AUTH_REQUIRED') return 'signIn'
  if (error?.code === 'PROXY') return 'proxy'
  if (refusedCertificate(error) !== null) return 'certificate'
  return error !== null && linkErrors.includes(error.code) ? 'link' : 'retry'
}

/** A job's episodes may have failed for different reasons: without a sign-in where that is wanted, trying again helps none of them. */
export function jobRemedy({ episodesFailed, waiting, error }: Pick<Job, 'episodesFailed' | 'waiting' | 'error'>): Remedy | null {
  if (waiting?.reason === 'auth') return 'signIn'
  if (episodesFailed === 0) return null
  return error?.code === 'AUTH_REQUIRED' ? 'signIn' : 'retry'
}
