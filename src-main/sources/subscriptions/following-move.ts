import { withoutCredentials } from '../../../src-preload/contract/index.ts'
import type { Store } from '../../queue/ports.ts'

/** A job whose episodes came from a feed that has moved asks at its new place for fresh links. */
export function followMove(
  store: Pick<Store, 'job' | 'changeJob'>,
  jobId: string | null,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  if (from === to || jobId === null) return
  const job = store.job(jobId)
  if (job?.sourceKind !== 'feed' || job.sourceUrl !== withoutCredentials(from)) return
  store.changeJob(jobId, { sourceUrl: withoutCredentials(to) })
}
