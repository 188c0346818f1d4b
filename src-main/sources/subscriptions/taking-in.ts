import type { FeedItemRecord, SubscriptionRecord } from '../../queue/ports.ts'
import type { Refusal } from '../../queue/refusal.ts'
import type { Asked } from './asking.ts'
import { breath } from './breath.ts'
import { successOf } from './check-notes.ts'
import { deliver } from './delivering.ts'
import type { FeedEntry } from './feed-order.ts'
import { followMove, movedTo } from './following-move.ts'
import { renewAddresses } from './renewing.ts'
import type { SubscriptionList } from './subscription-list.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** Items that a subscription remembers; beyond that the first go that its feed does not hold any more. */
const mostItemsKept = 50_000
/** Items that are written in a few milliseconds. */
const mostAtOnce = 500

type Read = Extract<Asked, { kind: 'read' }>

/**
 * Writes down what a feed holds, and adds what was chosen of it, as one; what its job has already counts as added. A refusal
 * has added nothing, and noted nothing that was to be added.
 */
export async function takeIn(
  world: SubscriptionWorld,
  list: SubscriptionList,
  record: SubscriptionRecord,
  { reading, url, etag, lastModified }: Read,
  /** As it is by then; null where it was removed meanwhile. */
  recordNow: () => SubscriptionRecord | null = () => list.record(record.id),
): Promise<Refusal | null> {
  const { store, clock, random } = world
  const now = clock.now()
  const { items, episodes } = sortedOut(world, record.jobId, reading, now)
  const changed = reading.met.flatMap(({ id, now: entry }) => (entry === null ? [] : { id, entry }))
  if (record.jobId !== null) {
    const entries = changed.map(({ entry }) => entry)
    await renewAddresses(world, record.jobId, entries)
  }
  await notePassed(world, record.id, items)
  await noteChanged(world, record.id, changed)
  let after: SubscriptionRecord | null = null
  const refusal = await deliver(world, { ...record, feedTitle: reading.title }, episodes, (jobId) => {
    const current = recordNow()
    if (current === null) return
    after = {
      ...successOf(current, { now, fraction: random.fraction() }),
      ...(current.url === record.url && { ...movedTo(current, url, now), etag, lastModified }),
      feedTitle: reading.title,
      jobId,
      ...(episodes.length > 0 && { addedAt: now, addedLast: episodes.length }),
    }
    store.putSubscription(after)
    followMove(store, jobId, { from: record.url, to: after.url })
    store.putFeedItems(
      record.id,
      items.filter(({ state }) => state === 'added'),
    )
    const except = [...items, ...reading.met].map(({ id }) => id)
    store.forgetFeedItems(record.id, { most: mostItemsKept, except })
  })
  if (refusal !== null) return refusal
  const added = items.filter(({ state }) => state === 'added').length
  if (after !== null) list.put(after, { seen: items.length, added })
  return null
}

/** What is new in a feed: the items as they are kept, and the episodes that are to be added. */
function sortedOut({ store, random }: SubscriptionWorld, jobId: string | null, { fresh, taken }: Read['reading'], now: number) {
  const keys = fresh.flatMap(({ key }) => key ?? [])
  const there = new Set(jobId === null ? [] : store.episodesByKey(jobId, keys).map(({ key }) => key))
  const isThere = (place: number) => there.has(fresh[place]?.key ?? '')
  const chosen = new Set(taken.map((entry) => entry.fresh))
  return {
    items: fresh.map((entry, place): FeedItemRecord => {
      const state = chosen.has(place) || isThere(place) ? 'added' : 'passed'
      return { ...entry, id: random.id(), state, seenAt: now }
    }),
    episodes: taken.flatMap((entry) => (isThere(entry.fresh) ? [] : entry.episode)),
  }
}

/** What is passed over may be noted before the rest: it is to be passed over whatever comes of that. So nobody waits for thousands. */
function notePassed({ store, clock }: SubscriptionWorld, id: string, items: readonly FeedItemRecord[]): Promise<void> {
  const passed = items.filter(({ state }) => state === 'passed')
  return inPortions(clock, passed, (portion) => store.putFeedItems(id, portion))
}

/** So may how items stand in the feed that were seen before: a feed may give all of its files new addresses each time. */
function noteChanged(
  { store, clock }: SubscriptionWorld,
  subscriptionId: string,
  changed: readonly { readonly id: string; readonly entry: FeedEntry }[],
): Promise<void> {
  return inPortions(clock, changed, (portion) => {
    const items = portion.flatMap(({ id, entry }) => {
      const before = store.feedItem(subscriptionId, id)
      return before === null ? [] : { ...before, ...entry }
    })
    store.putFeedItems(subscriptionId, items)
  })
}

async function inPortions<Item>(
  clock: SubscriptionWorld['clock'],
  items: readonly Item[],
  put: (portion: readonly Item[]) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += mostAtOnce) {
    put(items.slice(from, from + mostAtOnce))
    if (from + mostAtOnce < items.length) await breath(clock)
  }
}
