import type { JobsPatch } from '../../src-preload/contract/index.ts'
import { definedOnly } from '../queue/defined-only.ts'
import type { UndoColumn } from '../queue/ports.ts'
import type { QueueManager } from '../queue/queue-manager.ts'
import type { Implementer } from './implementer.ts'
import { accepted } from './outcomes.ts'

const columns = ['priority', 'queueId', 'sequential', 'sessionId', 'proxy'] as const satisfies readonly UndoColumn[]

/** What changes many at once, and what undoes that. */
export function undoableHandlers(os: Implementer, queue: QueueManager) {
  const { read, undo: journal } = queue
  return {
    bulk: os.bulk.handler(({ input: { action, undo, ...items } }) => {
      // What is deleted does not come back.
      const wish = items.deleteFiles ? false : undo
      return journal.during(wish, { action }, (deed) => queue.bulk(action, { ...items, deed }))
    }),
    updateMany: os.jobs.updateMany.handler(async ({ input: { jobIds, undo, ...patch } }) => {
      const deed = { action: 'change', columns: columnsOf(patch) } as const
      return accepted(await journal.during(undo, deed, (key) => queue.jobs.updateMany(jobIds, patch, key)))
    }),
    move: os.jobs.move.handler(async ({ input: { undo, ...input } }) =>
      accepted(await journal.during(undo, { action: 'move' }, (deed) => queue.jobs.move(input, deed))),
    ),
    retryFailed: os.failures.retry.handler(({ input: { undo, ...filter } }) =>
      journal.during(undo, { action: 'retry' }, (deed) => queue.reporting.failures.retry(filter, deed)),
    ),
    pauseQueue: os.queue.pause.handler(async ({ input }) => {
      const { undoId } = await journal.during(input.undo, { action: 'pauseQueue' }, () => queue.pauseQueue())
      return { ...(await read.freshStats()), ...definedOnly({ undoId }) }
    }),
    resumeQueue: os.queue.resume.handler(async ({ input }) => {
      const { undoId } = await journal.during(input.undo, { action: 'resumeQueue' }, () => queue.resumeQueue())
      return { ...(await read.freshStats()), ...definedOnly({ undoId }) }
    }),
    undo: {
      list: os.undo.list.handler(() => {
        const items = [...journal.list()]
        return { items, total: items.length }
      }),
      run: os.undo.run.handler(async ({ input }) => accepted(await journal.undo(input.undoId))),
    },
  }
}

function columnsOf(patch: JobsPatch): readonly UndoColumn[] {
  return columns.filter((column) => patch[column] !== undefined)
}
