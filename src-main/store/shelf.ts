import type { Database } from 'better-sqlite3'
import { plainProxyUses } from '../../src-preload/contract/index.ts'
import type { ClaimPlace, RemovalOptions } from '../queue/ports.ts'
import { finalPath } from './file-paths.ts'
import type { createMoving } from './moving.ts'

interface Removal extends Pick<RemovalOptions, 'deleteFiles' | 'keepHistory'> {
  readonly deed: number
}

const partPath = `${finalPath} || '.part'`
/** Where its queue, its session or its proxy has gone meanwhile, a job that comes back has none of its own. */
const present: Readonly<Record<string, string>> = {
  queue_id: "coalesce((SELECT id FROM queues WHERE id = s.queue_id AND NOT is_going), 'default')",
  session_id: '(SELECT id FROM sessions WHERE id = s.session_id)',
  proxy: `CASE WHEN s.proxy IN (${plainProxyUses.map((use) => `'${use}'`).join(', ')})
    OR EXISTS (SELECT 1 FROM proxies WHERE id = s.proxy) THEN s.proxy END`,
}
const statuses = ['queued', 'paused', 'failed', 'completed'] as const

/** What was removed and may come back: rows of jobs on the shelf, episodes without their job in bins. See `schema/undo.ts`. */
export function createShelf(database: Database, { putAt }: Pick<ReturnType<typeof createMoving>, 'putAt'>) {
  const columns = takeColumns(database)
  const list = columns.join(', ')
  const shelve = database.prepare<[{ id: string }]>(`INSERT INTO shelved_jobs (${list}) SELECT ${list} FROM jobs WHERE id = @id`)
  const addBin = database.prepare<[Removed]>(
    `INSERT INTO removed_jobs (pk, id, title, directory, mount, delete_files, keep_history, deed, bin_of)
     SELECT (SELECT min(0, coalesce(min(pk), 0)) - 1 FROM removed_jobs), j.id, j.title, j.directory, j.mount, @deleteFiles, @keepHistory, @deed, j.pk
     FROM episodes AS e JOIN jobs AS j ON j.pk = e.job
     WHERE e.id = +@id AND NOT EXISTS (SELECT 1 FROM removed_jobs WHERE deed = @deed AND bin_of = j.pk)`,
  )
  const bin = database.prepare<[{ id: string; deed: number }]>(
    `UPDATE episodes SET job = (SELECT pk FROM removed_jobs WHERE deed = @deed AND bin_of = episodes.job)
     WHERE id = @id AND EXISTS (SELECT 1 FROM jobs WHERE pk = episodes.job)`,
  )

  // Places exceed 2^53, so they stay bigints on their way through.
  const selectJobs = database
    .prepare<[{ deed: number; limit: number }], { pk: bigint; id: string; place: bigint }>(
      `SELECT r.pk, r.id, s.place FROM removed_jobs AS r CROSS JOIN shelved_jobs AS s ON s.pk = r.pk
       WHERE r.deed = @deed AND r.bin_of IS NULL ORDER BY r.pk LIMIT @limit`,
    )
    .safeIntegers()
  const forgetRemoved = database.prepare<[bigint | number]>('DELETE FROM removed_jobs WHERE pk = ?')
  const insertJob = database.prepare<[bigint]>(
    `INSERT INTO jobs (${list}) SELECT ${columns.map((column) => present[column] ?? `s.${column}`).join(', ')}
     FROM shelved_jobs AS s WHERE s.pk = ?`,
  )
  const countsOf = statuses.map((status) => `SELECT 'episode', '${status}', ${status} FROM jobs WHERE pk = @pk AND ${status} > 0`)
  const tally = database.prepare<[{ pk: bigint }]>(
    `INSERT INTO tallies (kind, name, count) ${countsOf.join(' UNION ALL ')}
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  )
  const findReady = database.prepare<[{ pk: bigint }]>(
    `INSERT INTO job_hosts (job, host, first_idx, queue, session, priority, load, place, is_held)
     SELECT j.pk, first.host, first.idx, j.queue_id, coalesce(j.session_id, ''), j.priority, 0, j.place, 0
     FROM jobs AS j CROSS JOIN (
       SELECT host, min(idx) AS idx FROM episodes INDEXED BY episodes_ready
       WHERE job = @pk AND status = 'queued' AND wait_reason IS NULL GROUP BY host
     ) AS first WHERE j.pk = @pk`,
  )
  const unshelve = database.prepare<[bigint]>('DELETE FROM shelved_jobs WHERE pk = ?')

  const selectBin = database.prepare<[number], { pk: number; home: number; jobId: string; isListed: 0 | 1 }>(
    `SELECT r.pk, r.bin_of AS home, r.id AS jobId, EXISTS (SELECT 1 FROM jobs WHERE pk = r.bin_of) AS isListed
     FROM removed_jobs AS r WHERE r.deed = ? AND r.bin_of IS NOT NULL LIMIT 1`,
  )
  const empty = database.prepare<[{ home: number; bin: number; limit: number }]>(
    'UPDATE episodes SET job = @home WHERE pk IN (SELECT pk FROM episodes WHERE job = @bin ORDER BY idx LIMIT @limit)',
  )
  const countIn = database.prepare<[number], number>('SELECT count(*) FROM episodes WHERE job = ?').pluck()
  const release = database.prepare<[{ deed: number; limit: number }]>(
    `UPDATE removed_jobs SET deed = NULL WHERE pk IN (SELECT pk FROM removed_jobs WHERE deed = @deed LIMIT @limit)`,
  )
  const releaseOne = database.prepare<[number]>('UPDATE removed_jobs SET deed = NULL WHERE pk = ?')
  const releaseOthers = database.prepare<[]>(
    'UPDATE removed_jobs SET deed = NULL WHERE deed IS NOT NULL AND deed NOT IN (SELECT pk FROM undo_deeds WHERE is_undoing)',
  )
  const count = database
    .prepare<[{ deed: number }], number>(
      `SELECT (SELECT count(*) FROM removed_jobs WHERE deed = @deed AND bin_of IS NULL)
         + (SELECT count(*) FROM removed_jobs AS r JOIN episodes AS e ON e.job = r.pk WHERE r.deed = @deed AND r.bin_of IS NOT NULL)`,
    )
    .pluck()

  const hasClaims = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM claimed_files)').pluck()
  const selectNext = database
    .prepare<[ClaimPlace & { deed: number }], number>(
      `SELECT pk FROM removed_jobs AS r WHERE deed = @deed AND pk >= @job
         AND EXISTS (SELECT 1 FROM episodes WHERE job = r.pk AND idx > iif(r.pk = @job, @index, 0)) ORDER BY pk LIMIT 1`,
    )
    .pluck()
  const selectLast = database
    .prepare<[Pick<Stretch, 'job' | 'first'> & { limit: number }], number>(
      'SELECT max(idx) FROM (SELECT idx FROM episodes WHERE job = @job AND idx > @first ORDER BY idx LIMIT @limit)',
    )
    .pluck()
  const isTaken = `e.job = @job AND e.idx > @first AND e.idx <= @last AND e.file_name IS NOT NULL AND e.status <> 'completed'
    AND ${partPath} IN (SELECT path FROM claimed_files)`
  const uncount = database.prepare<[Stretch]>(
    `UPDATE shelved_jobs SET bytes_done = bytes_done - taken.done, bytes_known = bytes_known - taken.known,
       unknown_sizes = unknown_sizes + taken.sized, parts_done = parts_done - taken.parts
     FROM (SELECT total(e.bytes_done) AS done, total(e.bytes_total) AS known, count(e.bytes_total) AS sized, coalesce(sum(e.part_done), 0) AS parts
           FROM episodes AS e JOIN removed_jobs AS j ON j.pk = e.job WHERE ${isTaken}) AS taken
     WHERE shelved_jobs.pk = @job`,
  )
  const yieldFiles = database.prepare<[Stretch]>(
    `UPDATE episodes SET file_name = NULL, validator = NULL, content_type = NULL, told_algorithm = NULL, told_expected = NULL,
       segments = NULL, block_digests = NULL, repair = NULL, bytes_done = 0, bytes_total = NULL
     WHERE pk IN (SELECT e.pk FROM episodes AS e JOIN removed_jobs AS j ON j.pk = e.job WHERE ${isTaken})`,
  )

  return {
    /** To be called before the row goes. */
    shelve: (id: string) => void shelve.run({ id }),
    forgetShelved: (pk: number) => void unshelve.run(BigInt(pk)),
    /** False where there is no such episode. */
    bin(id: string, { deed, deleteFiles, keepHistory }: Removal): boolean {
      addBin.run({ id, deed, deleteFiles: deleteFiles ? 1 : 0, keepHistory: keepHistory === true ? 1 : 0 })
      return bin.run({ id, deed }).changes > 0
    },
    /** Puts so many jobs of a deed back to where they were; returns their ids. */
    bringJobsBack(deed: number, limit: number): readonly string[] {
      const removed = selectJobs.all({ deed, limit })
      for (const { pk, id, place } of removed) {
        forgetRemoved.run(pk)
        insertJob.run(pk)
        tally.run({ pk })
        findReady.run({ pk })
        unshelve.run(pk)
        putAt(id, place)
      }
      return removed.map(({ id }) => id)
    },
    /** Puts so many episodes of one job back; null where there are no more. */
    emptyBin(deed: number, limit: number): { readonly jobId: string; readonly restored: number; readonly gone: number } | null {
      const first = selectBin.get(deed)
      if (first === undefined) return null
      const { pk, home, jobId, isListed } = first
      if (isListed === 0) {
        releaseOne.run(pk)
        return { jobId, restored: 0, gone: countIn.get(pk) ?? 0 }
      }
      const restored = empty.run({ home, bin: pk, limit }).changes
      if (restored < limit) forgetRemoved.run(pk)
      return { jobId, restored, gone: 0 }
    },
    /** What the deed has removed is so for good, so many at a time; returns how many these were. */
    release: (deed: number, limit: number) => release.run({ deed, limit }).changes,
    /** The same for all deeds that nobody wants undone. */
    releaseOthers: () => void releaseOthers.run(),
    count: (deed: number) => count.get({ deed }) ?? 0,
    yieldClaimed(deed: number, after: ClaimPlace | null, limit: number): { anew: number; after: ClaimPlace | null } {
      if (hasClaims.get() !== 1) return { anew: 0, after: null }
      const from = after ?? { job: Number.MIN_SAFE_INTEGER, index: 0 }
      const job = selectNext.get({ ...from, deed })
      if (job === undefined) return { anew: 0, after: null }
      const first = job === from.job ? from.index : 0
      const last = selectLast.get({ job, first, limit }) ?? first
      const stretch = { job, first, last }
      uncount.run(stretch)
      return { anew: yieldFiles.run(stretch).changes, after: { job, index: last } }
    },
  }
}

interface Removed {
  readonly id: string
  readonly deed: number
  readonly deleteFiles: 0 | 1
  readonly keepHistory: 0 | 1
}

/** Episodes of a removed job, behind one index and up to another. */
interface Stretch {
  readonly job: number
  readonly first: number
  readonly last: number
}

/** The columns of a job that are written; the shelf is given those that it lacks. */
function takeColumns(database: Database): readonly string[] {
  const named = (table: string) => database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  const columns = named('jobs')
  const shelved = new Set(named('shelved_jobs'))
  for (const column of columns) if (!shelved.has(column)) database.exec(`ALTER TABLE shelved_jobs ADD COLUMN ${column}`)
  return columns
}
