import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'

/**
 * The one way to write. At rest the connection runs at `synchronous=FULL`, so a commit is on disk when it returns;
 * for progress marks it is lowered around the transaction, because the pragma is ignored inside one. A transaction
 * within another joins it, and is as durable as the outermost.
 */
export function createTransaction(database: Database): Store['transaction'] {
  return (work, options) => {
    const run = database.transaction(work)
    if (database.inTransaction) return run()
    if (options?.durable !== false) return run.immediate()
    database.pragma('synchronous = NORMAL')
    try {
      return run.immediate()
    } finally {
      database.pragma('synchronous = FULL')
    }
  }
}
