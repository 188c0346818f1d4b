import type { NoticeGroup } from '../../src-preload/contract/index.ts'
import { tellingOf } from './answer.ts'
import type { LiveStore } from './live-store.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'

interface Parts {
  readonly client: Pick<Client, 'notices'>
  readonly live: LiveStore
  readonly say: (message: Message) => void
}

/** The history of the notices, which the core keeps. */
export type NoticeCommands = ReturnType<typeof createNoticeCommands>

export function createNoticeCommands({ client, live, say }: Parts) {
  const told = tellingOf(say)
  return {
    /** All of them, newest first; null where they could not be asked for. Whoever reads them has seen them. */
    async read(): Promise<readonly NoticeGroup[] | null> {
      const answer = await told(client.notices.list())
      if (answer !== null && answer.unread > 0) {
        live.setState({ unreadNotices: 0 })
        await told(client.notices.read())
      }
      return answer?.items ?? null
    },
    async clear(): Promise<void> {
      await told(client.notices.clear())
      live.setState({ unreadNotices: 0 })
    },
  }
}
