import Database from 'better-sqlite3'
import { counters } from '../../../../src-main/store/schema/counters.ts'
import { places } from '../../../../src-main/store/schema/places.ts'
import { readiness } from '../../../../src-main/store/schema/readiness.ts'
import { search } from '../../../../src-main/store/schema/search.ts'
import { tables } from '../../../../src-main/store/schema/tables.ts'
import { searchText, searchTextFunction } from '../../../../src-main/store/search-text.ts'

/** A list as the first version of Staffel wrote it, with this many jobs and episodes in each. */
export function writeOldList(file: string, jobs: number, episodesOfJob: number): void {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = WAL')
    database.function(searchTextFunction, { deterministic: true }, searchText)
    database.exec([tables, counters, places, readiness, search].join('\n'))
    database.pragma('user_version = 1')
    const addJob = database.prepare<[number, string, bigint, string]>(
      `INSERT INTO jobs (pk, id, place, title, source_kind, queue_id, directory, priority, created_at, speed_limit, headers)
       VALUES (?, ?, ?, ?, 'urls', 'default', '/nowhere', 0, 1000, 0, '{}')`,
    )
    const addEpisode = database.prepare<[string, number, number, string]>(
      `INSERT INTO episodes (id, job, idx, url, host, status) VALUES (?, ?, ?, ?, '127.0.0.1:9', 'paused')`,
    )
    database.transaction(() => {
      for (let job = 1; job <= jobs; job++) {
        addJob.run(job, idOf(job), BigInt(job) * 2n ** 32n, `Volume ${job}`)
        for (let index = 1; index <= episodesOfJob; index++) {
          addEpisode.run(idOf(job * 1_000_000 + index), job, index, `http://127.0.0.1:9/${job}/${index}.pdf`)
        }
      }
    })()
  } finally {
    database.close()
  }
}

function idOf(number: number): string {
  return number.toString(16).padStart(16, '0')
}
