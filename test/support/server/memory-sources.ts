import type { Implementer } from '../../../src-main/api/implementer.ts'
import { inspectionWith, jobWith } from '../items.ts'

const nothing = inspectionWith({ kind: 'urls' })

/** The part of a memory router that answers for sources: every input holds nothing. */
export function memorySources({ sources }: Implementer, called: (procedure: string, input: unknown) => void) {
  return {
    inspect: sources.inspect.handler(({ input }) => {
      called('sources.inspect', input)
      return {
        inspectionId: nothing.id,
        kind: 'urls' as const,
        title: null,
        url: null,
        candidates: [],
        total: 0,
        bytes: 0,
        skipped: 0,
        skippedFirst: [],
        choices: [],
      }
    }),
    begin: sources.begin.handler(() => nothing),
    append: sources.append.handler(() => nothing),
    again: sources.again.handler(() => nothing),
    get: sources.get.handler(({ input, errors }) => {
      if (input.inspectionId !== nothing.id) throw errors.NOT_FOUND({ data: input })
      return nothing
    }),
    candidates: sources.candidates.handler(() => ({
      items: [],
      total: 0,
      bytes: 0,
      withoutSize: 0,
      selected: { total: 0, bytes: 0, withoutSize: 0 },
    })),
    sizes: sources.sizes.handler(() => ({ asked: 0 })),
    add: sources.add.handler(({ input }) => {
      called('sources.add', input)
      return { jobs: [jobWith({ id: '1', title: input.job.title ?? 'a job', episodesTotal: 1 })] }
    }),
    cancel: sources.cancel.handler(() => ({ done: true as const })),
  }
}
