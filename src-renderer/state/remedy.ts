import type { Episode, EpisodeErrorCode, Job } from '../../src-preload/contract/index.ts'
import { refusedCertificate } from './certificate.ts'

/** What a person can do at once about an item that needs help: try again, give it another address or folder, sign in, mend its way. */
export type Remedy = 'retry' | 'link' | 'folder' | 'signIn' | 'proxy' | 'certificate'

/** Failures of the address itself: the same request would fail again. */
const linkErrors: readonly EpisodeErrorCode[] = ['LINK_EXPIRED', 'UNSUPPORTED_SCHEME']

/** Failures of the place: the same file would fail there again. */
const folderErrors: readonly (EpisodeErrorCode | undefined)[] = ['DISK_FULL', 'PERMISSION', 'PATH_INVALID', 'FOLDER_MISSING']

/** Whether a job may get another folder: a finished file would be left behind. */
export function mayRelocate(job: Pick<Job, 'episodesCompleted'> | undefined): boolean {
  return job?.episodesCompleted === 0
}

/** What helps an episode; null where it needs no help. Another folder only where its job is known and may have one. */
export function episodeRemedy(
  { status, waiting, error }: Pick<Episode, 'waiting' | 'error'> & { readonly status: Episode['status'] | Job['status'] },
  job?: Pick<Job, 'episodesCompleted'>,
): Remedy | null {
  if (waiting?.reason === 'link') return 'link'
  if (waiting?.reason === 'auth') return 'signIn'
  if (waiting?.reason === 'disk') return mayRelocate(job) ? 'folder' : null
  if (status !== 'failed') return null
  if (folderErrors.includes(error?.code) && mayRelocate(job)) return 'folder'
  if (error?.code === 'AUTH_REQUIRED') return 'signIn'
  if (error?.code === 'PROXY') return 'proxy'
  if (refusedCertificate(error) !== null) return 'certificate'
  return error !== null && linkErrors.includes(error.code) ? 'link' : 'retry'
}

/**
 * A single episode's new link is its job's. Several may have failed for different reasons: without a sign-in where that is
 * wanted, trying again helps none of them.
 */
export function jobRemedy(
  job: Pick<Job, 'status' | 'episodesTotal' | 'episodesFailed' | 'episodesCompleted' | 'waiting' | 'error'>,
): Remedy | null {
  const { episodesTotal, episodesFailed, waiting, error } = job
  if (episodesTotal === 1 && episodeRemedy(job, job) === 'link') return 'link'
  if (waiting?.reason === 'auth') return 'signIn'
  if (waiting?.reason === 'disk' && mayRelocate(job)) return 'folder'
  if (episodesFailed === 0) return null
  if (folderErrors.includes(error?.code) && mayRelocate(job)) return 'folder'
  return error?.code === 'AUTH_REQUIRED' ? 'signIn' : 'retry'
}
