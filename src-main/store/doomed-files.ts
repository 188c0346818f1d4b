import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { DoomedFile, Store } from '../queue/ports.ts'

/** Files that are still to be deleted; they are remembered until the disk has confirmed it. */
export function createDoomedFiles(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'doomPart' | 'doomed' | 'forgetDoomed'> {
  const insert = database.prepare<[string]>('INSERT OR IGNORE INTO doomed_files (path) VALUES (?)')
  const select = database.prepare<[string, number], DoomedFile>(
    'SELECT path FROM doomed_files WHERE path > ? ORDER BY path LIMIT ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM doomed_files WHERE path = ?')

  return {
    doomPart(directory, fileName) {
      insert.run(`${join(directory, fileName)}.part`)
    },
    doomed: (limit, after = '') => select.all(after, limit),
    forgetDoomed(files) {
      // Forgotten too late is only deleted in vain once more.
      transaction(
        () => {
          for (const { path } of files) remove.run(path)
        },
        { durable: false },
      )
    },
  }
}
