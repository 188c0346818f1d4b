import type { Database } from 'better-sqlite3'
import type { JobConditions } from '../../src-preload/contract/index.ts'
import { likePatterns } from './search-text.ts'

/**
 * Searching the jobs: a job is found when each word stands in its title or in one of its episodes, not necessarily
 * all in the same, and where a server is named, one of its episodes is there.
 *
 * @returns a function that leaves the `pk` of what a query finds in the temporary table `found`, or returns false
 * where the query holds neither a word nor a server and everything is meant
 */
export function createSearch(database: Database): (query: Pick<JobConditions, 'q' | 'atHost'>) => boolean {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS found (job INTEGER PRIMARY KEY) STRICT')
  const matches = `EXISTS (SELECT 1 FROM texts WHERE texts.job = candidate.job AND text LIKE ? ESCAPE '\\')`
  const clear = database.prepare<[]>('DELETE FROM temp.found')
  const find = database.prepare<[string]>(
    `INSERT INTO temp.found SELECT job FROM (SELECT pk AS job FROM jobs) AS candidate WHERE ${matches}`,
  )
  const keep = database.prepare<[string]>(`DELETE FROM temp.found AS candidate WHERE NOT ${matches}`)
  // With any port as well: `;` is the sign behind `:`.
  const findAtHost = database.prepare<[{ readonly host: string }]>(
    `INSERT OR IGNORE INTO temp.found
     SELECT job FROM episodes WHERE host = @host OR (host >= @host || ':' AND host < @host || ';')`,
  )

  return ({ q, atHost }) => {
    const patterns = likePatterns(q ?? '')
    if (patterns.length === 0 && atHost === undefined) return false
    clear.run()
    if (atHost !== undefined) findAtHost.run({ host: atHost.toLowerCase() })
    for (const [at, pattern] of patterns.entries()) (at === 0 && atHost === undefined ? find : keep).run(pattern)
    return true
  }
}
