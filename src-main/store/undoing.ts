import type { Database } from 'better-sqlite3'
import type { UndoAction } from '../../src-preload/contract/index.ts'
import type { Deed, Store, TakenBack, UndoColumn, UndoStore } from '../queue/ports.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { createMoving } from './moving.ts'
import type { createShelf } from './shelf.ts'

const columnOf = {
  priority: 'priority',
  queueId: 'queue_id',
  sequential: 'sequential',
  sessionId: 'session_id',
  proxy: 'proxy',
} as const satisfies Record<UndoColumn, string>

/** What can be restored of a wait: one for room on a disk is met anew, since nobody looks after that disk any more. */
const wait = `u.status = 'queued' AND u.wait_reason <> 'disk'`
const factColumns = 'status, wait_reason, wait_until, attempts, error, finished_at, retry_at, later_retries'
const isListed = (job: string) => `EXISTS (SELECT 1 FROM jobs WHERE pk = ${job})`
/** What was active came to a stop, or comes back as what goes on from where it was. */
const before = `CASE WHEN u.status IN ('downloading', 'verifying') THEN 'queued' ELSE u.status END`
/** Whether an episode is still as the deed has left it. */
const isAsLeft = {
  halted: `(e.status = 'paused' AND u.status <> 'failed' OR e.status = 'failed' AND u.status = 'failed' AND e.finished_at IS u.finished_at)`,
  setGoing: `(e.status = 'queued' AND e.wait_reason IS NULL)`,
} as const
type Left = keyof typeof isAsLeft

interface Slice {
  readonly deed: number
  /** The number of the last row. */
  readonly last: number
}

interface Parts {
  readonly shelf: ReturnType<typeof createShelf>
  readonly putAt: ReturnType<typeof createMoving>['putAt']
  readonly checkpoints: Checkpoints
}

