import type { Database } from 'better-sqlite3'
import type { Store, Sweep } from '../queue/ports.ts'

/** Changes of a job's episodes, or of one, that take several transactions; remembered until the last of them. */
export function createSweeps(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'noteSweep' | 'endSweep' | 'pendingSweeps'> {
  const note = database.prepare<[string, Sweep]>(
    'INSERT INTO sweeps (id, sweep) VALUES (?, ?) ON CONFLICT DO UPDATE SET sweep = excluded.sweep',
  )
  const end = database.prepare<[string]>('DELETE FROM sweeps WHERE id = ?')
  const selectPending = database.prepare<[], { id: string; sweep: Sweep }>('SELECT id, sweep FROM sweeps ORDER BY id')

  return {
    noteSweep(id, sweep) {
      transaction(() => note.run(id, sweep))
    },
    endSweep(id) {
      transaction(() => end.run(id))
    },
    pendingSweeps: () => selectPending.all(),
  }
}
