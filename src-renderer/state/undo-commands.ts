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
      const [last] = live.getState().undoables
      if (last === undefined) say({ kind: 'nothingToUndo' })
      else await undo(last.id)
    },
    /** Offers to undo what was done to several, and every removal; one that was paused is resumed as easily. */
    offerUndo(action: UndoAction, { changed, undoId }: Answer): void {
      if (undoId !== undefined && (changed > 1 || action === 'remove')) say({ kind: 'done', action, count: changed, undoId })
    },
  }
}
