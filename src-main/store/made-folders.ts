import { sep } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { MadeFolder, MadeFolderStore, Store } from '../queue/ports.ts'
import { folderPath } from './file-paths.ts'

/** Whose folders are in use: of listed jobs, and of removed ones until their files are doomed. */
const isUsed = (['jobs', 'removed_jobs'] as const)
  .flatMap((table) =>
    ['e.folder = made.folder', `e.folder > made.folder || '/' AND e.folder < made.folder || '0'`].map(
      (which) =>
        `EXISTS (SELECT 1 FROM episodes AS e INDEXED BY episodes_in_folders CROSS JOIN ${table} AS j ON j.pk = e.job
           WHERE ${which} AND j.directory = made.directory)`,
    ),
  )
  .join(' OR ')
const path = folderPath('made.directory', 'made.folder')
/** The separator, and the character after it. */
const [within, behind] = [sep, String.fromCharCode(sep.charCodeAt(0) + 1)]

/** Folders that were made below those of jobs. */
export function createMadeFolders(database: Database, transaction: Store['transaction']): MadeFolderStore {
  const note = database.prepare<[MadeFolder]>(
    'INSERT OR IGNORE INTO made_folders (directory, folder, mount) VALUES (@directory, @folder, @mount)',
  )
  const forget = database.prepare<[Pick<MadeFolder, 'directory' | 'folder'>]>(
    'DELETE FROM made_folders WHERE directory = @directory AND folder = @folder',
  )
  // Backwards: what lies below another comes before it.
  const select = database.prepare<[{ directory: string; folder: string; limit: number }], MadeFolder & { isUsed: 0 | 1 }>(
    `SELECT directory, folder, mount,
       ${isUsed} OR EXISTS (SELECT 1 FROM jobs WHERE directory = ${path})
         OR EXISTS (SELECT 1 FROM doomed_files WHERE doomed_files.path > (${path}) || '${within}' AND doomed_files.path < (${path}) || '${behind}') AS isUsed
     FROM (
       SELECT directory, folder, mount FROM made_folders
       WHERE (directory, folder) < (@directory, @folder) ORDER BY directory DESC, folder DESC LIMIT @limit
     ) AS made`,
  )
  const selectAll = database.prepare<[], { folder: 1 }>('SELECT 1 AS folder FROM made_folders LIMIT 1')

  return {
    noteMadeFolders(folders) {
      transaction(() => {
        for (const folder of folders) note.run(folder)
      })
    },

    madeFolders(after, limit) {
      if (selectAll.get() === undefined) return { items: [], end: null }
      const { directory, folder } = after ?? { directory: lastText, folder: lastText }
      const rows = select.all({ directory, folder, limit })
      const last = rows.at(-1)
      return {
        items: rows.map(({ isUsed, ...made }) => ({ ...made, isUsed: isUsed === 1 })),
        end: last === undefined || rows.length < limit ? null : { directory: last.directory, folder: last.folder },
      }
    },

    forgetMadeFolders(folders) {
      transaction(
        () => {
          for (const { directory, folder } of folders) forget.run({ directory, folder })
        },
        { durable: false },
      )
    },
  }
}

/** Comes after every other: no text has anything above it in UTF-8. */
const lastText = '\u{10ffff}'
