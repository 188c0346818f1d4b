import type { Database, Statement } from 'better-sqlite3'
import type { ExportFilter, Store } from '../queue/ports.ts'
import { type EpisodeRow, episodeColumns, toEpisodeRecord } from './episode-rows.ts'
import { filterWithStatus } from './job-filter.ts'
import { type JobRow, jobColumns, toJobRecord } from './job-rows.ts'
import type { Sealing } from './sealing.ts'
import type { Search } from './search.ts'

interface PlacedRow extends JobRow {
  readonly place: string
}

type Values = Readonly<Record<string, string | number>>

/** Below every place. */
const beforeAll = '-9223372036854775808'

/** Reads the list to be written down elsewhere, by places and indices, so that nothing is left out or told twice. */
export function createExporting(
  database: Database,
  sealing: Sealing,
  search: Search,
): Pick<Store, 'exportedJobs' | 'exportedEpisodes'> {
  const prepared = new Map<string, Statement<[Values], PlacedRow>>()
  const readEpisodes = (which: string) =>
    database.prepare<[{ jobId: string; after: number; limit: number }], EpisodeRow>(
      `SELECT ${episodeColumns} FROM jobs AS j CROSS JOIN episodes AS e ON e.job = j.pk
       WHERE j.id = @jobId AND e.idx > @after AND ${which} ORDER BY e.idx LIMIT @limit`,
    )
  const selectAll = readEpisodes('TRUE')
  const selectUnfinished = readEpisodes(`e.status <> 'completed'`)

  function jobsOf({ jobIds, exceptJobIds, episodes, ...filter }: ExportFilter) {
    const { where, values } = filterWithStatus(filter, search.find(filter))
    const named = jobIds === undefined ? '' : ' AND j.id IN (SELECT value FROM json_each(@jobIds))'
    const unwanted = exceptJobIds === undefined ? '' : ' AND j.id NOT IN (SELECT value FROM json_each(@exceptJobIds))'
    const open = episodes === 'unfinished' ? ' AND j.completed < j.episodes_total' : ''
    const sql = `SELECT ${jobColumns}, CAST(j.place AS TEXT) AS place FROM jobs AS j
      WHERE ${where}${named}${unwanted}${open} AND j.place > CAST(@after AS INTEGER) ORDER BY j.place LIMIT @limit`
    const statement = prepared.get(sql) ?? database.prepare<[Values], PlacedRow>(sql)
    prepared.set(sql, statement)
    const ids = {
      ...(jobIds !== undefined && { jobIds: JSON.stringify(jobIds) }),
      ...(exceptJobIds !== undefined && { exceptJobIds: JSON.stringify(exceptJobIds) }),
    }
    return { statement, values: { ...values, ...ids } }
  }

  return {
    exportedJobs(filter, after, limit) {
      const { statement, values } = jobsOf(filter)
      const rows = statement.all({ ...values, after: after ?? beforeAll, limit })
      return rows.map((row) => ({ job: toJobRecord(row, sealing), place: row.place }))
    },

    exportedEpisodes(jobId, after, { limit, episodes }) {
      const statement = episodes === 'all' ? selectAll : selectUnfinished
      return statement.all({ jobId, after, limit }).map((row) => toEpisodeRecord(row, sealing))
    },
  }
}
