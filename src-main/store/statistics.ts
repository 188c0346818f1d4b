import type { Database } from 'better-sqlite3'
import type { ReportStore, StatisticsTally, Store } from '../queue/ports.ts'

type Statistics = Pick<ReportStore, 'addStatistics' | 'statistics' | 'statisticsHosts' | 'foldStatistics'>

interface Range {
  readonly from: string
  readonly to: string
  readonly host: string | null
}

const added = ['files', 'failed', 'retries', 'bytes', 'active_ms'].map((column) => `${column} = ${column} + excluded.${column}`)
const onConflict = `ON CONFLICT DO UPDATE SET ${added.join(', ')}`
const sums = 'sum(files) AS files, sum(failed) AS failed, sum(retries) AS retries, sum(bytes) AS bytes, sum(active_ms)'
/** Of days, and of months that days were folded into: one that the range only touches counts whole. */
const inRange = `(period BETWEEN @from AND @to OR (length(period) = 7 AND period BETWEEN substr(@from, 1, 7) AND substr(@to, 1, 7)))
  AND (@host IS NULL OR host = @host)`

/** Figures by period and host, added up as they come. */
export function createStatistics(database: Database, transaction: Store['transaction']): Statistics {
  const upsert = database.prepare<[string, string, number, number, number, number, number]>(
    `INSERT INTO statistics (period, host, files, failed, retries, bytes, active_ms) VALUES (?, ?, ?, ?, ?, ?, ?) ${onConflict}`,
  )
  const selectByDay = database.prepare<[Range], StatisticsTally>(
    `SELECT period, '' AS host, ${sums} AS activeMs FROM statistics WHERE ${inRange} GROUP BY period ORDER BY period`,
  )
  const selectByHost = database.prepare<[Range], StatisticsTally>(
    `SELECT '' AS period, host, ${sums} AS activeMs FROM statistics WHERE ${inRange}
     GROUP BY host ORDER BY host = '', sum(bytes) DESC, host`,
  )
  const selectHosts = database.prepare<[string], string>(`SELECT host FROM statistics WHERE period = ? AND host <> ''`).pluck()
  const foldDays = database.prepare<[string]>(
    `INSERT INTO statistics (period, host, files, failed, retries, bytes, active_ms)
     SELECT substr(period, 1, 7), host, ${sums} FROM statistics WHERE length(period) = 10 AND period < ? GROUP BY 1, 2 ${onConflict}`,
  )
  const deleteDays = database.prepare<[string]>('DELETE FROM statistics WHERE length(period) = 10 AND period < ?')
  const selectCrowded = database
    .prepare<[string, number], string>(
      `SELECT period FROM statistics WHERE period < ? AND host <> '' GROUP BY period HAVING count(*) > ?`,
    )
    .pluck()
  const smaller = `SELECT host FROM statistics WHERE period = @period AND host <> '' ORDER BY bytes DESC, files DESC, host LIMIT -1 OFFSET @hosts`
  type Crowd = { readonly period: string; readonly hosts: number }
  const foldHosts = database.prepare<[Crowd]>(
    `INSERT INTO statistics (period, host, files, failed, retries, bytes, active_ms)
     SELECT period, '', ${sums} FROM statistics WHERE period = @period AND host IN (${smaller}) GROUP BY period ${onConflict}`,
  )
  const deleteHosts = database.prepare<[Crowd]>(`DELETE FROM statistics WHERE period = @period AND host IN (${smaller})`)

  return {
    addStatistics(tallies) {
      transaction(() => {
        for (const { period, host, files, failed, retries, bytes, activeMs } of tallies) {
          upsert.run(period, host, files, failed, retries, bytes, activeMs)
        }
      })
    },
    statistics({ by, from, to, host }) {
      const range = { from: from ?? '0000-00-00', to: to ?? '9999-99-99', host }
      return (by === 'day' ? selectByDay : selectByHost).all(range)
    },
    statisticsHosts: (period) => selectHosts.all(period),
    foldStatistics({ today, monthsBefore, hosts }) {
      transaction(() => {
        foldDays.run(monthsBefore)
        deleteDays.run(monthsBefore)
        for (const period of selectCrowded.all(today, hosts)) {
          foldHosts.run({ period, hosts })
          deleteHosts.run({ period, hosts })
        }
      })
    },
  }
}
