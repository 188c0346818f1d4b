import { z } from 'zod'
import { episodeSchema, idSchema } from './episode.ts'
import { errorParamsSchema } from './errors.ts'
import { jobSchema } from './job.ts'
import { proxySchema } from './proxy.ts'
import { queueSchema } from './queue.ts'
import { credentialSchema, sessionSchema } from './session.ts'
import { settingsSchema } from './settings.ts'
import { inspectionSchema } from './source.ts'
import { statsSchema } from './stats.ts'
import { subscriptionSchema } from './subscription.ts'
import { undoableSchema } from './undo.ts'
import { windowMemorySchema } from './window-memory.ts'

const jobProgressSchema = jobSchema.pick({
  id: true,
  bytesDone: true,
  bytesTotal: true,
  progress: true,
  speed: true,
  etaSeconds: true,
  currentEpisode: true,
})
export type JobProgress = z.infer<typeof jobProgressSchema>

const episodeProgressSchema = episodeSchema.pick({
  id: true,
  jobId: true,
  bytesDone: true,
  bytesTotal: true,
  progress: true,
  speed: true,
  etaSeconds: true,
  connections: true,
  segments: true,
})
export type EpisodeProgress = z.infer<typeof episodeProgressSchema>

/** Something worth telling a person: the code is translated in the namespace `notices`. */
export const noticeSchema = z.object({
  id: idSchema,
  level: z.enum(['info', 'warning', 'error']),
  code: z.enum([
    'JOB_COMPLETED',
    'EPISODE_FAILED',
    'CONTENT_CHANGED',
    'SESSION_ENDED',
    'SESSION_ROTATES',
    'WORKER_RESTARTED',
    'MIRROR_DROPPED',
    'MIRROR_DIFFERS',
    'DISK_FULL',
    'FOLDER_MISSING',
    'LIST_RESTORED',
    'LIST_EMPTIED',
    'SECRETS_LOST',
    'FILES_RECHECKED',
    'FINISH_FAILED',
    'FEED_ENDED',
  ]),
  params: errorParamsSchema,
  jobId: idSchema.nullable(),
  episodeId: idSchema.nullable(),
  at: z.iso.datetime(),
})
export type Notice = z.infer<typeof noticeSchema>

/**
 * What every subscriber is told. A `job` event also stands for changes of its episodes in bulk: a list that is
 * shown is read again. `queues` tells all of them; what was in one that is gone is in the default queue now, of which at
 * most 1,000 jobs are told singly. `progress` holds only what changed and comes at most 10 times a second.
 */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobSchema }),
  z.object({ type: z.literal('episode'), episode: episodeSchema }),
  z.object({ type: z.literal('removed'), jobIds: z.array(idSchema), episodeIds: z.array(idSchema) }),
  z.object({
    type: z.literal('progress'),
    speed: z.number(),
    jobs: z.array(jobProgressSchema),
    episodes: z.array(episodeProgressSchema),
  }),
  z.object({ type: z.literal('queues'), queues: z.array(queueSchema) }),
  /** All of them, and all credentials; at most twice a second. */
  z.object({ type: z.literal('sessions'), sessions: z.array(sessionSchema), credentials: z.array(credentialSchema) }),
  /** All of them. */
  z.object({ type: z.literal('proxies'), proxies: z.array(proxySchema) }),
  /** One that runs or ended, at most 5 times a second. */
  z.object({ type: z.literal('inspection'), inspection: inspectionSchema }),
  /** All of them, at most 5 times a second. */
  z.object({ type: z.literal('subscriptions'), subscriptions: z.array(subscriptionSchema) }),
  z.object({ type: z.literal('stats'), stats: statsSchema }),
  z.object({ type: z.literal('settings'), settings: settingsSchema }),
  z.object({ type: z.literal('window'), memory: windowMemorySchema }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
  /** How many groups of notices nobody has seen; at most once a second. */
  z.object({ type: z.literal('notices'), unread: z.int() }),
  /** All that can be undone now, the newest first. */
  z.object({ type: z.literal('undo'), undoables: z.array(undoableSchema) }),
])
export type StaffelEvent = z.infer<typeof eventSchema>
