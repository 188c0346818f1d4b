import type { Database, Statement } from 'better-sqlite3'
import type { JobCounts, JobQuery } from '../../src-preload/contract/index.ts'
import type { RecordRow, RowsQuery, Store } from '../queue/ports.ts'
import type { createEpisodeList, EpisodeOwner } from './episode-list.ts'
import { filterBeforeStatus, filterWithStatus, type JobFilter } from './job-filter.ts'
import { orderOf } from './job-order.ts'
import { type JobRow, jobColumns, toJobRecord } from './job-rows.ts'
import { type OpenJob, planWindow } from './row-window.ts'
import type { Sealing } from './sealing.ts'
import type { Search } from './search.ts'
import { toJobCounts } from './totals.ts'

type Values = Readonly<Record<string, string | number>>

interface OpenJobRow extends OpenJob, EpisodeOwner {
  readonly directory: string
  readonly queueId: string
  readonly sessionId: string | null
}

/** What a query means, and how many jobs it has. */
interface Selection {
  readonly filter: JobFilter
  readonly order: string
  readonly total: number
  readonly counts: JobCounts
}

/** Lists of jobs, and of jobs with the episodes of open ones, read by window. Statements are prepared once for each shape. */
export function createListing(
  database: Database,
  { jobCounts, queueJobCounts }: Pick<Store, 'jobCounts' | 'queueJobCounts'>,
  parts: { readonly slice: ReturnType<typeof createEpisodeList>['slice']; readonly sealing: Sealing; readonly search: Search },
): Pick<Store, 'jobs' | 'rows' | 'noteTexts'> {
  const { slice: episodeSlice, sealing, search } = parts
  const prepared = new Map<string, Statement<[Values]>>()

  function read<Row>(sql: string, values: Values): Row[] {
    let statement = prepared.get(sql)
    if (statement === undefined) {
      statement = database.prepare<[Values]>(sql)
      prepared.set(sql, statement)
    }
    return (statement as Statement<[Values], Row>).all(values)
  }

  function select(query: JobQuery): Selection {
    const searched = search.find(query)
    const counts = countsOf(query, searched)
    const statuses = [...new Set(query.status)]
    const total = statuses.length === 0 ? counts.all : statuses.reduce((sum, status) => sum + counts[status], 0)
    return { filter: filterWithStatus(query, searched), order: orderOf(query), total, counts }
  }

  /** Those of the whole list and of a queue are kept, others are counted. */
  function countsOf(query: JobQuery, searched: boolean): JobCounts {
    const { where, values } = filterBeforeStatus(query, searched)
    if (where === 'TRUE') return jobCounts()
    const { queueId } = query
    if (queueId !== undefined && where === filterBeforeStatus({ queueId }, false).where) {
      return queueJobCounts().get(queueId) ?? toJobCounts([])
    }
    return toJobCounts(read(`SELECT j.status AS name, count(*) AS count FROM jobs AS j WHERE ${where} GROUP BY j.status`, values))
  }

  /** The window is found in narrow indexes first; whole rows are read for what is shown alone. */
  function jobWindow({ filter, order, total }: Selection, offset: number, limit: number): JobRow[] {
    if (offset >= total) return []
    return read<JobRow>(
      `SELECT ${jobColumns}
       FROM (SELECT j.pk FROM jobs AS j WHERE ${filter.where} ORDER BY ${order} LIMIT @limit OFFSET @offset) AS shown
       CROSS JOIN jobs AS j ON j.pk = shown.pk
       ORDER BY ${order}`,
      { ...filter.values, offset, limit },
    )
  }

  /** The open jobs among the first `end` of the list, in its order; none behind them can be in a window up to there. */
  function openJobs({ filter, order }: Selection, expanded: string, end: number): OpenJobRow[] {
    return read<OpenJobRow>(
      `SELECT ranked.rank, j.pk, j.episodes_total AS episodes, j.last_index = j.episodes_total AS dense, j.directory, j.queue_id AS queueId, j.session_id AS sessionId
       FROM (
         SELECT j.pk, row_number() OVER (ORDER BY ${order}) - 1 AS rank
         FROM jobs AS j WHERE ${filter.where} ORDER BY ${order} LIMIT @end
       ) AS ranked
       CROSS JOIN jobs AS j ON j.pk = ranked.pk
       WHERE j.id IN (SELECT value FROM json_each(@expanded))
       ORDER BY ranked.rank`,
      { ...filter.values, expanded, end },
    )
  }

  function openEpisodes({ filter }: Selection, expanded: string): number {
    const [sum] = read<{ episodes: number }>(
      `SELECT coalesce(sum(j.episodes_total), 0) AS episodes FROM jobs AS j
       WHERE ${filter.where} AND j.id IN (SELECT value FROM json_each(@expanded))`,
      { ...filter.values, expanded },
    )
    return sum?.episodes ?? 0
  }

  function rowWindow(query: RowsQuery, selection: Selection, open: readonly OpenJobRow[]): RecordRow[] {
    const slices = planWindow(open, selection.total, query.offset, query.limit)
    const byRank = new Map(open.map((job) => [job.rank, job]))
    const jobSlices = slices.filter((slice) => slice.kind === 'jobs')
    // The jobs of a window are neighbours in the list, whatever stands between them here: one read brings all.
    const first = jobSlices[0]?.offset ?? 0
    const count = jobSlices.reduce((sum, slice) => sum + slice.limit, 0)
    const shownJobs = count === 0 ? [] : jobWindow(selection, first, count)
    return slices.flatMap((slice): RecordRow[] => {
      if (slice.kind === 'jobs') {
        const from = slice.offset - first
        return shownJobs.slice(from, from + slice.limit).map((row) => ({ kind: 'job', job: toJobRecord(row, sealing) }))
      }
      const owner = byRank.get(slice.rank)
      if (owner === undefined) return []
      return episodeSlice(owner, slice.offset, slice.limit).map((episode) => ({
        kind: 'episode',
        episode,
        directory: owner.directory,
        queueId: owner.queueId,
        sessionId: owner.sessionId,
      }))
    })
  }

  return {
    noteTexts: (limit) => search.notes.read(limit),

    jobs(query) {
      const selection = select(query)
      const { total, counts } = selection
      return { items: jobWindow(selection, query.offset, query.limit).map((row) => toJobRecord(row, sealing)), total, counts }
    },

    rows(query) {
      const selection = select(query)
      const expanded = JSON.stringify(query.expanded)
      const someOpen = query.expanded.length > 0
      const open = someOpen ? openJobs(selection, expanded, query.offset + query.limit) : []
      return {
        rows: rowWindow(query, selection, open),
        total: selection.total + (someOpen ? openEpisodes(selection, expanded) : 0),
        jobs: selection.total,
        counts: selection.counts,
      }
    },
  }
}
