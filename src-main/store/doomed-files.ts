import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { DoomedFile, Store } from '../queue/ports.ts'

/** Files that are still to be deleted; they are remembered until the disk has confirmed it. */
export function createDoomedFiles(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'doomPart' | 'doomed' | 'forgetDoomed' | 'setDoomedAside' | 'takeDoomedUp'> {
  const insert = database.prepare<[string, string | null]>('INSERT OR IGNORE INTO doomed_files (path, mount) VALUES (?, ?)')
  const select = database.prepare<[string, number], DoomedFile>(
    'SELECT path, mount, content FROM doomed_files WHERE NOT is_away AND path > ? ORDER BY path LIMIT ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM doomed_files WHERE path = ?')
  const setAside = database.prepare<[string]>('UPDATE doomed_files SET is_away = 1 WHERE path = ?')
  const takeUp = database.prepare<[{ mount: string | null }]>(
    'UPDATE doomed_files SET is_away = 0 WHERE is_away AND (@mount IS NULL OR mount = @mount)',
  )
  // Forgotten too late is only deleted in vain once more, and whoever is aside is only looked for once more.
  const each = (statement: typeof remove, files: readonly DoomedFile[]) =>
    transaction(
      () => {
        for (const { path } of files) statement.run(path)
      },
      { durable: false },
    )

  return {
    doomPart({ directory, mount }, fileName) {
      insert.run(`${join(directory, fileName)}.part`, mount)
    },
    doomed: (limit, after = '') => select.all(after, limit),
    forgetDoomed: (files) => each(remove, files),
    setDoomedAside: (files) => each(setAside, files),
    takeDoomedUp(mount) {
      takeUp.run({ mount })
    },
  }
}
