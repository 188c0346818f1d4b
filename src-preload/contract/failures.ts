import { z } from 'zod'
import { idSchema } from './episode.ts'
import { episodeErrorCodeSchema } from './errors.ts'
import { jobConditionsSchema } from './job.ts'
import { undoAnswer, undoWishSchema } from './undo.ts'

/** A list stands comma-separated in a query. */
const separated = z.string().transform((text) => text.split(','))
const jobIdsSchema = z.array(idSchema).max(10_000)
const codesSchema = z.array(episodeErrorCodeSchema)
const httpStatusSchema = z.int().min(100).max(999)

/** Which failed episodes are meant: all, or those to which everything applies that is given. */
export const failureFilterSchema = z
  .strictObject({
    jobIds: z.union([jobIdsSchema, separated.pipe(jobIdsSchema)]).optional(),
    /** `name[:port]`, as in an episode's address. */
    host: z.string().max(512).optional(),
    codes: z.union([codesSchema, separated.pipe(codesSchema)]).optional(),
    /** Of those with `HTTP_STATUS`, these answers. */
    httpStatuses: z
      .union([
        z.array(httpStatusSchema),
        z
          .string()
          .transform((text) => text.split(',').map(Number))
          .pipe(z.array(httpStatusSchema)),
      ])
      .optional(),
    /** Only in jobs that a list with this filter shows. */
    ...jobConditionsSchema.shape,
  })
  .prefault({})
export type FailureFilter = z.output<typeof failureFilterSchema>

/** Those that are meant, to be queued again. */
export const retryInputSchema = failureFilterSchema.unwrap().extend({ undo: undoWishSchema }).prefault({})

/** Failed episodes with the same reason. */
export const failureGroupSchema = z.object({
  code: episodeErrorCodeSchema,
  /** What the server answered; null where it was something else. */
  httpStatus: z.int().nullable(),
  episodes: z.int(),
  /** How many servers they are at, and the name where it is one. */
  hosts: z.int(),
  host: z.string().nullable(),
  /** When the first of them is tried again by itself; null where none is. */
  retryAt: z.iso.datetime().nullable(),
})
export type FailureGroup = z.infer<typeof failureGroupSchema>

/** The most frequent reasons first. */
export const failureSummarySchema = z.object({ total: z.int(), groups: z.array(failureGroupSchema) })
export type FailureSummary = z.infer<typeof failureSummarySchema>

/** Episodes that were queued again, and in how many jobs. */
export const retryAnswerSchema = z.object({ retried: z.int(), jobs: z.int(), ...undoAnswer })
export type RetryAnswer = z.infer<typeof retryAnswerSchema>
