import type { SubscriptionKeeper } from '../sources/subscriptions/subscription-keeper.ts'
import type { Implementer } from './implementer.ts'
import { accepted, found } from './outcomes.ts'

export function subscriptionHandlers({ subscriptions }: Implementer, keeper: SubscriptionKeeper) {
  return {
    list: subscriptions.list.handler(() => keeper.list()),
    add: subscriptions.add.handler(async ({ input }) => accepted(await keeper.add(input))),
    export: subscriptions.export.handler(() => keeper.export()),
    readList: subscriptions.readList.handler(async ({ input }) => accepted(await keeper.readList(input.opml))),
    get: subscriptions.get.handler(({ input }) => found(keeper.get(input.subscriptionId), input)),
    update: subscriptions.update.handler(({ input: { subscriptionId, ...patch } }) =>
      accepted(keeper.update(subscriptionId, patch)),
    ),
    remove: subscriptions.remove.handler(({ input }) => accepted(keeper.remove(input.subscriptionId))),
    check: subscriptions.check.handler(async ({ input }) => accepted(await keeper.check(input.subscriptionId))),
    items: subscriptions.items.handler(({ input }) => accepted(keeper.items(input))),
    take: subscriptions.take.handler(async ({ input }) => accepted(await keeper.take(input.subscriptionId, input.itemIds))),
  }
}
