import type { Subscription, SubscriptionItem } from '../../src-preload/contract/index.ts'
import { type Answer, answerOf, tellingOf } from './answer.ts'
import type { LiveStore } from './live-store.ts'
import type { Problem } from './problem.ts'
import { withItem } from './session-facts.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'

/** Items of one answer, and of one request to take them, as the contract has it. */
const itemsPerPage = 1_000
const itemsPerTaking = 10_000

type Input<Procedure extends (...input: never) => unknown> = NonNullable<Parameters<Procedure>[0]>
type Subscriptions = Client['subscriptions']
export type NewSubscriptionInput = Input<Subscriptions['add']>
export type SubscriptionItemsInput = Input<Subscriptions['items']>
export type SubscriptionPatchInput = Omit<Input<Subscriptions['update']>, 'subscriptionId'>

interface Parts {
  readonly client: {
    readonly subscriptions: Pick<
      Subscriptions,
      'list' | 'add' | 'update' | 'remove' | 'check' | 'items' | 'take' | 'export' | 'readList'
    >
  }
  readonly live: LiveStore
  readonly say: (message: Message) => void
}

/** What can be told and asked of subscriptions. */
export type SubscriptionCommands = ReturnType<typeof createSubscriptionCommands>

export function createSubscriptionCommands({ client: { subscriptions: client }, live, say }: Parts) {
  const told = tellingOf(say)

  /** One as it is now is shown at once: its event may be on its way. */
  async function shown(request: Promise<Subscription>): Promise<Answer<Subscription>> {
    const answer = await answerOf(request)
    const { value } = answer
    if (value !== null) {
      live.setState(({ subscriptions }) => ({ subscriptions: subscriptions && withItem(subscriptions, value) }))
    }
    return answer
  }

  return {
    /** Reads them, where nothing told of them yet. */
    async read(): Promise<void> {
      if (live.getState().subscriptions !== null) return
      const answer = await told(client.list())
      if (answer !== null) live.setState(({ subscriptions }) => ({ subscriptions: subscriptions ?? answer.items }))
    },
    /** The core reads the feed before it answers. */
    add: (subscription: NewSubscriptionInput) => shown(client.add(subscription)),
    update: (subscriptionId: string, patch: SubscriptionPatchInput) => shown(client.update({ subscriptionId, ...patch })),
    async setPaused({ id }: Subscription, paused: boolean): Promise<void> {
      const { problem } = await shown(client.update({ subscriptionId: id, paused }))
      if (problem !== null) say({ kind: 'problem', problem })
    },
    /** How it went stands at the subscription. */
    async check({ id }: Subscription): Promise<void> {
      const { problem } = await shown(client.check({ subscriptionId: id }))
      if (problem !== null) say({ kind: 'problem', problem })
    },
    items: (query: SubscriptionItemsInput) => answerOf(client.items(query)),
    /** The items at some places of a list, both included; those that can be read. */
    async itemsBetween(query: SubscriptionItemsInput, from: number, to: number): Promise<readonly SubscriptionItem[]> {
      const items: SubscriptionItem[] = []
      for (let offset = from; offset <= to; offset += itemsPerPage) {
        const { value } = await answerOf(client.items({ ...query, offset, limit: Math.min(itemsPerPage, to - offset + 1) }))
        if (value === null) break
        items.push(...value.items)
        if (offset + itemsPerPage >= value.total) break
      }
      return items
    },
    /** Adds items to the subscription's job; what stands in the way, or null once all of them are there. */
    async take(subscriptionId: string, itemIds: readonly string[]): Promise<Problem | null> {
      for (let from = 0; from < itemIds.length; from += itemsPerTaking) {
        const { problem } = await shown(client.take({ subscriptionId, itemIds: itemIds.slice(from, from + itemsPerTaking) }))
        if (problem !== null) return problem
      }
      return null
    },
    readList: (opml: string) => answerOf(client.readList({ opml })),
    /** The list of all of them, as a file; null where it could not be read, which is told. */
    async exported(): Promise<Blob | null> {
      const answer = await told(client.export())
      return answer && new Blob([answer.opml], { type: 'text/x-opml' })
    },
    /** Its jobs stay. */
    async remove({ id }: Subscription): Promise<void> {
      if ((await told(client.remove({ subscriptionId: id }))) === null) return
      live.setState(({ subscriptions }) => ({ subscriptions: subscriptions?.filter((other) => other.id !== id) ?? null }))
    },
  }
}
