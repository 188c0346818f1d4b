import type { Implementer } from '../../../src-main/api/implementer.ts'

/** The part of a memory router that answers for subscriptions: there are none. */
export function memorySubscriptions({ subscriptions }: Implementer) {
  return {
    list: subscriptions.list.handler(() => ({ items: [], total: 0 })),
    add: subscriptions.add.handler(({ errors }) => {
      throw errors.CONFLICT({ data: {} })
    }),
    export: subscriptions.export.handler(() => ({ opml: '' })),
    readList: subscriptions.readList.handler(() => ({ feeds: [], skipped: 0 })),
    get: subscriptions.get.handler(({ input, errors }) => {
      throw errors.NOT_FOUND({ data: input })
    }),
    update: subscriptions.update.handler(({ errors }) => {
      throw errors.NOT_FOUND({ data: {} })
    }),
    remove: subscriptions.remove.handler(({ input, errors }) => {
      throw errors.NOT_FOUND({ data: input })
    }),
    check: subscriptions.check.handler(({ input, errors }) => {
      throw errors.NOT_FOUND({ data: input })
    }),
    items: subscriptions.items.handler(() => ({ items: [], total: 0 })),
    take: subscriptions.take.handler(({ errors }) => {
      throw errors.NOT_FOUND({ data: {} })
    }),
  }
}
