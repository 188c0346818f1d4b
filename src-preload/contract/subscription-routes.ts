import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'
import {
  newSubscriptionSchema,
  opmlListSchema,
  opmlSchema,
  subscriptionItemQuerySchema,
  subscriptionItemSchema,
  subscriptionPatchSchema,
  subscriptionSchema,
} from './subscription.ts'

const subscriptionIdInput = z.strictObject({ subscriptionId: idSchema })
const path = '/v1/subscriptions/{subscriptionId}' as const

/** Feeds that are checked by themselves, as everything can be asked of them. `base`: how every procedure may be refused. */
export function subscriptionRoutes(base: ContractBase) {
  return {
    list: base
      .route({ method: 'GET', path: '/v1/subscriptions' })
      .output(z.object({ items: z.array(subscriptionSchema), total: z.int() })),
    /** Reads the feed first: what cannot be read is refused, and so is one that is there already. */
    add: base
      .route({ method: 'POST', path: '/v1/subscriptions', successStatus: 201 })
      .input(newSubscriptionSchema)
      .output(subscriptionSchema),
    /** Without user names and passwords. */
    export: base.route({ method: 'GET', path: '/v1/subscriptions/opml' }).output(z.object({ opml: z.string() })),
    /** Says what a list of feeds names; nothing is fetched or changed for it. */
    readList: base
      .route({ method: 'POST', path: '/v1/subscriptions/opml' })
      .input(z.strictObject({ opml: opmlSchema }))
      .output(opmlListSchema),
    get: base.route({ method: 'GET', path }).input(subscriptionIdInput).output(subscriptionSchema),
    update: base.route({ method: 'PATCH', path }).input(subscriptionPatchSchema).output(subscriptionSchema),
    /** Its jobs stay. */
    remove: base
      .route({ method: 'DELETE', path })
      .input(subscriptionIdInput)
      .output(z.object({ done: z.literal(true) })),
    /** Checks it now, paused or not, and answers once that is done; `error` says how it went. */
    check: base
      .route({ method: 'POST', path: `${path}/check` })
      .input(subscriptionIdInput)
      .output(subscriptionSchema),
    /** What was seen in the feed, newest first. */
    items: base
      .route({ method: 'GET', path: `${path}/items` })
      .input(subscriptionItemQuerySchema)
      .output(z.object({ items: z.array(subscriptionItemSchema), total: z.int() })),
    /** Adds these though the rule did not; what was added before is left out. */
    take: base
      .route({ method: 'POST', path: `${path}/items/take` })
      .input(subscriptionIdInput.extend({ itemIds: z.array(idSchema).min(1).max(10_000) }))
      .output(subscriptionSchema),
  }
}
