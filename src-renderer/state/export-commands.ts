import type { ListExportFormat } from '../../src-preload/contract/index.ts'
import type { Answer } from './answer.ts'
import type { ExportedJobs } from './export-scope.ts'
import type { Client } from './transport.ts'
import { allPages, type FileProgress } from './whole-file.ts'

/** Jobs and episodes of one request. */
const pageSize = 500

const types: Readonly<Record<ListExportFormat, string>> = {
  jsonl: 'application/jsonl;charset=utf-8',
  aria2: 'text/plain;charset=utf-8',
}

export interface ExportWish {
  readonly format: ListExportFormat
  readonly jobs: ExportedJobs
  readonly episodes: 'all' | 'unfinished'
}

/** What can be written down of the list for elsewhere. */
export type ExportCommands = ReturnType<typeof createExportCommands>

export function createExportCommands({ client }: { readonly client: Pick<Client, 'export'> }) {
  return {
    /** The jobs that are meant, as one file; null where nothing is in it, or where it was called off. */
    async file({ format, jobs, episodes }: ExportWish, progress: FileProgress): Promise<Answer<Blob | null>> {
      const { signal } = progress
      const read = (after: string | null) =>
        client.export.page({ ...jobs, format, episodes, limit: pageSize, ...(after !== null && { after }) }, { signal })
      const { value: whole, problem } = await allPages(read, progress)
      if (problem !== null) return { value: null, problem }
      const isEmpty = whole === null || whole.rows === 0
      return { value: isEmpty ? null : new Blob([...whole.parts], { type: types[format] }), problem: null }
    },
  }
}
