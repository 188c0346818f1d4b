import { z } from 'zod'
import { type ContractBase, unreadable } from './base.ts'
import { bytesSchema, idSchema } from './episode.ts'
import { jobSchema, newJobSchema } from './job.ts'
import {
  candidatePageSchema,
  candidateQuerySchema,
  candidateSchema,
  fromInspectionSchema,
  inspectInputSchema,
  inspectionSchema,
  inspectOptionsSchema,
  mostInspected,
} from './source.ts'
import { sourceKindSchema } from './source-kinds.ts'

const inspectionIdInput = z.strictObject({ inspectionId: idSchema })
const path = '/v1/sources/inspections/{inspectionId}' as const

/** Sources, as everything can be asked of them. `base`: how every procedure may be refused. */
export function sourceRoutes(base: ContractBase) {
  return {
    /** Lists what an input holds and answers once all is listed. Fetches nothing but what it must for that. */
    inspect: base
      .errors(unreadable)
      .route({ method: 'POST', path: '/v1/sources/inspect' })
      .input(inspectInputSchema)
      .output(
        z.object({
          /** For {@link candidates} and jobs; it is forgotten half an hour after it was last asked for. */
          inspectionId: idSchema,
          kind: sourceKindSchema,
          title: z.string().nullable(),
          url: z.string().nullable(),
          /** The first ones; the others are read page by page. */
          candidates: z.array(candidateSchema).max(mostInspected),
          total: z.int(),
          bytes: bytesSchema,
          skipped: z.int(),
          skippedFirst: inspectionSchema.shape.skippedFirst,
          choices: inspectionSchema.shape.choices,
          carried: inspectionSchema.shape.carried,
        }),
      ),
    /** Begins the same and answers at once. Without `input` it waits for text that arrives in pieces. */
    begin: base
      .route({ method: 'POST', path: '/v1/sources/inspections', successStatus: 201 })
      .input(inspectInputSchema.partial({ input: true }))
      .output(inspectionSchema),
    /** The next piece of a text. */
    append: base
      .route({ method: 'POST', path: `${path}/text` })
      .input(inspectionIdInput.extend({ text: z.string().max(16_777_216), isLast: z.boolean().default(false) }))
      .output(inspectionSchema),
    /** Reads the same text once more, with other options. */
    again: base
      .route({ method: 'POST', path: `${path}/again` })
      .input(inspectionIdInput.extend({ options: inspectOptionsSchema }))
      .output(inspectionSchema),
    get: base.route({ method: 'GET', path }).input(inspectionIdInput).output(inspectionSchema),
    candidates: base
      .route({ method: 'POST', path: `${path}/candidates` })
      .input(candidateQuerySchema)
      .output(candidatePageSchema),
    /** Asks the servers for the sizes of these, politely; they are told by pages of candidates from then on. */
    sizes: base
      .route({ method: 'POST', path: `${path}/sizes` })
      .input(inspectionIdInput.extend({ indexes: z.array(z.int().min(0)).max(1_000) }))
      .output(z.object({ asked: z.int() })),
    /** One job, or one for each folder. All or nothing. */
    add: base
      .errors(unreadable)
      .route({ method: 'POST', path: `${path}/jobs`, successStatus: 201 })
      .input(
        fromInspectionSchema.extend({
          job: z
            .strictObject(newJobSchema.shape)
            .omit({ urls: true, episodes: true, input: true, inspectOptions: true, inspection: true, source: true })
            .prefault({}),
        }),
      )
      .output(z.object({ jobs: z.array(jobSchema) })),
    /** Breaks it off where it runs, and forgets it. */
    cancel: base
      .route({ method: 'DELETE', path })
      .input(inspectionIdInput)
      .output(z.object({ done: z.literal(true) })),
  }
}
