import type { Database } from 'better-sqlite3'
import type { RelocatingStore, Store } from '../queue/ports.ts'
import { doom } from './doom.ts'

/** Gives jobs another folder, with all that was begun in the old one doomed in the same transaction. */
export function createRelocating(database: Database, transaction: Store['transaction']): RelocatingStore {
  const selectFolders = database
    .prepare<[string], string>(
      `SELECT DISTINCT folder FROM episodes
       WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND folder IS NOT NULL ORDER BY folder`,
    )
    .pluck()
  const selectFinished = database
    .prepare<[string], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
         WHERE j.id = ? AND (e.status = 'completed' OR e.repair IS NOT NULL))`,
    )
    .pluck()
  const doomParts = database.prepare<[{ id: string; deleteFiles: 0 }]>(doom('j.id = @id'))
  const begin = database.prepare<[string]>(
    `UPDATE episodes SET file_name = NULL, validator = NULL, content_type = NULL, told_algorithm = NULL, told_expected = NULL,
       segments = NULL, block_digests = NULL, bytes_done = 0, bytes_total = NULL
     WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND file_name IS NOT NULL`,
  )
  const move = database.prepare<[{ id: string; directory: string; mount: string | null }]>(
    'UPDATE jobs SET directory = @directory, mount = @mount WHERE id = @id',
  )

  return {
    foldersBelow: (jobId) => selectFolders.all(jobId),
    relocateJob: (id, { directory, mount }) =>
      transaction(() => {
        if (selectFinished.get(id) === 1) return false
        doomParts.run({ id, deleteFiles: 0 })
        begin.run(id)
        return move.run({ id, directory, mount }).changes === 1
      }),
  }
}
