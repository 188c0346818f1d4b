import { z } from 'zod'
import { hostSchema, scalingSchema } from './host.ts'
import { jobCountsSchema } from './job.ts'
import { queueStatsSchema } from './queue.ts'
import { scheduleStateSchema } from './schedule.ts'
import { episodeStatuses, slotLimitSchema } from './states.ts'
import { figuresSchema } from './statistics.ts'
import { whenFinishedSchema } from './when-finished.ts'

/** Figures of the whole program. Speeds are bytes per second. */
export const statsSchema = z.object({
  /** The whole queue is held. */
  paused: z.boolean(),
  slots: z.object({
    /** The user's number; with automatic scaling the upper bound. */
    configured: z.int(),
    /** The number that holds now: configured, or less for the reason in `limitedBy`; with automatic scaling its number. */
    effective: z.int(),
    /** Episodes that hold a slot, those on their way to a stop included. */
    active: z.int(),
    /** Episodes above the number, or above that of one host, that are running to their end or to a checkpoint. */
    draining: z.int(),
    limitedBy: slotLimitSchema.nullable(),
    /** The same as an English phrase. */
    summary: z.string(),
  }),
  /** What the schedule above all queues says now; null where it is off. */
  schedule: scheduleStateSchema.nullable(),
  whenFinished: whenFinishedSchema,
  /** Of the slots; null where they are the user's number. */
  scaling: scalingSchema.nullable(),
  speed: z.number(),
  /** Since the program started. */
  bytesThisRun: z.int(),
  jobs: jobCountsSchema,
  episodes: z.object(
    Object.fromEntries(episodeStatuses.map((status) => [status, z.int()])) as Record<(typeof episodeStatuses)[number], z.ZodInt>,
  ),
  queues: z.array(queueStatsSchema),
  /** Episodes finished within the last 60 minutes. */
  filesPerHour: z.number(),
  /** Finished among finished and failed episodes, 0–1; null before the first. */
  successRate: z.number().nullable(),
  /** Of all time. */
  totals: figuresSchema,
  /** Those that are asked now, and those that are left alone for a while. */
  hosts: z.array(hostSchema),
  /** The disk of the download folder; null where it cannot be asked. */
  disk: z.object({ path: z.string(), freeBytes: z.int() }).nullable(),
  /** Folders that jobs are saved in, most used first, at most 50. */
  directories: z.array(z.object({ directory: z.string(), jobs: z.int() })),
})
export type Stats = z.infer<typeof statsSchema>

const queueStatusJobSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  completed_episodes: z.int(),
  total_episodes: z.int(),
  progress_percentage: z.number(),
  current_episode_progress: z.number(),
  current_episode: z.string(),
  speed: z.number(),
  eta_seconds: z.number(),
})

/** The shape that scripts of this kind already read. `active` are all unfinished jobs, `completed` the newest finished; 1,000 each at most. */
export const queueStatusSchema = z.object({
  success: z.literal(true),
  queue: z.object({ active: z.array(queueStatusJobSchema), completed: z.array(queueStatusJobSchema) }),
})
export type QueueStatus = z.infer<typeof queueStatusSchema>
