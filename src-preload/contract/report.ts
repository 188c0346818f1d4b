import { z } from 'zod'
import { bytesSchema, checksumAlgorithmSchema, idSchema } from './episode.ts'
import { episodeErrorSchema } from './errors.ts'

export const reportStatuses = ['completed', 'failed'] as const
export const reportStatusSchema = z.enum(reportStatuses)
export type ReportStatus = z.infer<typeof reportStatusSchema>

/** A moment, or a whole day of the machine's time zone. */
const momentSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

const filter = {
  /** From this moment or the beginning of this day on. */
  from: momentSchema.optional(),
  /** Before this moment, or to the end of this day. */
  to: momentSchema.optional(),
  status: z
    .union([
      z.array(reportStatusSchema),
      z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(reportStatusSchema)),
    ])
    .optional(),
  host: z.string().max(512).optional(),
  /** Words looked for in titles, file names and addresses. */
  q: z.string().max(500).optional(),
  jobId: idSchema.optional(),
}

const page = {
  /** Goes on where a page ended: its `next`, with the same filter. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(1_000)).default(100),
}

export const reportQuerySchema = z
  .strictObject({
    ...filter,
    ...page,
    /** Over HTTP also `csv`, which answers with all of it as one file. */ format: z.literal('json').optional(),
  })
  .prefault({})
export type ReportQuery = z.output<typeof reportQuerySchema>

export const reportCsvQuerySchema = z.strictObject({ ...filter, ...page }).prefault({})

/** A file that was fetched, or that finally could not be. Newest first, ended at `endedAt`. */
export const reportEntrySchema = z.object({
  /** The episode's. */
  id: idSchema,
  jobId: idSchema,
  jobTitle: z.string(),
  title: z.string(),
  fileName: z.string().nullable(),
  path: z.string().nullable(),
  /** Without user name, password and the values of parameters that look like secrets. */
  url: z.string(),
  host: z.string(),
  status: reportStatusSchema,
  /** Of the finished file; of a failed one what is there. */
  bytes: bytesSchema,
  /** The digest the file had; null where none was asked for. */
  checksum: z.object({ algorithm: checksumAlgorithmSchema, value: z.string() }).nullable(),
  endedAt: z.iso.datetime(),
  /** How long it was worked on, waits left out; 0 for what an older Staffel fetched. */
  activeMs: z.int().min(0),
  error: episodeErrorSchema.nullable(),
  /** When it is tried again by itself. */
  retryAt: z.iso.datetime().nullable(),
  /** It is no longer in the list; its file may well be where it was. */
  removed: z.boolean(),
})
export type ReportEntry = z.infer<typeof reportEntrySchema>

export const reportPageSchema = z.object({
  items: z.array(reportEntrySchema),
  /** Where to go on; null at the end. */
  next: z.string().nullable(),
})
export type ReportPage = z.infer<typeof reportPageSchema>

/** What the report remembers of what was removed from the list: how many entries, and of how many the finished file was left on disk. */
export const reportHistorySchema = z.object({ entries: z.int().min(0), files: z.int().min(0) })
export type ReportHistory = z.infer<typeof reportHistorySchema>

/** Lines of the same as CSV (RFC 4180), the first page with its header and a byte order mark. */
export const reportCsvPageSchema = z.object({ text: z.string(), rows: z.int(), next: z.string().nullable() })
