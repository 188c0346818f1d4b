import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'

/**
 * The one way to write. A durable commit is on disk when it returns (`synchronous=FULL`); any other is flushed with the
 * next one, or by {@link Store.flushed}. A transaction within another joins it, and is as durable as the outermost;
 * where a part fails the whole is rolled back, whoever caught the part's error.
 */
export function createTransaction(database: Database): Store['transaction'] {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  // As `openStore` leaves it.
  let isFlushed = true
  let failed: { readonly error: unknown } | null = null

  /** Said only where it changes, because it is parsed each time; and outside of transactions, which ignore it. */
  function setFlushed(wanted: boolean): void {
    if (isFlushed === wanted) return
    database.pragma(`synchronous = ${wanted ? 'FULL' : 'NORMAL'}`)
    isFlushed = wanted
  }

  function joined<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      failed ??= { error }
      throw error
    }
  }

  return (work, options) => {
    if (database.inTransaction) return joined(work)
    setFlushed(options?.durable !== false)
    failed = null
    begin.run()
    try {
      const result = joined(work)
      if (failed !== null) throw (failed as { readonly error: unknown }).error
      commit.run()
      return result
    } finally {
      // Some errors, such as a full disk, have rolled back already.
      if (database.inTransaction) rollback.run()
    }
  }
}
