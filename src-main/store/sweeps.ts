import type { Database } from 'better-sqlite3'
import type { Store, Sweep } from '../queue/ports.ts'

/** Changes of all episodes of a job that take several transactions; remembered until the last of them. */
export function createSweeps(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'noteSweep' | 'endSweep' | 'pendingSweeps'> {
  const note = database.prepare<[string, Sweep]>(
    'INSERT INTO sweeps (job, sweep) VALUES (?, ?) ON CONFLICT DO UPDATE SET sweep = excluded.sweep',
  )
  const end = database.prepare<[string]>('DELETE FROM sweeps WHERE job = ?')
  const selectPending = database.prepare<[], { jobId: string; sweep: Sweep }>(
    'SELECT job AS jobId, sweep FROM sweeps ORDER BY job',
  )

  return {
    noteSweep(jobId, sweep) {
      transaction(() => note.run(jobId, sweep))
    },
    endSweep(jobId) {
      transaction(() => end.run(jobId))
    },
    pendingSweeps: () => selectPending.all(),
  }
}
