import type { UndoAction, UndoWish } from '../../src-preload/contract/index.ts'
import { tellingOf } from './answer.ts'
import type { LiveStore } from './live-store.ts'
import type { Message } from './toasts.ts'
import { withoutUndo } from './toasts.ts'
import type { Client } from './transport.ts'
import type { ViewStore } from './view-store.ts'

interface Parts {
  readonly client: Pick<Client, 'undo'>
  readonly live: LiveStore
  readonly view: ViewStore
  readonly say: (message: Message) => void
}

/** What of a request can be undone. */
interface Answer {
  readonly changed: number
  readonly undoId?: string | undefined
}

/** Does something in as many requests as it takes, as one deed. */
export async function asOneDeed(requests: Iterable<(undo: UndoWish) => Promise<Answer>>): Promise<Answer> {
  let undoId: string | undefined
  let changed = 0
  for (const request of requests) {
    const answer = await request(undoId ?? true)
    changed += answer.changed
    undoId = answer.undoId ?? undoId
  }
  return { changed, undoId }
}

/** What was done, to be undone. */
export function createUndoCommands({ client, live, view, say }: Parts) {
  const told = tellingOf(say)
  /** Deeds of this window on their way: who undoes right after one means it. */
  let underWay: Promise<unknown> = Promise.resolve()
  /** What this window did last, as long as no event has told of it. */
  let untold: string | undefined
  const isTold = (undoId: string) => live.getState().undoables.some(({ id }) => id === undoId)
  live.subscribe(() => {
    if (untold !== undefined && isTold(untold)) untold = undefined
  })

  async function undo(undoId: string): Promise<void> {
    view.setState(({ toasts }) => ({ toasts: withoutUndo(toasts, undoId) }))
    const action = live.getState().undoables.find(({ id }) => id === undoId)?.action
    const undone = await told(client.undo.run({ undoId }))
    if (undone !== null) say({ kind: 'undone', action: action ?? 'change', undone })
  }

  return {
    undo,
    /** Undoes what was done last, by whichever window. */
    async undoLast(): Promise<void> {
      await underWay
      const last = untold ?? live.getState().undoables[0]?.id
      untold = undefined
      if (last === undefined) say({ kind: 'nothingToUndo' })
      else await undo(last)
    },
    /**
     * Waits for a deed; resolves to how many it has changed. Offers to undo what was done to several, and every removal: one
     * that was paused is resumed as easily.
     */
    async done(action: UndoAction, doing: Promise<Answer>): Promise<number> {
      underWay = Promise.allSettled([underWay, doing])
      const { changed, undoId } = await doing
      if (undoId === undefined) return changed
      if (!isTold(undoId)) untold = undoId
      if (changed > 1 || action === 'remove') say({ kind: 'done', action, count: changed, undoId })
      return changed
    },
  }
}
