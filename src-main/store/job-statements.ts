import type { Database } from 'better-sqlite3'
import type { JobChange, Store } from '../queue/ports.ts'
import { createChangeStatements } from './change-statements.ts'
import { type JobRow, jobColumns, toJobRecord } from './job-rows.ts'
import type { Sealing } from './sealing.ts'

const columnOf = {
  title: 'title',
  queueId: 'queue_id',
  sessionId: 'session_id',
  proxy: 'proxy',
  priority: 'priority',
  sequential: 'sequential',
  connections: 'connections',
  speedLimit: 'speed_limit',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  sourceUrl: 'source_url',
} as const satisfies Record<keyof JobChange, string>

/** Reading and changing single jobs. */
export function createJobStatements(
  database: Database,
  transaction: Store['transaction'],
  sealing: Sealing,
): Pick<Store, 'job' | 'changeJob'> {
  const select = database.prepare<[string], JobRow>(`SELECT ${jobColumns} FROM jobs AS j WHERE j.id = ?`)
  const update = createChangeStatements(database, 'jobs')

  return {
    job(id) {
      const row = select.get(id)
      return row === undefined ? null : toJobRecord(row, sealing)
    },

    changeJob(id, change) {
      const values: Record<string, string | number | null> = {}
      for (const [key, column] of Object.entries(columnOf)) {
        const value = change[key as keyof JobChange]
        if (value !== undefined) values[column] = typeof value === 'boolean' ? Number(value) : value
      }
      if (!transaction(() => update(id, values))) throw new Error(`There is no job ${id}.`)
    },
  }
}
