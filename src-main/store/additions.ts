import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'
import type { Checkpoints } from './checkpoints.ts'
import { doom } from './doom.ts'

/** Episodes of a job from an index on. */
interface Slice {
  readonly job: number
  readonly first: number
}

/** Episodes that are added in several transactions: until the last of them, all of it can be taken back. */
export function createAdditions(
  database: Database,
  transaction: Store['transaction'],
  { removeJob, checkpoints }: { readonly removeJob: Store['removeJob']; readonly checkpoints: Checkpoints },
): Pick<Store, 'beginAddition' | 'holdJob' | 'endAddition' | 'pendingAdditions' | 'takeAdditionBack'> {
  const begin = database.prepare<[string]>(
    'INSERT INTO additions (job, after_index) SELECT id, last_index FROM jobs WHERE id = ? ON CONFLICT DO NOTHING',
  )
  const hold = database.prepare<[string]>('INSERT INTO additions (job, after_index) VALUES (?, 0) ON CONFLICT DO NOTHING')
  const end = database.prepare<[string]>('DELETE FROM additions WHERE job = ?')
  const selectPending = database.prepare<[], string>('SELECT job FROM additions ORDER BY job').pluck()
  const selectAddition = database.prepare<[string], { job: number; after: number }>(
    'SELECT jobs.pk AS job, after_index AS after FROM additions JOIN jobs ON jobs.id = additions.job WHERE additions.job = ?',
  )
  const selectSlice = database.prepare<[{ job: number; after: number; limit: number }], { first: number; episodes: number }>(
    `SELECT coalesce(min(idx), 0) AS first, count(*) AS episodes
     FROM (SELECT idx FROM episodes WHERE job = @job AND idx > @after ORDER BY idx DESC LIMIT @limit)`,
  )
  const isOfSlice = 'e.job = @job AND e.idx >= @first'
  const doomSlice = database.prepare<[Slice & { deleteFiles: 1 }]>(doom(isOfSlice))
  const deleteSlice = database.prepare<[Slice]>(`DELETE FROM episodes AS e WHERE ${isOfSlice}`)

  return {
    beginAddition(jobId) {
      transaction(() => begin.run(jobId))
      checkpoints.follow('slices')
    },
    holdJob(jobId) {
      transaction(() => hold.run(jobId))
    },
    endAddition(jobId) {
      transaction(() => end.run(jobId))
      checkpoints.follow('over')
    },
    pendingAdditions: () => selectPending.all(),
    takeAdditionBack(jobId, limit) {
      return transaction(() => {
        const addition = selectAddition.get(jobId)
        const { job = 0, after = 0 } = addition ?? {}
        const { first, episodes } = selectSlice.get({ job, after, limit }) ?? { first: 0, episodes: 0 }
        // A job that has nothing else is not shown while it shrinks.
        if (addition !== undefined && after === 0) removeJob(jobId, { deleteFiles: true })
        else if (episodes > 0) {
          doomSlice.run({ job, first, deleteFiles: 1 })
          deleteSlice.run({ job, first })
        }
        const isMore = after > 0 && episodes === limit
        if (!isMore) end.run(jobId)
        return isMore
      })
    },
  }
}
