import { z } from 'zod'
import { idSchema } from './episode.ts'
import { jobCountsSchema } from './job.ts'
import { scheduleSchema, scheduleStateSchema } from './schedule.ts'
import { slotCountSchema } from './settings.ts'

/** The queue that is always there. */
export const defaultQueueId = 'default'
export const mostQueues = 100
export const mostQueueNameCharacters = 100

const nameSchema = z.string().trim().min(1).max(mostQueueNameCharacters)
/** Episodes of the queue that may be active at once, beside the number of the whole program; null: only that counts. */
const queueSlotsSchema = slotCountSchema.nullable()

/** When the queue may start something, and how fast, beside the schedule of the whole program; null: always. */
const queueScheduleSchema = scheduleSchema.nullable()

/** Jobs that share slots and times. */
export const queueSchema = z.object({
  id: idSchema,
  /** Empty only for the default queue, until somebody names it. */
  name: z.string(),
  slots: queueSlotsSchema,
  /** Held: nothing of it is started, what ran went back to `queued`. */
  paused: z.boolean(),
  schedule: queueScheduleSchema,
})
export type Queue = z.infer<typeof queueSchema>

export const newQueueSchema = z.strictObject({
  name: nameSchema,
  slots: queueSlotsSchema.optional(),
  paused: z.boolean().optional(),
  schedule: queueScheduleSchema.optional(),
})
export type NewQueue = z.infer<typeof newQueueSchema>

export const queuePatchSchema = z.strictObject({
  queueId: idSchema,
  /** Empty gives the default queue back the name that the window has for it; of others it is refused. */
  name: z.string().trim().max(mostQueueNameCharacters).optional(),
  slots: queueSlotsSchema.optional(),
  paused: z.boolean().optional(),
  /** Parts of it change it; where there was none they begin one. */
  schedule: scheduleSchema.partial().nullable().optional(),
})
export type QueuePatch = Omit<z.infer<typeof queuePatchSchema>, 'queueId'>

/** A queue at this moment. */
export const queueStatsSchema = z.object({
  id: idSchema,
  /** Episodes of it that hold a slot. */
  active: z.int(),
  jobs: jobCountsSchema,
  /** What its own schedule says now; null where it has none, or it is off. */
  schedule: scheduleStateSchema.nullable(),
})
export type QueueStats = z.infer<typeof queueStatsSchema>
