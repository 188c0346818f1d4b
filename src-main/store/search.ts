import type { Database } from 'better-sqlite3'
import type { JobConditions } from '../../src-preload/contract/index.ts'
import { SearchNotes } from './search-notes.ts'
import { likePattern, searchWords } from './search-text.ts'

interface Values {
  readonly pattern: string
  /** Jobs that cannot hold it, as JSON. */
  readonly without: string
}

/** What the list is searched with. */
export interface Search {
  /**
   * Leaves the `pk` of what a query finds in the temporary table `found`, or returns false where the query holds neither
   * a word nor a server and everything is meant.
   */
  find(query: Pick<JobConditions, 'q' | 'atHost'>): boolean
  readonly notes: SearchNotes
}

/**
 * Searching the jobs: a job is found when each word stands in its title or in one of its episodes, not necessarily
 * all in the same, and where a server is named, one of its episodes is there.
 */
export function createSearch(database: Database): Search {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS found (job INTEGER PRIMARY KEY) STRICT')
  const notes = new SearchNotes(database)
  const matches = `(candidate.job NOT IN (SELECT value FROM json_each(@without))
    AND EXISTS (SELECT 1 FROM texts WHERE texts.job = candidate.job AND text LIKE @pattern ESCAPE '\\'))`
  const clear = database.prepare<[]>('DELETE FROM temp.found')
  const find = database.prepare<[Values]>(
    `INSERT INTO temp.found SELECT job FROM (SELECT pk AS job FROM jobs) AS candidate WHERE ${matches}`,
  )
  const keep = database.prepare<[Values]>(`DELETE FROM temp.found AS candidate WHERE NOT ${matches}`)
  // With any port as well: `;` is the sign behind `:`.
  const findAtHost = database.prepare<[{ readonly host: string }]>(
    `INSERT OR IGNORE INTO temp.found
     SELECT job FROM episodes WHERE host = @host OR (host >= @host || ':' AND host < @host || ';')`,
  )

  return {
    notes,
    find({ q, atHost }) {
      const words = searchWords(q ?? '')
      if (words.length === 0 && atHost === undefined) return false
      clear.run()
      if (atHost !== undefined) findAtHost.run({ host: atHost.toLowerCase() })
      for (const [at, word] of words.entries()) {
        const values = { pattern: likePattern(word), without: JSON.stringify(notes.jobsWithout(word)) }
        if (at === 0 && atHost === undefined) find.run(values)
        else keep.run(values)
      }
      return true
    },
  }
}
