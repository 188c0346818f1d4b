import type { Database } from 'better-sqlite3'
import {
  defaultQueueId,
  type JobCounts,
  type JobStatus,
  jobStatuses,
  type Queue,
  scheduleSchema,
} from '../../src-preload/contract/index.ts'
import type { Store } from '../queue/ports.ts'
import { type ColumnValue, createChangeStatements } from './change-statements.ts'
import { toJobCounts } from './totals.ts'

interface QueueRow {
  readonly id: string
  readonly name: string
  readonly slots: number | null
  readonly paused: 0 | 1
  readonly schedule: string | null
}

/** The queues and what is counted of them. */
export function createQueueRows(
  database: Database,
  transaction: Store['transaction'],
  jobCounts: Store['jobCounts'],
): Pick<
  Store,
  | 'queues'
  | 'addQueue'
  | 'changeQueue'
  | 'emptyQueue'
  | 'noteQueueRemoval'
  | 'pendingQueueRemovals'
  | 'removeQueue'
  | 'queueJobCounts'
> {
  const select = database.prepare<[], QueueRow>('SELECT id, name, slots, paused, schedule FROM queues ORDER BY pk')
  const insert = database.prepare<[QueueRow]>(
    'INSERT INTO queues (id, name, slots, paused, schedule) VALUES (@id, @name, @slots, @paused, @schedule)',
  )
  const update = createChangeStatements(database, 'queues')
  const selectJobs = database.prepare<[string, number], string>('SELECT id FROM jobs WHERE queue_id = ? LIMIT ?').pluck()
  const moveJobs = database.prepare<[string, string]>('UPDATE jobs SET queue_id = ? WHERE id IN (SELECT value FROM json_each(?))')
  const note = database.prepare<[string]>('UPDATE queues SET is_going = 1 WHERE id = ? AND NOT is_going')
  const selectGoing = database.prepare<[], string>('SELECT id FROM queues WHERE is_going ORDER BY pk').pluck()
  const remove = database.prepare<[string]>('DELETE FROM queues WHERE id = ?')
  const selectCounts = database.prepare<[], { queue: string; name: JobStatus; count: number }>(
    'SELECT queue, status AS name, jobs AS count FROM queue_jobs WHERE jobs > 0',
  )

  return {
    queues: () => select.all().map(toQueue),

    addQueue({ id, ...queue }) {
      const { name, slots } = queue
      transaction(() => insert.run({ id, name, slots, paused: queue.paused ? 1 : 0, schedule: scheduleText(queue.schedule) }))
    },

    changeQueue(id, change) {
      if (!transaction(() => update(id, columnsOf(change)))) throw new Error(`There is no queue ${id}.`)
    },

    emptyQueue(id, limit) {
      return transaction(() => {
        const jobIds = selectJobs.all(id, limit)
        if (jobIds.length > 0) moveJobs.run(defaultQueueId, JSON.stringify(jobIds))
        return jobIds
      })
    },

    noteQueueRemoval(id) {
      transaction(() => note.run(id))
    },
    pendingQueueRemovals: () => selectGoing.all(),

    removeQueue(id) {
      if (transaction(() => remove.run(id)).changes === 0) throw new Error(`There is no queue ${id}.`)
    },

    queueJobCounts() {
      const named = Map.groupBy(selectCounts.all(), ({ queue }) => queue)
      const counts = new Map<string, JobCounts>()
      const rest = { ...jobCounts() }
      for (const [queue, tallies] of named) {
        const own = toJobCounts(tallies)
        counts.set(queue, own)
        for (const status of [...jobStatuses, 'all'] as const) rest[status] -= own[status]
      }
      return counts.set(defaultQueueId, rest)
    },
  }
}

function toQueue({ paused, schedule, ...row }: QueueRow): Queue {
  return { ...row, paused: paused === 1, schedule: schedule === null ? null : scheduleOf(schedule) }
}

/** One that no longer fits is none: a queue that runs is better than a program that does not start. */
function scheduleOf(text: string): Queue['schedule'] {
  return scheduleSchema.safeParse(JSON.parse(text)).data ?? null
}

function columnsOf({ name, slots, paused, schedule }: Partial<Omit<Queue, 'id'>>): Record<string, ColumnValue> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(slots === undefined ? {} : { slots }),
    ...(paused === undefined ? {} : { paused: paused ? 1 : 0 }),
    ...(schedule === undefined ? {} : { schedule: scheduleText(schedule) }),
  }
}

function scheduleText(schedule: Queue['schedule']): string | null {
  return schedule === null ? null : JSON.stringify(schedule)
}
