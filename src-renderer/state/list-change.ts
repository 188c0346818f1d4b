import type { StaffelEvent } from '../../src-preload/contract/index.ts'
import type { ListQuery } from './list-query.ts'
import type { LiveItems } from './live-items.ts'

/**
 * Whether an event may change which rows are shown, or where: then the shown window is read again. `before` are the
 * shown items before the event was applied. Progress never asks for it, not even where the list is sorted by progress
 * or speed: rows that change places while one aims at them are worse than an order that is one state change old.
 */
export function changesList(event: StaffelEvent, before: LiveItems, query: ListQuery): boolean {
  switch (event.type) {
    case 'removed':
      return true
    // What jobs wait for follows from their queue.
    case 'queues':
      return true
    case 'job': {
      const known = before.jobs.get(event.job.id)
      // A job's event stands for its episodes too.
      if (known === undefined || query.expanded.has(event.job.id)) return true
      if (query.queueId !== null && known.queueId !== event.job.queueId) return true
      if (query.directory !== null && known.directory !== event.job.directory) return true
      if (query.sessionId !== null && known.sessionId !== event.job.sessionId) return true
      const isBySize = query.minBytes !== null || query.maxBytes !== null
      if (isBySize && known.bytesTotal !== event.job.bytesTotal) return true
      if (known.position !== event.job.position || known.title !== event.job.title) return true
      return known.status !== event.job.status && (query.view !== 'all' || query.sort !== 'position')
    }
    default:
      return false
  }
}
