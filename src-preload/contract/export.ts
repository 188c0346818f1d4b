import { z } from 'zod'
import { bytesSchema, episodeSchema, idSchema, newEpisodeSchema } from './episode.ts'
import { jobConditionsSchema, jobSchema, newJobSchema } from './job.ts'
import { speedLimitSchema } from './settings.ts'

/** JSON Lines, which {@link exportLineSchema} describes; or an input file of aria2. */
export const listExportFormats = ['jsonl', 'aria2'] as const
export const listExportFormatSchema = z.enum(listExportFormats)
export type ListExportFormat = z.infer<typeof listExportFormatSchema>

/** Comma-separated in a URL. */
const jobIdsSchema = z
  .union([z.array(idSchema), z.string().transform((text) => text.split(',').filter((id) => id !== ''))])
  .pipe(z.array(idSchema).min(1).max(100_000))

/** What of the list is exported: the jobs that are named, or those that fit the rest. In the order of the list. */
export const exportQuerySchema = jobConditionsSchema.extend({
  format: listExportFormatSchema.default('jsonl'),
  jobIds: jobIdsSchema.optional(),
  /** Jobs that are left out though they fit. */
  exceptJobIds: jobIdsSchema.optional(),
  /** Without those that are downloaded. */
  episodes: z.enum(['all', 'unfinished']).default('all'),
  /** The end of the page before. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(1_000)).default(250),
})
export type ExportQuery = z.output<typeof exportQuerySchema>

export const exportPageSchema = z.object({
  /** To be put behind the text of the page before. */
  text: z.string(),
  /** Jobs and episodes in it. */
  rows: z.int(),
  /** Null where it was the last one. */
  next: z.string().nullable(),
})

/** The first line of an export, by which it is known again. */
export const exportHeadSchema = z.object({ type: z.literal('staffel'), version: z.literal(1) })

/** A job; the episodes on the lines below are its own. Its headers are named and not told: their values may be secrets. */
export const exportedJobSchema = z.object({
  type: z.literal('job'),
  title: jobSchema.shape.title,
  directory: z.string(),
  /** The same below the download folder, with `/` between its parts; null where it lies elsewhere. */
  folder: z.string().nullable(),
  source: newJobSchema.shape.source.unwrap(),
  queueId: idSchema,
  priority: jobSchema.shape.priority,
  sequential: z.boolean(),
  connections: jobSchema.shape.connections,
  speedLimit: speedLimitSchema,
  onConflict: newJobSchema.shape.onConflict.unwrap().nullable(),
  sessionId: idSchema.nullable(),
  proxy: jobSchema.shape.proxy,
  paused: z.boolean(),
  headerNames: z.array(z.string()),
  createdAt: jobSchema.shape.createdAt,
})
export type ExportedJob = z.infer<typeof exportedJobSchema>

/** An episode as it could be handed in again, and how it stands. Its addresses are without user names and passwords. */
export const exportedEpisodeSchema = newEpisodeSchema.extend({
  type: z.literal('episode'),
  status: episodeSchema.shape.status,
  /** Bytes; absent where it is unknown. */
  size: bytesSchema.optional(),
  speedLimit: speedLimitSchema.optional(),
  /** The file as it was named; absent before that. */
  savedAs: z.string().optional(),
})
export type ExportedEpisode = z.infer<typeof exportedEpisodeSchema>

export const exportLineSchema = z.discriminatedUnion('type', [exportHeadSchema, exportedJobSchema, exportedEpisodeSchema])
