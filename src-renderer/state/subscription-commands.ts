import type { Subscription } from '../../src-preload/contract/index.ts'
import { type Answer, answerOf, tellingOf } from './answer.ts'
import type { LiveStore } from './live-store.ts'
import { withItem } from './session-facts.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'

type Input<Procedure extends (...input: never) => unknown> = NonNullable<Parameters<Procedure>[0]>
type Subscriptions = Client['subscriptions']
export type NewSubscriptionInput = Input<Subscriptions['add']>
export type SubscriptionPatchInput = Omit<Input<Subscriptions['update']>, 'subscriptionId'>

interface Parts {
  readonly client: { readonly subscriptions: Pick<Subscriptions, 'list' | 'add' | 'update' | 'remove' | 'check'> }
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
    /** Its jobs stay. */
    async remove({ id }: Subscription): Promise<void> {
      if ((await told(client.remove({ subscriptionId: id }))) === null) return
      live.setState(({ subscriptions }) => ({ subscriptions: subscriptions?.filter((other) => other.id !== id) ?? null }))
    },
  }
}
