import type { Database } from 'better-sqlite3'
import { reportAddress } from '../../src-preload/contract/index.ts'
import type { ReportStore, Store } from '../queue/ports.ts'

const addressFunction = 'report_address'

/**
 * Takes what was finished or has failed along from the list into the history, as it is removed. What identifies a file
 * is kept, what opens a door is not: of an address only what a report may show.
 */
export function createHistory(
  database: Database,
  transaction: Store['transaction'],
): Pick<ReportStore, 'forgetHistory'> & { readonly remember: (what: 'job' | 'episode', id: string) => void } {
  database.function(addressFunction, { deterministic: true }, (url) => (typeof url === 'string' ? reportAddress(url) : url))
  const insert = (which: string) =>
    database.prepare<[string]>(
      `INSERT INTO history (id, job_id, job_title, title, wanted_name, file_name, directory, url, host, status, bytes,
         checksum_algorithm, checksum, error, active_ms, finished_at)
       SELECT e.id, j.id, j.title, e.title, e.wanted_name, e.file_name, j.directory, ${addressFunction}(e.url), e.host, e.status,
         e.bytes_done, coalesce(e.checksum_algorithm, e.told_algorithm), e.actual_checksum, e.error, e.active_ms, e.finished_at
       FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
       WHERE ${which} = ? AND e.status IN ('completed', 'failed') AND e.finished_at IS NOT NULL`,
    )
  const inserts = { job: insert('j.id'), episode: insert('e.id') }
  const forget = database.prepare<[number, number]>(
    'DELETE FROM history WHERE pk IN (SELECT pk FROM history WHERE finished_at < ? ORDER BY finished_at LIMIT ?)',
  )

  return {
    remember: (what, id) => void inserts[what].run(id),
    forgetHistory: (before, limit) => transaction(() => forget.run(before, limit).changes),
  }
}
