import { withoutCredentials } from '../../../src-preload/contract/index.ts'
import type { Store, SubscriptionRecord } from '../../queue/ports.ts'

/**
 * What a subscription notes of where its feed is now. The address that a person gave may lead elsewhere from the beginning:
 * a feed has moved only where it was read before.
 */
export function movedTo(
  { url: before, checkedAt }: SubscriptionRecord,
  url: string,
  now: number,
): Partial<Pick<SubscriptionRecord, 'url' | 'movedFrom' | 'movedAt'>> {
  if (url === before) return {}
  return checkedAt === null ? { url } : { url, movedFrom: withoutCredentials(before), movedAt: now }
}

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
