import { breath } from './breath.ts'
import type { FeedEntry } from './feed-order.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** After so long of writing others have a turn. */
const turnMs = 8

/**
 * Feeds give their files new addresses: episodes that have not been fetched get them, and those that failed are tried
 * again. Returns how many got one.
 */
export async function renewAddresses(
  { store, episodes, clock, log }: Pick<SubscriptionWorld, 'store' | 'episodes' | 'clock' | 'log'>,
  jobId: string,
  changed: readonly FeedEntry[],
): Promise<number> {
  const fresh = new Map(changed.flatMap(({ key, url }) => (key === null ? [] : [[key, url] as const])))
  if (fresh.size === 0 || store.job(jobId) === null) return 0
  let renewed = 0
  let begunAtMs = clock.monotonic()
  for (const { id, key, url: before, status } of store.episodesByKey(jobId, [...fresh.keys()])) {
    const url = fresh.get(key)
    if (url === undefined || url === before || (status !== 'failed' && status !== 'queued')) continue
    renewed += 1
    await episodes.update(id, { url })
    if (status === 'failed') await episodes.retry(id)
    if (clock.monotonic() - begunAtMs < turnMs) continue
    await breath(clock)
    begunAtMs = clock.monotonic()
  }
  if (renewed > 0) log.info('episodes got new addresses from their feed', { jobId, episodes: renewed })
  return renewed
}
