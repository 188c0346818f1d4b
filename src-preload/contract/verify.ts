import { z } from 'zod'
import { bytesSchema, checksumSchema, idSchema } from './episode.ts'
import { episodeErrorCodeSchema, episodeErrorSchema, errorParamsSchema } from './errors.ts'

/** Ids one request carries at most. */
const mostIds = 10_000
/** Files one answer tells of at most; their list goes on behind `next`. */
const mostFiles = 1_000
/** Damaged ranges one file is told with at most; `damagedBytes` counts all. */
export const mostDamagedRanges = 1_000

export const verifyInputSchema = z
  .strictObject({
    /** All finished files of these jobs. */
    jobIds: z.array(idSchema).max(mostIds).optional(),
    /** These files. Where neither is given, every finished file. */
    episodeIds: z.array(idSchema).max(mostIds).optional(),
    /**
     * After these also the finished files that were left on disk when they were removed from the list, as the report
     * remembers them. By default where neither jobs nor episodes are given.
     */
    removed: z.boolean().optional(),
    /** Fetches again what is damaged, and waits for it for a while. */
    repair: z.boolean().default(false),
    /** Goes on where an answer ended: its `next`, with the same ids. */
    after: z.string().max(100).optional(),
    limit: z.int().min(1).max(mostFiles).default(mostFiles),
  })
  .prefault({})
export type VerifyInput = z.output<typeof verifyInputSchema>

/**
 * What a file on disk is: `ok`, size and every digest are right; `size`, it is of another length; `damaged`, of the
 * right length with other bytes; `missing`; `unknown`, of the right length, and nothing else is known of it;
 * `unreadable`, with the reason in `error`; `unfinished`, the episode is not completed.
 */
export const fileStatuses = ['ok', 'size', 'damaged', 'missing', 'unknown', 'unreadable', 'unfinished'] as const
export const fileStatusSchema = z.enum(fileStatuses)
export type FileStatus = z.infer<typeof fileStatusSchema>

/**
 * What became of a repair: `repaired`, the file was compared again and is right; `failed`, the episode's error says
 * why and what was right is as it was; `pending`, it waits or runs: the episode tells.
 */
export const repairResults = ['repaired', 'failed', 'pending'] as const

export const verifiedFileSchema = z.object({
  id: idSchema,
  jobId: idSchema,
  index: z.int().min(1),
  title: z.string(),
  /** Its episode is no longer in the list: it is looked at, and cannot be repaired. */
  removed: z.boolean(),
  path: z.string().nullable(),
  status: fileStatusSchema,
  /** What its size should be. */
  bytesTotal: bytesSchema.nullable(),
  /** What it is; null where that was not found out. */
  bytesOnDisk: bytesSchema.nullable(),
  /** What has to be fetched again, `end` inclusive, in order. The whole where nothing narrower is known. */
  damaged: z.array(z.object({ start: bytesSchema, end: bytesSchema })),
  damagedBytes: bytesSchema,
  checksum: checksumSchema,
  error: z.object({ code: episodeErrorCodeSchema, message: z.string(), params: errorParamsSchema }).nullable(),
  /** Null where none was asked for, needed or possible. */
  repair: z.object({ result: z.enum(repairResults), error: episodeErrorSchema.nullable() }).nullable(),
})
export type VerifiedFile = z.infer<typeof verifiedFileSchema>

export const verifyAnswerSchema = z.object({
  items: z.array(verifiedFileSchema),
  /** How many of `items` are in each status. */
  counts: z.object(Object.fromEntries(fileStatuses.map((status) => [status, z.int()])) as Record<FileStatus, z.ZodInt>),
  /** Where to go on; null where all files were looked at. */
  next: z.string().nullable(),
})
export type VerifyAnswer = z.infer<typeof verifyAnswerSchema>
