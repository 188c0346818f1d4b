import type { Hint, SavedView } from '../../src-preload/contract/index.ts'
import { problemIn } from './answer.ts'
import type { LiveStore } from './live-store.ts'
import type { Problem } from './problem.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'

interface Parts {
  readonly client: Pick<Client, 'window'>
  readonly live: LiveStore
  readonly say: (message: Message) => void
}

/** What the windows remember together. */
export type MemoryCommands = ReturnType<typeof createMemoryCommands>

export function createMemoryCommands({ client, live, say }: Parts) {
  const saved = () => live.getState().memory?.savedViews ?? []

  /** The window follows at once; what the core tells then is the truth. */
  async function keep(savedViews: readonly SavedView[]): Promise<Problem | null> {
    const before = live.getState().memory
    live.setState({ memory: before && { ...before, savedViews: [...savedViews] } })
    const problem = await problemIn(client.window.update({ savedViews: [...savedViews] }))
    if (problem !== null) live.setState({ memory: before })
    return problem
  }

  const told = async (savedViews: readonly SavedView[]): Promise<void> => {
    const problem = await keep(savedViews)
    if (problem !== null) say({ kind: 'problem', problem })
  }

  return {
    /** What stands in the way, or null once it is kept; one with the same id takes its place. */
    saveView: (view: SavedView) =>
      keep(
        saved().some(({ id }) => id === view.id) ? saved().map((one) => (one.id === view.id ? view : one)) : [...saved(), view],
      ),
    removeView: (viewId: string) => told(saved().filter(({ id }) => id !== viewId)),
    moveView: (viewId: string, by: 1 | -1) => told(moved(saved(), viewId, by)),
    /** It never comes again. Where the core cannot be told, at least not in this window. */
    async endHint(hint: Hint): Promise<void> {
      const { memory } = live.getState()
      if (memory === null || memory.usedHints.includes(hint)) return
      live.setState({ memory: { ...memory, usedHints: [...memory.usedHints, hint] } })
      await problemIn(client.window.update({ usedHints: [hint] }))
    },
  }
}

/** One place up or down; what stands at an end stays there. */
export function moved(views: readonly SavedView[], id: string, by: 1 | -1): readonly SavedView[] {
  const from = views.findIndex((view) => view.id === id)
  const view = views[from]
  const other = views[from + by]
  if (view === undefined || other === undefined) return views
  return views.with(from, other).with(from + by, view)
}
