import type { Database } from 'better-sqlite3'
import type { OverviewStore, Store, ThroughputSpan } from '../queue/ports.ts'

const hourMs = 3_600_000

/** Bytes by five minutes, and by hours where they are older. */
export function createThroughput(
  database: Database,
  transaction: Store['transaction'],
): Pick<OverviewStore, 'addThroughput' | 'throughput' | 'foldThroughput'> {
  const upsert = database.prepare<[number, number]>(
    'INSERT INTO throughput (start, bytes) VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes',
  )
  const select = database.prepare<[{ from: number; stepMs: number }], ThroughputSpan>(
    `SELECT start - start % @stepMs AS start, sum(bytes) AS bytes FROM throughput WHERE start >= @from GROUP BY 1 ORDER BY 1`,
  )
  const forget = database.prepare<[number, number]>('DELETE FROM throughput WHERE start < ? OR start > ?')
  const foldHours = database.prepare<[number]>(
    `INSERT INTO throughput (start, bytes)
     SELECT start - start % ${hourMs}, sum(bytes) FROM throughput WHERE start < ? AND start % ${hourMs} <> 0 GROUP BY 1
     ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes`,
  )
  const forgetFolded = database.prepare<[number]>(`DELETE FROM throughput WHERE start < ? AND start % ${hourMs} <> 0`)

  return {
    addThroughput(spans) {
      transaction(() => {
        for (const { start, bytes } of spans) upsert.run(start, bytes)
      })
    },
    throughput: (query) => select.all(query),
    foldThroughput({ hoursBefore, from, to }) {
      transaction(() => {
        forget.run(from, to)
        foldHours.run(hoursBefore)
        forgetFolded.run(hoursBefore)
      })
    },
  }
}
