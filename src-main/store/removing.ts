import type { Database } from 'better-sqlite3'
import type { PendingRemoval, Store } from '../queue/ports.ts'
import type { Checkpoints } from './checkpoints.ts'
import { doom, doomRemoved, doomRepaired } from './doom.ts'
import type { createHistory } from './history.ts'
import type { createShelf } from './shelf.ts'

type Removing = Pick<
  Store,
  'removeJob' | 'clearRemoved' | 'removeEpisode' | 'noteRemovals' | 'pendingRemovals' | 'forgetRemovals'
>

interface RemovedJob {
  readonly job: number
  readonly deleteFiles: 0 | 1
  readonly keepHistory: 0 | 1
}

/** Episodes of a removed job, up to an index. */
interface Slice {
  readonly job: number
  readonly last: number
}

/**
 * Removing rows. A job goes at once, its episodes slice by slice; see `schema/removed-jobs.ts`. Files are doomed in the
 * transaction in which their rows go, set-wise, so that a crash leaves none without an owner.
 */
export function createRemoving(
  database: Database,
  transaction: Store['transaction'],
  {
    remember,
    checkpoints,
    shelf,
  }: {
    readonly remember: ReturnType<typeof createHistory>['remember']
    readonly checkpoints: Checkpoints
    readonly shelf: ReturnType<typeof createShelf>
  },
): Removing {
  const leave = database.prepare<[{ id: string; deleteFiles: 0 | 1; keepHistory: 0 | 1; deed: number | null }]>(
    `INSERT INTO removed_jobs (pk, id, title, directory, mount, delete_files, keep_history, deed)
     SELECT pk, id, title, directory, mount, @deleteFiles, @keepHistory, @deed FROM jobs WHERE id = @id`,
  )
  const deleteJob = database.prepare<[string]>('DELETE FROM jobs WHERE id = ?')
  const selectRemoved = database.prepare<[], RemovedJob>(
    'SELECT pk AS job, delete_files AS deleteFiles, keep_history AS keepHistory FROM removed_jobs WHERE deed IS NULL ORDER BY pk LIMIT 1',
  )
  const selectSlice = database.prepare<[{ job: number; limit: number }], { last: number; episodes: number }>(
    `SELECT coalesce(max(idx), 0) AS last, count(*) AS episodes
     FROM (SELECT idx FROM episodes WHERE job = @job ORDER BY idx LIMIT @limit)`,
  )
  const doomSlice = database.prepare<[Slice]>(doomRemoved('j.pk = +@job AND e.idx <= +@last'))
  // These would go with their episodes; going first, they spare each episode's trigger the work.
  const deleteTexts = database.prepare<[Slice]>('DELETE FROM texts WHERE job = @job AND idx <= @last')
  const deleteSlice = database.prepare<[Slice]>('DELETE FROM episodes WHERE job = @job AND idx <= @last')
  const forgetJob = database.prepare<[number]>('DELETE FROM removed_jobs WHERE pk = ?')
  const forgetClaims = database.prepare<[]>('DELETE FROM claimed_files WHERE NOT EXISTS (SELECT 1 FROM removed_jobs)')
  const doomOfEpisode = database.prepare<[{ id: string; deleteFiles: 0 | 1 }]>(doom('e.id = +@id'))
  const doomRepairedEpisode = database.prepare<[string]>(doomRepaired('e.id = +?'))
  const deleteEpisode = database.prepare<[string]>('DELETE FROM episodes WHERE id = ?')
  const note = database.prepare<[string, 'job' | 'episode', 0 | 1]>(
    `INSERT INTO removals (id, kind, delete_files) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET delete_files = max(delete_files, excluded.delete_files)`,
  )
  const selectNotes = database.prepare<[], { id: string; kind: 'job' | 'episode'; delete_files: 0 | 1 }>(
    'SELECT id, kind, delete_files FROM removals ORDER BY kind, id',
  )
  const forget = database.prepare<[string]>('DELETE FROM removals WHERE id = ?')

  /** The first episodes of a removed job; returns how many these were. */
  function clear({ job, deleteFiles, keepHistory }: RemovedJob, limit: number): number {
    const { last, episodes } = selectSlice.get({ job, limit }) ?? { last: 0, episodes: 0 }
    const slice: Slice = { job, last }
    remember.removed(slice, { deleteFiles: deleteFiles === 1, keepHistory: keepHistory === 1 })
    doomSlice.run(slice)
    deleteTexts.run(slice)
    deleteSlice.run(slice)
    if (episodes < limit) {
      forgetJob.run(job)
      shelf.forgetShelved(job)
    }
    return episodes
  }

  return {
    removeJob(id, { deleteFiles, keepHistory, deed = null }) {
      transaction(() => {
        forget.run(id)
        if (deed !== null) shelf.shelve(id)
        const left = leave.run({ id, deleteFiles: deleteFiles ? 1 : 0, keepHistory: keepHistory === true ? 1 : 0, deed })
        if (left.changes === 0) throw new Error(`There is no job ${id}.`)
        deleteJob.run(id)
      })
    },

    clearRemoved(limit) {
      return transaction(() => {
        for (let left = limit; left > 0; ) {
          const removed = selectRemoved.get()
          if (removed === undefined) {
            forgetClaims.run()
            checkpoints.follow('over')
            return false
          }
          left -= clear(removed, left)
        }
        checkpoints.follow('slices')
        return true
      })
    },

    removeEpisode(id, options) {
      const { deleteFiles, deed = null } = options
      transaction(() => {
        forget.run(id)
        if (deed !== null) {
          if (!shelf.bin(id, { ...options, deed })) throw new Error(`There is no episode ${id}.`)
          return
        }
        remember.episode(id, options)
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
