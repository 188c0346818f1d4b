import type { Database, Statement } from 'better-sqlite3'

/** What SQLite stores in a column of ours. */
export type ColumnValue = string | number | Uint8Array | null

/**
 * Updates of single rows by their `id` that name exactly the columns that change, so that SQLite touches no other
 * index. Each combination of columns is prepared once. Returns whether the row is there.
 */
export function createChangeStatements(
  database: Database,
  table: 'jobs' | 'episodes' | 'queues',
): (id: string, values: Readonly<Record<string, ColumnValue>>) => boolean {
  const exists = database.prepare<[string], number>(`SELECT 1 FROM ${table} WHERE id = ?`).pluck()
  const prepared = new Map<string, Statement<ColumnValue[]>>()

  return (id, values) => {
    const columns = Object.keys(values)
    if (columns.length === 0) return exists.get(id) !== undefined
    const assignments = columns.map((column) => `${column} = ?`).join(', ')
    let statement = prepared.get(assignments)
    if (statement === undefined) {
      statement = database.prepare<ColumnValue[]>(`UPDATE ${table} SET ${assignments} WHERE id = ?`)
      prepared.set(assignments, statement)
    }
    return statement.run(...Object.values(values), id).changes > 0
  }
}
