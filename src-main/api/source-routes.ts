import type { InspectionDesk } from '../sources/inspection-desk.ts'
import type { SourceJobs } from '../sources/source-jobs.ts'
import { firstCandidates, wholeInspection } from '../sources/whole-inspection.ts'
import type { Implementer } from './implementer.ts'
import { accepted, found } from './outcomes.ts'

/** What answers what is asked of sources. */
export interface SourceParts {
  readonly inspections: InspectionDesk
  readonly sourceJobs: SourceJobs
}

export function sourceHandlers({ sources }: Implementer, { inspections, sourceJobs }: SourceParts) {
  return {
    inspect: sources.inspect.handler(async ({ input, signal }) => {
      const entry = accepted(await wholeInspection(inspections, input, signal))
      const { title, url, found: total, bytes, ...facts } = entry.facts
      const { skipped, skippedFirst, choices, carried } = facts
      const candidates = accepted(await inspections.reading(entry, () => firstCandidates(inspections, entry.id)))
      const shown = { skipped, skippedFirst, choices, ...(carried !== undefined && { carried }) }
      return { inspectionId: entry.id, kind: entry.kind, title, url, candidates, total, bytes, ...shown }
    }),
    begin: sources.begin.handler(({ input }) => accepted(inspections.begin(input))),
    append: sources.append.handler(({ input: { inspectionId, text, isLast } }) =>
      accepted(inspections.append(inspectionId, text, isLast)),
    ),
    again: sources.again.handler(({ input }) => accepted(inspections.again(input.inspectionId, input.options))),
    get: sources.get.handler(({ input }) => found(inspections.get(input.inspectionId), input)),
    candidates: sources.candidates.handler(async ({ input }) => accepted(await inspections.candidates(input))),
    sizes: sources.sizes.handler(async ({ input }) => accepted(await inspections.sizes(input.inspectionId, input.indexes))),
    add: sources.add.handler(async ({ input: { job, ...chosen } }) => accepted(await sourceJobs.addChosen(chosen, job))),
    cancel: sources.cancel.handler(({ input }) => accepted(inspections.cancel(input.inspectionId))),
  }
}
