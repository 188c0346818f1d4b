import type { ListExportFormat } from '../../src-preload/contract/index.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'
import { allPages, type FileProgress } from './whole-file.ts'

/** Jobs and episodes of one request. */
const pageSize = 500

const types: Readonly<Record<ListExportFormat, string>> = {
  jsonl: 'application/jsonl;charset=utf-8',
  aria2: 'text/plain;charset=utf-8',
}

type ExportInput = Omit<Parameters<Client['export']['page']>[0], 'format' | 'after' | 'limit'>

interface Parts {
  readonly client: Pick<Client, 'export'>
  readonly say: (message: Message) => void
}

/** What can be written down of the list for elsewhere. */
export type ExportCommands = ReturnType<typeof createExportCommands>

export function createExportCommands({ client, say }: Parts) {
  return {
    /** The jobs that are meant, as one file; null where it was called off or the connection went. */
    async file(format: ListExportFormat, jobs: ExportInput, progress: FileProgress): Promise<Blob | null> {
      const { signal } = progress
      const read = (after: string | null) =>
        client.export.page({ ...jobs, format, limit: pageSize, ...(after !== null && { after }) }, { signal })
      const parts = await allPages(read, progress, say)
      return parts === null ? null : new Blob([...parts], { type: types[format] })
    },
  }
}
