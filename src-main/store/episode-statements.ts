import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'
import { createChangeStatements } from './change-statements.ts'
import type { Checkpoints } from './checkpoints.ts'
import { assertTransition, columnsOfChange, type EpisodeBefore } from './episode-change.ts'
import { type EpisodeRow, episodeColumns, toEpisodeRecord } from './episode-rows.ts'
import { finalPath } from './file-paths.ts'
import type { Sealing } from './sealing.ts'
import type { createUndoing } from './undoing.ts'

type EpisodeStatements = Pick<Store, 'episode' | 'changeEpisode' | 'changeEpisodes' | 'requeueActive'>

interface BulkValues {
  readonly job: string
  readonly from: string
  readonly to: 'queued' | 'paused'
  readonly resetAttempts: 0 | 1
  /** -1 for all. */
  readonly limit: number
}

/** Reading single episodes, and every way in which their state changes. */
export function createEpisodeStatements(
  database: Database,
  transaction: Store['transaction'],
  {
    sealing,
    checkpoints,
    keep,
  }: { readonly sealing: Sealing; readonly checkpoints: Checkpoints; readonly keep: ReturnType<typeof createUndoing>['keep'] },
): EpisodeStatements {
  // The plus: see `picking.ts`.
  const select = database.prepare<[string], EpisodeRow>(
    `SELECT ${episodeColumns} FROM episodes AS e JOIN jobs AS j ON j.pk = e.job WHERE e.id = +?`,
  )
  const selectBefore = database.prepare<[string], EpisodeBefore>(
    'SELECT e.status, e.file_name FROM episodes AS e JOIN jobs AS j ON j.pk = e.job WHERE e.id = +?',
  )
  const update = createChangeStatements(database, 'episodes')
  const owned = `WITH owned (path, status, is_signed) AS (
    SELECT ${finalPath}, e.status, e.signature IS NOT NULL FROM episodes AS e JOIN jobs AS j ON j.pk = e.job WHERE e.id = +?
  )`
  const ownedPaths = `SELECT path FROM owned
    UNION ALL SELECT path || '.part' FROM owned WHERE status <> 'completed'
    UNION ALL SELECT path || '.join' FROM owned WHERE status <> 'completed'
    UNION ALL SELECT path || '.asc' FROM owned WHERE is_signed`
  const takeFiles = database.prepare<[string]>(`${owned} DELETE FROM doomed_files WHERE path IN (${ownedPaths})`)
  const claimFiles = database.prepare<[string]>(`${owned} INSERT OR IGNORE INTO claimed_files ${ownedPaths}`)
  const selectThreats = database.prepare<[], { doomed: 0 | 1; removed: 0 | 1 }>(
    'SELECT EXISTS (SELECT 1 FROM doomed_files) AS doomed, EXISTS (SELECT 1 FROM removed_jobs) AS removed',
  )
  const changed = `status = @to, wait_reason = NULL, wait_until = NULL, error = NULL, finished_at = NULL,
    retry_at = NULL, later_retries = CASE WHEN @resetAttempts THEN 0 ELSE later_retries END,
    attempts = CASE WHEN @resetAttempts THEN 0 ELSE attempts END`
  const isMeant = (which: string) => `${which} AND status IN (SELECT value FROM json_each(@from)) LIMIT +@limit`
  const updateMany = (which: string) => ({
    update: database.prepare<[BulkValues]>(
      `UPDATE episodes SET ${changed} WHERE pk IN (SELECT pk FROM episodes WHERE ${isMeant(which)})`,
    ),
    select: database.prepare<[BulkValues], number>(`SELECT pk FROM episodes WHERE ${isMeant(which)}`).pluck(),
  })
  const ofJob = 'job = (SELECT pk FROM jobs WHERE id = @job)'
  const all = updateMany(ofJob)
  // Few wait, of however many that are queued: the plus keeps their index in use.
  const waiting = updateMany(`wait_reason IS NOT NULL AND +${ofJob}`)
  const updateKeys = database.prepare<[Pick<BulkValues, 'to' | 'resetAttempts'> & { keys: string }]>(
    `UPDATE episodes SET ${changed} WHERE pk IN (SELECT value FROM json_each(@keys))`,
  )
  const requeue = database.prepare<[]>(`UPDATE episodes SET status = 'queued' WHERE status IN ('downloading', 'verifying')`)

  return {
    episode(id) {
      const row = select.get(id)
      return row === undefined ? null : toEpisodeRecord(row, sealing)
    },

    changeEpisode(id, change) {
      transaction(() => {
        const before = selectBefore.get(id)
        if (before === undefined) throw new Error(`There is no episode ${id}.`)
        update(id, columnsOfChange(before, change, sealing))
        const { part } = change
        if (part == null) return
        // A file that was given up may still wait for its deletion under the very name that is now in use again; one
        // that is finished under the name of its part has had that name for itself since it began.
        const isSettled = change.status === 'completed' && part.fileName === before.file_name
        const threats = selectThreats.get()
        if (threats?.doomed === 1 && !isSettled) takeFiles.run(id)
        if (threats?.removed === 1) claimFiles.run(id)
      })
    },

    changeEpisodes(jobId, from, to, options = {}) {
      for (const status of from) assertTransition(status, to)
      const values: BulkValues = {
        job: jobId,
        from: JSON.stringify(from),
        to,
        resetAttempts: options.resetAttempts === true ? 1 : 0,
        limit: options.limit ?? -1,
      }
      const { update, select } = options.onlyWaiting === true ? waiting : all
      const { deed = null } = options
      const kept = () => {
        const keys = JSON.stringify(select.all(values))
        if (deed !== null) keep(deed, keys)
        return updateKeys.run({ to, resetAttempts: values.resetAttempts, keys })
      }
      return transaction(() => {
        const { changes } = deed === null ? update.run(values) : kept()
        checkpoints.follow(changes === options.limit ? 'slices' : 'over')
        return changes
      })
    },

    requeueActive() {
      return transaction(() => requeue.run().changes)
    },
  }
}
