import { z } from 'zod'
import { mostTitleCharacters } from './default-title.ts'
import { bytesSchema, downloadUrlSchema, episodeSchema, idSchema, newEpisodeSchema, waitingSchema } from './episode.ts'
import { episodeErrorSchema } from './errors.ts'
import { proxyUseSchema } from './network-settings.ts'
import { limitSchema, offsetSchema } from './paging.ts'
import { conflictPolicySchema, connectionsPerEpisodeSchema, speedLimitSchema } from './settings.ts'
import { fromInspectionSchema, inspectOptionsSchema } from './source.ts'
import { sourceKindSchema } from './source-kinds.ts'
import { jobStatuses, jobStatusSchema } from './states.ts'
import { undoWishSchema } from './undo.ts'

const timeSchema = z.iso.datetime()
const prioritySchema = z.int().min(-1_000).max(1_000)
const titleSchema = z.string().trim().min(1).max(mostTitleCharacters)
/** Jobs that one request changes or moves. */
const jobIdsSchema = z.array(idSchema).min(1).max(100_000)
/** Episodes that one request may carry. */
const maximumEpisodes = 1_000_000

/** What the user added: a title, a folder, 1–n episodes. */
export const jobSchema = z.object({
  id: idSchema,
  title: z.string(),
  source: z.object({ kind: sourceKindSchema, url: z.string().nullable() }),
  queueId: z.string(),
  directory: z.string(),
  status: jobStatusSchema,
  priority: z.int(),
  /** One episode after the other, in their order. */
  sequential: z.boolean(),
  /** Place among all jobs, from 1. */
  position: z.int().min(1),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  episodesTotal: z.int().min(0),
  episodesCompleted: z.int().min(0),
  episodesFailed: z.int().min(0),
  episodesPaused: z.int().min(0),
  bytesDone: bytesSchema,
  /** Null while the size of one episode is unknown. */
  bytesTotal: bytesSchema.nullable(),
  /** The mean of its episodes' parts, 0–100: never falls when a size becomes known. */
  progress: z.number().min(0).max(100).nullable(),
  speed: z.number().min(0),
  etaSeconds: z.number().min(0).nullable(),
  connections: connectionsPerEpisodeSchema.nullable(),
  speedLimit: speedLimitSchema,
  /** The session its requests belong to; null for none. */
  sessionId: idSchema.nullable(),
  /** Its own way to the servers; null for the settings'. */
  proxy: proxyUseSchema.nullable(),
  currentEpisode: z.object({ id: idSchema, index: z.int(), title: z.string(), progress: z.number().nullable() }).nullable(),
  /** While the job is `queued`: what its first queued episode waits for, one that could start before others. */
  waiting: waitingSchema.nullable(),
  /** The newest error among its failed episodes. */
  error: episodeErrorSchema.nullable(),
  /** When the first of its failed episodes is tried again by itself. */
  retryAt: timeSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

const episodesInput = {
  urls: z.array(downloadUrlSchema).min(1).max(maximumEpisodes).optional(),
  episodes: z.array(newEpisodeSchema).min(1).max(maximumEpisodes).optional(),
}
const exactlyOneList = {
  check: (input: { urls?: unknown; episodes?: unknown }) => (input.urls === undefined) !== (input.episodes === undefined),
  problem: { path: ['urls'], error: 'give either urls or episodes' },
}

const exactlyOneOrigin = {
  check: ({ urls, episodes, input, inspection }: { urls?: unknown; episodes?: unknown; input?: unknown; inspection?: unknown }) =>
    [urls, episodes, input, inspection].filter((origin) => origin !== undefined).length === 1,
  problem: { path: ['urls'], error: 'give one of urls, episodes, input and inspection' },
}

/** `Name: value` pairs of RFC 9110 §5; what the client itself decides is refused. */
const headerNameSchema = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not a header name')
  .refine(
    (name) =>
      !['host', 'content-length', 'transfer-encoding', 'connection', 'range', 'if-range', 'accept-encoding'].includes(
        name.toLowerCase(),
      ),
    'this header is set by Staffel itself',
  )
export const headersSchema = z.record(
  headerNameSchema,
  z
    .string()
    .max(16_384)
    .regex(/^[^\0\r\n]*$/, 'not a header value'),
)

export const newJobSchema = z
  .strictObject({
    ...episodesInput,
    /** Takes all that is found in it, as `POST /sources/inspect` would list it. */
    input: z.string().min(1).max(67_108_864).optional(),
    inspectOptions: inspectOptionsSchema.optional(),
    /** Takes what was chosen of an inspection. */
    inspection: fromInspectionSchema.optional(),
    /** What the episodes came from. */
    source: z.strictObject({ kind: sourceKindSchema, url: downloadUrlSchema.nullable() }).optional(),
    title: titleSchema.optional(),
    /** Absolute, or relative to the download folder. */
    directory: z.string().max(4_096).optional(),
    priority: prioritySchema.optional(),
    /** The default queue where none is named. */
    queueId: idSchema.optional(),
    sequential: z.boolean().optional(),
    headers: headersSchema.optional(),
    sessionId: idSchema.optional(),
    proxy: proxyUseSchema.optional(),
    connections: connectionsPerEpisodeSchema.optional(),
    speedLimit: speedLimitSchema.optional(),
    startPaused: z.boolean().optional(),
    onConflict: conflictPolicySchema.optional(),
  })
  .refine(exactlyOneOrigin.check, exactlyOneOrigin.problem)
export type NewJob = z.output<typeof newJobSchema>

export const moreEpisodesSchema = z
  .strictObject({ jobId: idSchema, ...episodesInput })
  .refine(exactlyOneList.check, exactlyOneList.problem)

export const jobPatchSchema = z.strictObject({
  jobId: idSchema,
  title: titleSchema.optional(),
  /** Absolute, or relative to the download folder. What was begun begins anew there; refused once a file is finished. */
  directory: z.string().min(1).max(4_096).optional(),
  priority: prioritySchema.optional(),
  position: z.int().min(1).optional(),
  queueId: idSchema.optional(),
  sequential: z.boolean().optional(),
  speedLimit: speedLimitSchema.optional(),
  connections: connectionsPerEpisodeSchema.nullable().optional(),
  sessionId: idSchema.nullable().optional(),
  proxy: proxyUseSchema.nullable().optional(),
})
export type JobPatch = Omit<z.infer<typeof jobPatchSchema>, 'jobId'>

/** What one request may change of many jobs. */
export const jobsPatchSchema = z.strictObject({
  jobIds: jobIdsSchema,
  priority: prioritySchema.optional(),
  queueId: idSchema.optional(),
  sequential: z.boolean().optional(),
  sessionId: idSchema.nullable().optional(),
  proxy: proxyUseSchema.nullable().optional(),
  undo: undoWishSchema,
})
export type JobsPatch = Omit<z.infer<typeof jobsPatchSchema>, 'jobIds' | 'undo'>

/**
 * Moves jobs together, in the order in which they stand: to an end of the list, or to a neighbour, which is named because
 * places shift while the list changes. Where the neighbour moves too, the next that stays is meant.
 */
export const moveJobsSchema = z
  .strictObject({
    jobIds: jobIdsSchema,
    to: z.enum(['top', 'bottom']).optional(),
    beforeJobId: idSchema.optional(),
    afterJobId: idSchema.optional(),
    undo: undoWishSchema,
  })
  .refine(
    ({ to, beforeJobId, afterJobId }) => [to, beforeJobId, afterJobId].filter((place) => place !== undefined).length === 1,
    {
      path: ['to'],
      error: 'give one of to, beforeJobId and afterJobId',
    },
  )
export type MoveJobs = Omit<z.infer<typeof moveJobsSchema>, 'undo'>

/** Counts of jobs by status, after the search but before the status filter. */
export const jobCountsSchema = z.object({
  all: z.int(),
  ...Object.fromEntries(jobStatuses.map((status) => [status, z.int()])),
} as {
  all: z.ZodInt
} & Record<(typeof jobStatuses)[number], z.ZodInt>)
export type JobCounts = z.infer<typeof jobCountsSchema>

export const jobSortKeys = ['position', 'createdAt', 'title', 'progress', 'size', 'speed'] as const

const statusFilterSchema = z.union([
  z.array(jobStatusSchema),
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(jobStatusSchema)),
])

/** Text in a URL. */
const sizeFilterSchema = z.coerce.number().pipe(z.int().min(0).max(Number.MAX_SAFE_INTEGER))

const jobFilter = {
  status: statusFilterSchema.optional(),
  /** Words looked for in titles, file names and addresses. */
  q: z.string().max(500).optional(),
  /** Only jobs saved in exactly this folder. */
  directory: z.string().max(4_096).optional(),
  /** Only jobs of this queue. */
  queueId: idSchema.optional(),
  /** Only jobs with this session. */
  sessionId: idSchema.optional(),
  /** Only jobs with an episode at this server, `name[:port]`; a name alone stands for all its ports. */
  atHost: z.string().min(1).max(512).optional(),
  /** Only jobs of which so many bytes are known of, at least. */
  minBytes: sizeFilterSchema.optional(),
  /** Only jobs whose size is known and so many bytes at most. */
  maxBytes: sizeFilterSchema.optional(),
  sort: z.enum(jobSortKeys).default('position'),
  order: z.enum(['asc', 'desc']).default('asc'),
  offset: offsetSchema,
  limit: limitSchema,
}
export const jobQuerySchema = z.strictObject(jobFilter)
export type JobQuery = z.output<typeof jobQuerySchema>

/** What of a query says which jobs are meant, not in which order and how many at once. */
export const jobConditionsSchema = jobQuerySchema.pick({
  status: true,
  q: true,
  directory: true,
  queueId: true,
  sessionId: true,
  atHost: true,
  minBytes: true,
  maxBytes: true,
})
export type JobConditions = z.output<typeof jobConditionsSchema>

/** The table of the window: jobs, and the episodes of those that are open, as one flat list of rows. */
export const rowQuerySchema = z.strictObject({
  ...jobFilter,
  /** Ids of the jobs that are open; comma-separated in a URL. */
  expanded: z
    .union([z.array(idSchema), z.string().transform((text) => text.split(',').filter((id) => id !== ''))])
    .pipe(z.array(idSchema).max(10_000))
    .default([]),
})
export type RowQuery = z.output<typeof rowQuerySchema>

export const rowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), job: jobSchema }),
  z.object({ kind: z.literal('episode'), episode: episodeSchema }),
])
export type Row = z.infer<typeof rowSchema>
