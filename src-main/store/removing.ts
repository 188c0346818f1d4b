import type { Database } from 'better-sqlite3'
import type { PendingRemoval, RemovalOptions, Store } from '../queue/ports.ts'
import { doom, doomRepaired } from './doom.ts'

/** Removing rows. Their files are doomed in the same transaction, set-wise, so that a crash leaves none without an owner. */
export function createRemoving(
  database: Database,
  transaction: Store['transaction'],
  remember: (what: 'job' | 'episode', id: string, options: RemovalOptions) => void,
): Pick<Store, 'removeJob' | 'removeEpisode' | 'noteRemovals' | 'pendingRemovals' | 'forgetRemovals'> {
  const doomOfJob = database.prepare<[{ id: string; deleteFiles: 0 | 1 }]>(doom('j.id = @id'))
  const doomOfEpisode = database.prepare<[{ id: string; deleteFiles: 0 | 1 }]>(doom('e.id = @id'))
  const doomRepairedOfJob = database.prepare<[string]>(doomRepaired('j.id = ?'))
  const doomRepairedEpisode = database.prepare<[string]>(doomRepaired('e.id = ?'))
  // These two would go with the job; going first, they spare each episode's triggers the work on them.
  const deleteTexts = database.prepare<[string]>('DELETE FROM texts WHERE job = (SELECT pk FROM jobs WHERE id = ?)')
  const deleteHosts = database.prepare<[string]>('DELETE FROM job_hosts WHERE job = (SELECT pk FROM jobs WHERE id = ?)')
  const deleteJob = database.prepare<[string]>('DELETE FROM jobs WHERE id = ?')
  const deleteEpisode = database.prepare<[string]>('DELETE FROM episodes WHERE id = ?')
  const note = database.prepare<[string, 'job' | 'episode', 0 | 1]>(
    `INSERT INTO removals (id, kind, delete_files) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET delete_files = max(delete_files, excluded.delete_files)`,
  )
  const selectNotes = database.prepare<[], { id: string; kind: 'job' | 'episode'; delete_files: 0 | 1 }>(
    'SELECT id, kind, delete_files FROM removals ORDER BY kind, id',
  )
  const forget = database.prepare<[string]>('DELETE FROM removals WHERE id = ?')

  return {
    removeJob(id, options) {
      const { deleteFiles } = options
      transaction(() => {
        forget.run(id)
        remember('job', id, options)
        doomOfJob.run({ id, deleteFiles: deleteFiles ? 1 : 0 })
        if (deleteFiles) doomRepairedOfJob.run(id)
        deleteTexts.run(id)
        deleteHosts.run(id)
        if (deleteJob.run(id).changes === 0) throw new Error(`There is no job ${id}.`)
      })
    },

    removeEpisode(id, options) {
      const { deleteFiles } = options
      transaction(() => {
        forget.run(id)
        remember('episode', id, options)
        doomOfEpisode.run({ id, deleteFiles: deleteFiles ? 1 : 0 })
        if (deleteFiles) doomRepairedEpisode.run(id)
        if (deleteEpisode.run(id).changes === 0) throw new Error(`There is no episode ${id}.`)
      })
    },

    noteRemovals({ jobIds, episodeIds }, { deleteFiles }) {
      transaction(() => {
        for (const id of jobIds) note.run(id, 'job', deleteFiles ? 1 : 0)
        for (const id of episodeIds) note.run(id, 'episode', deleteFiles ? 1 : 0)
      })
    },
    pendingRemovals: () =>
      selectNotes.all().map(({ id, kind, delete_files }): PendingRemoval => ({ id, kind, deleteFiles: delete_files === 1 })),
    forgetRemovals(ids) {
      transaction(() => {
        for (const id of ids) forget.run(id)
      })
    },
  }
}
