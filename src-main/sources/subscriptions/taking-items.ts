import type { SubscriptionRecord } from '../../queue/ports.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import { deliver } from './delivering.ts'
import type { SubscriptionList } from './subscription-list.ts'
import { titleOf } from './subscription-view.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** Adds items that were passed over, the oldest first; those that were added before are left out. A refusal has changed nothing. */
export async function takeItems(
  world: SubscriptionWorld,
  list: SubscriptionList,
  record: SubscriptionRecord,
  itemIds: readonly string[],
): Promise<Refusal | null> {
  const { store, clock, reader } = world
  const asked = [...new Set(itemIds)].map((id) => ({ id, item: store.feedItem(record.id, id) }))
  const missing = asked.find(({ item }) => item === null)
  if (missing !== undefined) return refuse('NOT_FOUND', { itemId: missing.id })
  const items = asked
    .flatMap(({ item }) => (item?.state === 'passed' ? item : []))
    .toSorted((one, other) => (one.facts.date ?? '').localeCompare(other.facts.date ?? ''))
  if (items.length === 0) return null
  const reading = await reader.read({
    kind: 'name',
    items: items.map(({ facts, key, label, url }) => ({ facts, key, label, url })),
    naming: { nameTemplate: record.nameTemplate, title: titleOf(record), added: list.added(record.id) },
  })
  if (reading.kind !== 'named') return refuse('CONFLICT', { reading: reading.kind })
  let after: SubscriptionRecord | null = null
  const refusal = await deliver(world, record, reading.episodes, (jobId) => {
    const current = list.record(record.id)
    if (current === null) return
    after = { ...current, jobId, addedAt: clock.now(), addedLast: items.length }
    store.putSubscription(after)
    store.putFeedItems(
      record.id,
      items.map((item) => ({ ...item, state: 'added' })),
    )
  })
  if (refusal === null && after !== null) list.put(after, { added: items.length })
  return refusal
}
