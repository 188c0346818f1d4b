import type { FailureSummary, ReportHistory, ReportPage, Statistics } from '../../src-preload/contract/index.ts'
import { tellingOf } from './answer.ts'
import { jobFilterOf, type ListQuery } from './list-query.ts'
import { reportPageSize } from './report-rows.ts'
import type { ReportFilter } from './report-view.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'
import { allPages, type FileProgress } from './whole-file.ts'

/** Entries of one request of an export. */
const exportPageSize = 500

type FailureInput = NonNullable<Parameters<Client['failures']['retry']>[0]>

interface Parts {
  readonly client: Pick<Client, 'failures' | 'report' | 'statistics'>
  readonly say: (message: Message) => void
}

/** Which failed episodes a view of the list shows. */
export function failuresOfView(query: ListQuery): FailureInput {
  const { sort: _, order: __, ...filter } = jobFilterOf(query)
  return filter
}

/** What can be asked of the report, and done about failures. A question that gets no answer is answered with null. */
export type ReportCommands = ReturnType<typeof createReportCommands>

export function createReportCommands({ client, say }: Parts) {
  const asked = <Answer>(request: Promise<Answer>): Promise<Answer | null> => request.catch(() => null)

  const told = tellingOf(say)

  return {
    page: (filter: ReportFilter, after: string | undefined): Promise<ReportPage | null> =>
      asked(client.report.list({ ...filter, limit: reportPageSize, ...(after !== undefined && { after }) })),
    statistics: (query: { by: 'day' | 'host'; from?: string }): Promise<Statistics | null> => asked(client.statistics(query)),
    failures: (filter: FailureInput): Promise<FailureSummary | null> => asked(client.failures.list(filter)),
    /** Queues failed episodes again and says how many that were. */
    async retryFailures(filter: FailureInput): Promise<void> {
      const answer = await told(client.failures.retry({ ...filter, undo: true }))
      if (answer === null) return
      const { retried, undoId } = answer
      if (undoId === undefined) say({ kind: 'unchanged' })
      else say({ kind: 'done', action: 'retry', count: retried, undoId })
    },
    /** How much is remembered of what was removed from the list. */
    history: (): Promise<ReportHistory | null> => asked(client.report.history()),
    async clearHistory(): Promise<void> {
      await told(client.report.clear())
    },
    /** All of the report as one file; null where it was called off or the connection went. */
    async file(kind: 'csv' | 'json', filter: ReportFilter, progress: FileProgress): Promise<Blob | null> {
      const { signal } = progress
      const read = async (after: string | null, rowsBefore: number) => {
        const query = { ...filter, limit: exportPageSize, ...(after !== null && { after }) }
        return kind === 'csv'
          ? client.report.csv(query, { signal })
          : jsonPage(await client.report.list(query, { signal }), rowsBefore)
      }
      const { value: whole, problem } = await allPages(read, progress)
      if (problem !== null) say({ kind: 'problem', problem })
      if (whole === null) return null
      const { parts } = whole
      return kind === 'csv'
        ? new Blob([...parts], { type: 'text/csv;charset=utf-8' })
        : new Blob(['[', ...parts, '\n]\n'], { type: 'application/json' })
    },
  }
}

/** A page as it stands in a list that has so many entries before it. */
function jsonPage({ items, next }: ReportPage, before: number) {
  const text = items.map((entry, index) => `${before + index === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`).join('')
  return { text, rows: items.length, next }
}
