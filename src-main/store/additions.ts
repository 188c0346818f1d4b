import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'
import { doom } from './doom.ts'

/** Episodes that are added in several transactions: until the last of them, all of it can be taken back. */
export function createAdditions(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'beginAddition' | 'endAddition' | 'pendingAdditions' | 'takeAdditionBack'> {
  const begin = database.prepare<[string]>(
    'INSERT INTO additions (job, after_index) SELECT id, last_index FROM jobs WHERE id = ? ON CONFLICT DO NOTHING',
  )
  const end = database.prepare<[string]>('DELETE FROM additions WHERE job = ?')
  const selectPending = database.prepare<[], string>('SELECT job FROM additions ORDER BY job').pluck()
  const isAdded = 'e.job = (SELECT pk FROM jobs WHERE id = @id) AND e.idx > (SELECT after_index FROM additions WHERE job = @id)'
  const doomAdded = database.prepare<[{ id: string; deleteFiles: 1 }]>(doom(isAdded))
  const removeAdded = database.prepare<[{ id: string }]>(`DELETE FROM episodes AS e WHERE ${isAdded}`)
  const removeEmptied = database.prepare<[string]>('DELETE FROM jobs WHERE id = ? AND episodes_total = 0')

  return {
    beginAddition(jobId) {
      transaction(() => begin.run(jobId))
    },
    endAddition(jobId) {
      transaction(() => end.run(jobId))
    },
    pendingAdditions: () => selectPending.all(),
    takeAdditionBack(jobId) {
      transaction(() => {
        doomAdded.run({ id: jobId, deleteFiles: 1 })
        removeAdded.run({ id: jobId })
        removeEmptied.run(jobId)
        end.run(jobId)
      })
    },
  }
}
