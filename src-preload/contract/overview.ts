import { z } from 'zod'
import { bytesSchema, idSchema } from './episode.ts'
import { episodeErrorCodeSchema } from './errors.ts'
import { hostSchema } from './host.ts'
import { waitReasons } from './states.ts'
import { figuresSchema } from './statistics.ts'

/** What keeps queued episodes from running: as each is shown, and apart from that what holds all of a queue or all there is. */
export const holdReasons = [...waitReasons, 'queue', 'paused'] as const
export const holdReasonSchema = z.enum(holdReasons)
export type HoldReason = z.infer<typeof holdReasonSchema>

/** A disk that unfinished downloads are on, or new ones come to. */
export const diskOutlookSchema = z.object({
  /** A folder on it. */
  path: z.string(),
  /** Null where it is not there, or cannot be asked. */
  freeBytes: bytesSchema.nullable(),
  totalBytes: bytesSchema.nullable(),
  /** What is kept free: the setting `minFreeBytes`. */
  reserveBytes: bytesSchema,
  /** What the list still has to bring there, as far as sizes are known. */
  neededBytes: bytesSchema,
  /** Files whose size nobody has told yet. */
  unknownFiles: z.int().min(0),
  /** What these are taken for: so many files of the mean size; null where there is none yet. */
  estimatedBytes: bytesSchema.nullable(),
  /**
   * Whether all of it fits beside what is kept free. `unknown`: what is known does, and of the rest nothing can be said;
   * `missing`: the disk is not there.
   */
  outlook: z.enum(['enough', 'full', 'unknown', 'missing']),
  /** When it would be full at the pace of the last minute; null where it would not, or nothing comes. */
  fullAt: z.iso.datetime().nullable(),
})
export type DiskOutlook = z.infer<typeof diskOutlookSchema>

export const hostOverviewSchema = hostSchema.extend({
  figures: figuresSchema,
  /** Episodes there that could start if something were free; null until they are counted. */
  waiting: z.int().nullable(),
  /** The most frequent reason among the last failed episodes of the list; null where there are none. */
  cause: z.object({ code: episodeErrorCodeSchema, httpStatus: z.int().nullable() }).nullable(),
})
export type HostOverview = z.infer<typeof hostOverviewSchema>

/** The whole at a glance, as far as it does not move with every byte. Days are those of the machine's time zone as it was then. */
export const overviewSchema = z.object({
  /** IANA name of the machine's time zone now. */
  timeZone: z.string(),
  /** The machine's day now. */
  today: z.iso.date(),
  /** The first day of all figures, or month where it is long ago; null before there are any. */
  since: z.string().nullable(),
  figures: z.object({ today: figuresSchema, all: figuresSchema }),
  /** Days of the last 54 weeks on which something ended, oldest first. */
  calendar: z.array(z.object({ day: z.iso.date(), files: z.int(), failed: z.int(), bytes: z.int() })),
  hosts: z.object({
    /** The first day that their figures are of. */
    since: z.iso.date(),
    /** Those with most bytes, and those at which something runs or that are left alone for a while. */
    items: z.array(hostOverviewSchema),
    /** How many there are since then. */
    total: z.int(),
  }),
  /** What queued episodes wait for, most first; null until they are counted for the first time. */
  waiting: z.object({ total: z.int(), reasons: z.array(z.object({ reason: holdReasonSchema, episodes: z.int() })) }).nullable(),
  /** The disk of the download folder first; null until what is still to come is counted for the first time. */
  disks: z.array(diskOutlookSchema).nullable(),
})
export type Overview = z.infer<typeof overviewSchema>

export const throughputSpans = ['hour', 'day', 'week', 'month'] as const
export const throughputQuerySchema = z.strictObject({ span: z.enum(throughputSpans).default('day') }).prefault({})
export type ThroughputQuery = z.output<typeof throughputQuerySchema>

/** How much came in the last hour (of this run of the program), 24 hours, 7 days or 30 days, in steps of the same length. */
export const throughputSchema = z.object({
  span: z.enum(throughputSpans),
  /** When the first step began. */
  from: z.iso.datetime(),
  stepSeconds: z.int(),
  /** Bytes of each step, oldest first. */
  bytes: z.array(z.int()),
  /** How much of the last step has passed. */
  lastSeconds: z.number(),
})
export type Throughput = z.infer<typeof throughputSchema>

/** What the slots are taken by, oldest first, at most 100; `total` counts all. */
export const slotsSchema = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      episodeId: idSchema,
      jobId: idSchema,
      title: z.string(),
      host: z.string(),
      connections: z.int(),
      bytesDone: bytesSchema,
      bytesTotal: bytesSchema.nullable(),
      progress: z.number().nullable(),
      speed: z.number(),
      etaSeconds: z.number().nullable(),
      /** Asked to stop; it is on its way to a checkpoint. */
      stopping: z.boolean(),
    }),
  ),
})
export type Slots = z.infer<typeof slotsSchema>