/** Remembers how rows were before they were changed, and makes them so again. */
export function createUndoing(
  database: Database,
  transaction: Store['transaction'],
  { shelf, putAt, checkpoints }: Parts,
): UndoStore & {
  /** Remembers episodes, by a list of their numbers as JSON; to be called before they change. */
  readonly keep: (deed: number, keys: string) => void
} {
  const begin = database.prepare<[Omit<Deed, 'key'> & { columns: string }]>(
    'INSERT INTO undo_deeds (id, action, columns) VALUES (@id, @action, @columns)',
  )
  const keepWhich = <Which>(which: string) =>
    database.prepare<[{ deed: number } & Which]>(
      `INSERT OR IGNORE INTO undo_episodes (deed, episode, ${factColumns}) SELECT @deed, pk, ${factColumns} FROM episodes WHERE ${which}`,
    )
  const keepClosed = database.prepare<[{ deed: number; keys: string }]>(
    `INSERT OR IGNORE INTO undo_jobs (deed, job, place, priority, queue_id, sequential, session_id, proxy, finished_at)
     SELECT @deed, pk, place, priority, queue_id, sequential, session_id, proxy, finished_at FROM jobs
     WHERE finished_at IS NOT NULL AND pk IN (SELECT job FROM episodes WHERE pk IN (SELECT value FROM json_each(@keys)))`,
  )
  const keepKeys = keepWhich<{ keys: string }>('pk IN (SELECT value FROM json_each(@keys))')
  const selectKeys = database
    .prepare<[string], number>('SELECT pk FROM episodes WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
  const keepRetries = keepWhich<{ job: string }>('job = (SELECT pk FROM jobs WHERE id = @job) AND retry_at IS NOT NULL')
  const keepJobs = database.prepare<[{ deed: number; ids: string }]>(
    `INSERT OR IGNORE INTO undo_jobs (deed, job, place, priority, queue_id, sequential, session_id, proxy, finished_at)
     SELECT @deed, pk, place, priority, queue_id, sequential, session_id, proxy, finished_at FROM jobs
     WHERE id IN (SELECT value FROM json_each(@ids))`,
  )
  const countRows = database
    .prepare<[{ deed: number }], number>(
      `SELECT (SELECT count(*) FROM undo_episodes WHERE deed = @deed) + (SELECT count(*) FROM undo_jobs WHERE deed = @deed)`,
    )
    .pluck()
  const selectSetGoing = database
    .prepare<[{ deed: number; ids: string }], string>(
      `SELECT e.id FROM json_each(@ids) AS asked CROSS JOIN episodes AS e ON e.id = asked.value
       CROSS JOIN undo_episodes AS u ON u.deed = @deed AND u.episode = e.pk WHERE u.status IN ('paused', 'failed')`,
    )
    .pluck()

  const mark = database.prepare<[number]>('UPDATE undo_deeds SET is_undoing = 1 WHERE pk = ?')
  const selectDeed = database.prepare<[number], { action: UndoAction; columns: string }>(
    'SELECT action, columns FROM undo_deeds WHERE pk = ?',
  )
  const selectPending = database.prepare<[], Deed>(
    'SELECT pk AS key, id, action FROM undo_deeds WHERE is_undoing ORDER BY pk DESC',
  )
  const lastOf = (table: 'undo_episodes' | 'undo_jobs', key: 'episode' | 'job') =>
    database.prepare<[{ deed: number; limit: number }], { last: number; rows: number }>(
      `SELECT coalesce(max(${key}), 0) AS last, count(*) AS rows
       FROM (SELECT ${key} FROM ${table} WHERE deed = @deed ORDER BY ${key} LIMIT @limit)`,
    )
  const lastEpisode = lastOf('undo_episodes', 'episode')
  const lastJob = lastOf('undo_jobs', 'job')
  const isOfSlice = 'u.deed = @deed AND u.episode <= @last'
  const restore = (left: Left) =>
    database
      .prepare<[Slice], number>(
        `UPDATE episodes AS e SET status = ${before}, attempts = u.attempts, error = u.error, finished_at = u.finished_at,
           wait_reason = iif(${wait}, u.wait_reason, NULL), wait_until = iif(${wait}, u.wait_until, NULL),
           retry_at = u.retry_at, later_retries = u.later_retries
         FROM undo_episodes AS u WHERE ${isOfSlice} AND e.pk = u.episode AND ${isListed('e.job')} AND ${isAsLeft[left]}
         RETURNING job`,
      )
      .pluck()
  const restoreOf = { halted: restore('halted'), setGoing: restore('setGoing') } as const
  const countGone = database
    .prepare<[Slice], number>(
      `SELECT count(*) FROM undo_episodes AS u LEFT JOIN episodes AS e ON e.pk = u.episode
       WHERE ${isOfSlice} AND (e.pk IS NULL OR NOT ${isListed('e.job')})`,
    )
    .pluck()
  const close = database.prepare<[Slice]>(
    `UPDATE jobs SET finished_at = u.finished_at FROM undo_jobs AS u
     WHERE u.deed = @deed AND u.job <= @last AND jobs.pk = u.job AND jobs.finished_at IS NULL AND status IN ('completed', 'failed')`,
  )
  const value = (column: string, found: string) => `${column} = iif(instr(@columns, ',${column},'), ${found}, jobs.${column})`
  const change = database.prepare<[Slice & { columns: string }]>(
    `UPDATE jobs SET ${value('priority', 'u.priority')}, ${value('sequential', 'u.sequential')},
       ${value('queue_id', "coalesce((SELECT id FROM queues WHERE id = u.queue_id AND NOT is_going), 'default')")},
       ${value('session_id', '(SELECT id FROM sessions WHERE id = u.session_id)')},
       ${value('proxy', "iif(u.proxy IN ('system', 'environment', 'none') OR EXISTS (SELECT 1 FROM proxies WHERE id = u.proxy), u.proxy, NULL)")}
     FROM undo_jobs AS u WHERE u.deed = @deed AND u.job <= @last AND jobs.pk = u.job`,
  )
  const selectPlaces = database
    .prepare<[Slice], { id: string; place: bigint }>(
      `SELECT jobs.id, u.place FROM undo_jobs AS u CROSS JOIN jobs ON jobs.pk = u.job WHERE u.deed = @deed AND u.job <= @last`,
    )
    .safeIntegers()
  const selectJobs = database
    .prepare<[Slice], string>(
      'SELECT jobs.id FROM undo_jobs AS u CROSS JOIN jobs ON jobs.pk = u.job WHERE u.deed = @deed AND u.job <= @last',
    )
    .pluck()
  const selectIds = database.prepare<[string], string>('SELECT id FROM jobs WHERE pk IN (SELECT value FROM json_each(?))').pluck()
  const forgetEpisodes = database.prepare<[Slice]>('DELETE FROM undo_episodes WHERE deed = @deed AND episode <= @last')
  const forgetJobs = database.prepare<[Slice]>('DELETE FROM undo_jobs WHERE deed = @deed AND job <= @last')
  const forgetDeed = database.prepare<[number]>('DELETE FROM undo_deeds WHERE pk = ?')

  const nothing: TakenBack = { restored: 0, movedOn: 0, gone: 0, jobIds: [], isMore: false }

  function episodesBack(deed: number, { action, left }: { action: UndoAction; left: Left }, limit: number): TakenBack | null {
    const { last, rows } = lastEpisode.get({ deed, limit }) ?? { last: 0, rows: 0 }
    if (rows === 0) return null
    const slice = { deed, last }
    const gone = countGone.get(slice) ?? 0
    const jobs = restoreOf[left].all(slice)
    forgetEpisodes.run(slice)
    const jobIds = selectIds.all(JSON.stringify([...new Set(jobs)]))
    // What was held on its way off the list has been counted with its removal.
    if (action === 'remove') return { ...nothing, jobIds, isMore: true }
    return { restored: jobs.length, gone, movedOn: rows - gone - jobs.length, jobIds, isMore: true }
  }

  function jobsBack(deed: number, action: UndoAction, columns: string, limit: number): TakenBack | null {
    const { last, rows } = lastJob.get({ deed, limit }) ?? { last: 0, rows: 0 }
    if (rows === 0) return null
    const slice = { deed, last }
    const jobIds = selectJobs.all(slice)
    const isOfJobs = action === 'move' || action === 'change'
    if (action === 'move') for (const { id, place } of selectPlaces.all(slice)) putAt(id, place)
    else if (action === 'change') change.run({ ...slice, columns })
    else close.run(slice)
    forgetJobs.run(slice)
    if (!isOfJobs) return { ...nothing, jobIds, isMore: true }
    return { ...nothing, restored: jobIds.length, gone: rows - jobIds.length, jobIds, isMore: true }
  }

  function removedBack(deed: number, limit: number): TakenBack | null {
    // A job takes as long to come back as some ten episodes.
    const jobIds = shelf.bringJobsBack(deed, Math.ceil(limit / 10))
    if (jobIds.length > 0) return { ...nothing, restored: jobIds.length, jobIds, isMore: true }
    const emptied = shelf.emptyBin(deed, limit)
    if (emptied === null) return null
    const { jobId, restored, gone } = emptied
    return { ...nothing, restored, gone, jobIds: restored > 0 ? [jobId] : [], isMore: true }
  }

  /** A job that was done is open as long as something of it is set going. */
  function keep(deed: number, keys: string): void {
    keepKeys.run({ deed, keys })
    keepClosed.run({ deed, keys })
  }

  return {
    keep,
    beginDeed: (deed, columns = []) =>
      transaction(
        () => Number(begin.run({ ...deed, columns: `,${columns.map((column) => columnOf[column]).join(',')},` }).lastInsertRowid),
        { durable: false },
      ),
    keepEpisodes: (deed, episodeIds) => transaction(() => keep(deed, JSON.stringify(selectKeys.all(JSON.stringify(episodeIds))))),
    keepFailed: (deed, keys) => transaction(() => keep(deed, JSON.stringify(keys))),
    keepLaterRetries: (deed, job) => transaction(() => void keepRetries.run({ deed, job })),
    keepJobs: (deed, jobIds) => transaction(() => void keepJobs.run({ deed, ids: JSON.stringify(jobIds) })),
    deedSize: (deed) => (countRows.get({ deed }) ?? 0) + shelf.count(deed),
    setGoingBy: (deed, episodeIds) => selectSetGoing.all({ deed, ids: JSON.stringify(episodeIds) }),

    beginUndoing(deed) {
      transaction(() => mark.run(deed))
    },
    yieldClaimed: (deed, after, limit) => transaction(() => shelf.yieldClaimed(deed, after, limit)),
    takeBack: (deed, limit) =>
      transaction(() => {
        const found = selectDeed.get(deed)
        if (found === undefined) return nothing
        const { action, columns } = found
        const left: Left = action === 'resume' || action === 'retry' ? 'setGoing' : 'halted'
        const step =
          removedBack(deed, limit) ?? episodesBack(deed, { action, left }, limit) ?? jobsBack(deed, action, columns, limit)
        checkpoints.follow(step === null ? 'over' : 'slices')
        return step ?? nothing
      }),
    forgetDeed: (deed, limit) =>
      transaction(() => {
        const episodes = lastEpisode.get({ deed, limit })
        const jobs = lastJob.get({ deed, limit })
        const released = shelf.release(deed, limit)
        forgetEpisodes.run({ deed, last: episodes?.last ?? 0 })
        forgetJobs.run({ deed, last: jobs?.last ?? 0 })
        const isMore = released === limit || episodes?.rows === limit || jobs?.rows === limit
        if (!isMore) forgetDeed.run(deed)
        return isMore
      }),
    pendingUndoings: () => selectPending.all(),
    forgetDeeds() {
      transaction(() => {
        shelf.releaseOthers()
        const isDone = '(SELECT pk FROM undo_deeds WHERE is_undoing)'
        database.exec(
          `DELETE FROM undo_episodes WHERE deed NOT IN ${isDone};
           DELETE FROM undo_jobs WHERE deed NOT IN ${isDone};
           DELETE FROM undo_deeds WHERE NOT is_undoing`,
        )
      })
    },
  }
}
