import type { QueueReader } from '../queue/reader.ts'
import { exportText } from './export-text.ts'
import type { Implementer } from './implementer.ts'
import { accepted } from './outcomes.ts'

export function exportHandlers({ export: routes }: Implementer, read: Pick<QueueReader, 'exported'>) {
  return {
    page: routes.page.handler(({ input }) => {
      const { rows, next } = accepted(read.exported(input))
      return { text: exportText(input.format, rows, input.after === undefined), rows: rows.length, next }
    }),
  }
}
