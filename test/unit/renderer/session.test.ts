import { createRouterClient } from '@orpc/server'
import { expect, it, vi } from 'vitest'
import { createLiveStore } from '../../../src-renderer/state/live-store.ts'
import { startSession } from '../../../src-renderer/state/session.ts'
import { createViewStore } from '../../../src-renderer/state/view-store.ts'

import { createMemoryRouter } from '../../support/server/memory-router.ts'

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

it('keeps what an event told while the first answers were still on their way', async () => {
  const core = createMemoryRouter(silentLog)
  const { events, settings, queues, sessions, stats, app, window } = createRouterClient(core.router)
  const first = Promise.withResolvers<void>()
  const live = createLiveStore()
  const stop = startSession({
    transport: {
      client: { events, settings, queues, sessions, app, window, stats: () => first.promise.then(() => stats()) },
      start: (listener) => {
        listener('online')
        return () => undefined
      },
    },
    live,
    view: createViewStore(),
    rows: { refresh: () => undefined, stop: () => undefined },
    now: Date.now,
  })
  const { items } = await queues.list()
  const added = items.map((queue) => ({ ...queue, id: 'added-meanwhile' }))
  await vi.waitFor(() => expect(core.listeners.size).toBe(1))
  core.emit({ type: 'queues', queues: [...items, ...added] })
  await vi.waitFor(() => expect(live.getState().queues).toHaveLength(2))
  first.resolve()
  await vi.waitFor(() => expect(live.getState().stats).not.toBeNull())
  expect(live.getState().queues.map(({ id }) => id)).toEqual([...items, ...added].map(({ id }) => id))
  expect(live.getState().settings).not.toBeNull()
  stop()
})
