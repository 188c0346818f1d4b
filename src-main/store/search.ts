import type { Database } from 'better-sqlite3'
import { likePatterns } from './search-text.ts'

/**
 * Searching the jobs: a job is found when each word stands in its title or in one of its episodes, not necessarily
 * all in the same.
 *
 * @returns a function that leaves the `pk` of what a query finds in the temporary table `found`, or returns false
 * where the query holds no word and everything is meant
 */
export function createSearch(database: Database): (query: string) => boolean {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS found (job INTEGER PRIMARY KEY) STRICT')
  const matches = `EXISTS (SELECT 1 FROM texts WHERE texts.job = candidate.job AND text LIKE ? ESCAPE '\\')`
  const clear = database.prepare<[]>('DELETE FROM temp.found')
  const find = database.prepare<[string]>(
    `INSERT INTO temp.found SELECT job FROM (SELECT pk AS job FROM jobs) AS candidate WHERE ${matches}`,
  )
  const keep = database.prepare<[string]>(`DELETE FROM temp.found AS candidate WHERE NOT ${matches}`)

  return (query) => {
    const [first, ...others] = likePatterns(query)
    if (first === undefined) return false
    clear.run()
    find.run(first)
    for (const pattern of others) keep.run(pattern)
    return true
  }
}
