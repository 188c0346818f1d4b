import type { Database } from 'better-sqlite3'
import { reportAddress } from '../../src-preload/contract/index.ts'
import type { RemovalOptions, ReportStore, Store } from '../queue/ports.ts'
import { fileFolder } from './file-paths.ts'

const addressFunction = 'report_address'

type Files = { readonly deleteFiles: 0 | 1 }
/** Episodes of a removed job, up to an index. */
type Slice = { readonly job: number; readonly last: number }

/** Whether the finished file of the episode `e` is deleted with it; see `doom.ts`. */
const isDeleted = "(@deleteFiles AND e.segments <> '[]')"

/**
 * Takes what was finished or has failed along from the list into the history, as it is removed. What identifies a file
 * is kept, what opens a door is not: of an address only what a report may show.
 */
export function createHistory(
  database: Database,
  transaction: Store['transaction'],
): Pick<ReportStore, 'forgetHistory' | 'historyCounts'> & {
  /** To be called before the rows go. */
  readonly remember: {
    readonly episode: (id: string, options: RemovalOptions) => void
    readonly removed: (slice: Slice, options: RemovalOptions) => void
  }
} {
  database.function(addressFunction, { deterministic: true }, (url) => (typeof url === 'string' ? reportAddress(url) : url))
  // The plus before a value keeps SQLite from planning these anew for each, which took twelve times as long.
  const insert = <Which>(jobs: 'jobs' | 'removed_jobs', which: string) =>
    database.prepare<[Which & Files]>(
      `INSERT INTO history (id, job_id, job_title, idx, title, wanted_name, file_name, directory, mount, url, address, host, status, bytes,
         checksum_algorithm, checksum, block_digests, error, active_ms, finished_at, has_file)
       SELECT e.id, j.id, j.title, e.idx, e.title, e.wanted_name, e.file_name, ${fileFolder}, j.mount, ${addressFunction}(e.url),
         e.address, e.host, e.status, e.bytes_done, coalesce(e.checksum_algorithm, e.told_algorithm), e.actual_checksum, e.block_digests,
         e.error, e.active_ms, e.finished_at, e.status = 'completed' AND e.file_name IS NOT NULL AND NOT ${isDeleted}
       FROM ${jobs} AS j JOIN episodes AS e ON e.job = j.pk
       WHERE ${which} AND e.status IN ('completed', 'failed') AND e.finished_at IS NOT NULL`,
    )
  // Of several files that were at one path in turn, the last is there; and none is once it was deleted.
  const settle = <Which>(jobs: 'jobs' | 'removed_jobs', which: string) =>
    database.prepare<[Which & Files]>(
      `UPDATE history SET has_file = 0 WHERE pk IN (
         SELECT old.pk FROM ${jobs} AS j JOIN episodes AS e ON e.job = j.pk
         CROSS JOIN history AS old ON old.status = 'completed' AND old.file_name = e.file_name AND old.directory = ${fileFolder}
         WHERE ${which} AND e.status = 'completed' AND old.has_file AND (
           ${isDeleted} OR old.finished_at < e.finished_at OR EXISTS (
             SELECT 1 FROM history AS new WHERE new.status = 'completed' AND new.file_name = old.file_name
               AND new.directory = old.directory AND (new.finished_at, new.pk) > (old.finished_at, old.pk))))`,
    )
  const isEpisode = ['jobs', 'e.id = +@id'] as const
  const isOfSlice = ['removed_jobs', 'j.pk = +@job AND e.idx <= +@last'] as const
  const insertEpisode = insert<{ id: string }>(...isEpisode)
  const settleEpisode = settle<{ id: string }>(...isEpisode)
  const insertSlice = insert<Slice>(...isOfSlice)
  const settleSlice = settle<Slice>(...isOfSlice)
  const forget = database.prepare<[number, number]>(
    'DELETE FROM history WHERE pk IN (SELECT pk FROM history WHERE finished_at < ? ORDER BY finished_at LIMIT ?)',
  )
  const count = database.prepare<[], { entries: number; files: number }>(
    `SELECT (SELECT count(*) FROM history) AS entries,
       (SELECT count(*) FROM history INDEXED BY history_with_file WHERE has_file) AS files`,
  )

  return {
    remember: {
      episode(id, { deleteFiles, keepHistory }) {
        const values = { id, deleteFiles: deleteFiles ? 1 : 0 } as const
        if (keepHistory === true) insertEpisode.run(values)
        settleEpisode.run(values)
      },
      removed(slice, { deleteFiles, keepHistory }) {
        const values = { ...slice, deleteFiles: deleteFiles ? 1 : 0 } as const
        if (keepHistory === true) insertSlice.run(values)
        settleSlice.run(values)
      },
    },
    forgetHistory: (before, limit) => transaction(() => forget.run(before, limit).changes),
    historyCounts: () => count.get() ?? { entries: 0, files: 0 },
  }
}
