import { z } from 'zod'
import { bytesSchema, idSchema } from './episode.ts'
import { episodeErrorCodeSchema, errorParamsSchema } from './errors.ts'
import { episodeStatuses } from './states.ts'

/**
 * Mean speeds of the last hour, one for each step in which something ran. `times`: seconds since the epoch at the end of a
 * step; `speeds`: bytes per second, null once where nothing ran before what follows.
 */
export const speedsSchema = z.object({
  stepSeconds: z.number(),
  times: z.array(z.number()),
  speeds: z.array(z.number().min(0).nullable()),
})
export type Speeds = z.infer<typeof speedsSchema>

/** One connection of an episode at this moment, and what it fetches: from `position` to `end`, inclusive. */
export const connectionSchema = z.object({
  /** From 1, in the order of their making in this attempt. */
  number: z.int().min(1),
  /** `name[:port]` of the address it asks. */
  host: z.string(),
  start: bytesSchema,
  position: bytesSchema,
  /** Null where the size is unknown. */
  end: bytesSchema.nullable(),
  /** Bytes per second. */
  speed: z.number().min(0),
  /** It has asked, and no answer is here yet. */
  isWaiting: z.boolean(),
})
export type Connection = z.infer<typeof connectionSchema>

/** One of the addresses of an episode. `server`: only its server named it. */
export const mirrorSchema = z.object({
  url: z.string(),
  host: z.string(),
  from: z.enum(['list', 'server']),
  /** `used`: it sends now; `ready`: it may be asked; `dropped`: it is asked for nothing more in this attempt. */
  state: z.enum(['used', 'ready', 'dropped']),
  connections: z.int().min(0),
  failure: z.object({ code: episodeErrorCodeSchema, params: errorParamsSchema }).nullable(),
})
export type Mirror = z.infer<typeof mirrorSchema>

/** One field of a head. The value is null where it is kept secret. */
export const headFieldSchema = z.object({ name: z.string(), value: z.string().nullable() })
export type HeadField = z.infer<typeof headFieldSchema>

/** One request as it went out and the head of its answer, without what either keeps secret. */
export const exchangeSchema = z.object({
  at: z.iso.datetime(),
  method: z.string(),
  /** As it may stand in a report. */
  url: z.string(),
  request: z.array(headFieldSchema),
  /** Null where no head came. */
  status: z.int().nullable(),
  response: z.array(headFieldSchema),
  /** `1.1`, `2.0`. */
  httpVersion: z.string().nullable(),
  /** With its port; the proxy's where one is in between. */
  remoteAddress: z.string().nullable(),
  isProxied: z.boolean(),
  tls: z.object({ protocol: z.string(), cipher: z.string() }).nullable(),
  /** Milliseconds from the request to the head. */
  headMs: z.number().min(0).nullable(),
  failure: z.object({ code: episodeErrorCodeSchema, params: errorParamsSchema }).nullable(),
})
export type Exchange = z.infer<typeof exchangeSchema>

/** How an episode is being fetched. What is over is told as long as it is remembered. */
export const transferDetailsSchema = z.object({
  connections: z.array(connectionSchema),
  mirrors: z.array(mirrorSchema),
  /** The last ones, newest first. */
  exchanges: z.array(exchangeSchema),
  /** Who said what digest the file has; null where nobody did. */
  digestFrom: z.enum(['list', 'server']).nullable(),
  /** A finished file was damaged, and what is missing of it is fetched again. */
  isRepair: z.boolean(),
})
export type TransferDetails = z.infer<typeof transferDetailsSchema>

/** What can happen to an episode; each is a sentence in the window, filled with its params. */
export const logCodes = [
  'started', // `bytesDone`
  'connected', // `host`, `httpVersion`
  'resumed', // `host`, `position`, `proof`: etag, lastModified, sample, pieces
  'sentWhole', // `host`: the server sends what is here once more
  'sizeKnown', // `bytesTotal`
  'named', // `fileName`
  'renamed', // `fileName`, `wanted`: that one was taken
  'mirrorDropped', // `host`, `code` and what belongs to that
  'restarted',
  'verifying',
  'digestAgrees', // `algorithm`
  'completed', // `bytesTotal`, `activeMs`
  'skipped', // `fileName`
  'paused', // `bytesDone`
  'putBack', // `bytesDone`
  'failed', // `code` and what belongs to that
  'waits', // `reason`, `until`: null where nobody knows
  'triesLater', // `until`
  'givenUp',
  'linkRenewed', // `host`
] as const
export type LogCode = (typeof logCodes)[number]

export const logEntrySchema = z.object({ at: z.iso.datetime(), code: z.enum(logCodes), params: errorParamsSchema })
export type LogEntry = z.infer<typeof logEntrySchema>

/** The same as it is kept; times in milliseconds since the epoch. */
export const keptLogSchema = z.array(z.tuple([z.int(), z.enum(logCodes), errorParamsSchema]))

/** How many episodes of each state stand in one stretch of a job. */
export const stripBinSchema = z.object(
  Object.fromEntries(episodeStatuses.map((status) => [status, z.int().min(0)])) as Record<
    (typeof episodeStatuses)[number],
    z.ZodInt
  >,
)
export type StripBin = z.infer<typeof stripBinSchema>

/** What a job comes to, by what it brought in the last hour while it ran. */
export const paceSchema = z.object({
  /** Null while nothing was finished. */
  filesPerHour: z.number().min(0).nullable(),
  /** Bytes per second; null while nothing ran. */
  meanSpeed: z.number().min(0).nullable(),
  /** Null where nothing runs, or nothing can be said yet. */
  doneAt: z.iso.datetime().nullable(),
  /** What that was reckoned by. */
  by: z.enum(['bytes', 'files']).nullable(),
})
export type Pace = z.infer<typeof paceSchema>

export const mostBins = 400
export const stripQuerySchema = z.strictObject({
  jobId: idSchema,
  bins: z.coerce.number().int().min(1).max(mostBins).default(120),
})
/** Stretches of the same length by the numbers of the episodes; as many as were asked for, or one for each episode. */
export const stripSchema = z.object({
  bins: z.array(stripBinSchema),
  /** Episodes of one bin at most. */
  episodesPerBin: z.int().min(1),
})
export type Strip = z.infer<typeof stripSchema>
