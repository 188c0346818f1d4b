import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base, unreadable } from './base.ts'
import { detailsRoutes } from './details-routes.ts'
import { downloadUrlSchema, episodeSchema, idSchema } from './episode.ts'
import { eventSchema } from './events.ts'
import { exportRoutes } from './export-routes.ts'
import { failureFilterSchema, failureSummarySchema, retryAnswerSchema, retryInputSchema } from './failures.ts'
import { hostFactsSchema } from './host.ts'
import {
  jobCountsSchema,
  jobPatchSchema,
  jobQuerySchema,
  jobSchema,
  jobsPatchSchema,
  moreEpisodesSchema,
  moveJobsSchema,
  newJobSchema,
  rowQuerySchema,
  rowSchema,
} from './job.ts'
import { noticeRoutes } from './notice-history.ts'
import { overviewRoutes } from './overview-routes.ts'
import { limitSchema, offsetSchema } from './paging.ts'
import { proxyRoutes } from './proxy-routes.ts'
import { newQueueSchema, queuePatchSchema, queueSchema } from './queue.ts'
import { reportCsvPageSchema, reportCsvQuerySchema, reportHistorySchema, reportPageSchema, reportQuerySchema } from './report.ts'
import { sessionRoutes } from './session-routes.ts'
import { settingsPatchSchema, settingsSchema, speedLimitSchema } from './settings.ts'
import { sourceRoutes } from './source-routes.ts'
import { episodeStatusSchema } from './states.ts'
import { statisticsQuerySchema, statisticsSchema } from './statistics.ts'
import { queueStatusSchema, statsSchema } from './stats.ts'
import { subscriptionRoutes } from './subscription-routes.ts'
import { undoAnswer, undoRoutes, undoWishSchema } from './undo.ts'
import { verifyAnswerSchema, verifyInputSchema } from './verify.ts'
import { finishActionSchema } from './when-finished.ts'
import { windowRoutes } from './window-memory.ts'

const jobIdInput = z.strictObject({ jobId: idSchema })
const episodeIdInput = z.strictObject({ episodeId: idSchema })
const deleteFilesSchema = z.union([z.boolean(), z.stringbool()]).default(false)
const done = z.object({ done: z.literal(true) })
const manyChanged = z.object({ changed: z.int(), skipped: z.int(), ...undoAnswer })

const jobAction = (action: string) =>
  base
    .route({ method: 'POST', path: `/v1/jobs/{jobId}/${action}` })
    .input(jobIdInput)
    .output(jobSchema)
const episodeAction = (action: string) =>
  base
    .route({ method: 'POST', path: `/v1/episodes/{episodeId}/${action}` })
    .input(episodeIdInput)
    .output(episodeSchema)
const queueAction = (action: string) =>
  base
    .route({ method: 'POST', path: `/v1/queue/${action}` })
    .input(z.strictObject({ undo: undoWishSchema }).prefault({}))
    .output(statsSchema.extend(undoAnswer))

/**
 * Everything the core can be asked, for every door: Electron's port, the WebSocket, and REST below `/api`.
 * What is fixed about it stands in the outer interface's document; additions are free, changes are not.
 */
export const contract = {
  jobs: {
    add: base
      .errors(unreadable)
      .route({ method: 'POST', path: '/v1/jobs', successStatus: 201 })
      .input(newJobSchema)
      .output(jobSchema),
    list: base
      .route({ method: 'GET', path: '/v1/jobs' })
      .input(jobQuerySchema)
      .output(z.object({ items: z.array(jobSchema), total: z.int(), counts: jobCountsSchema })),
    get: base.route({ method: 'GET', path: '/v1/jobs/{jobId}' }).input(jobIdInput).output(jobSchema),
    update: base.route({ method: 'PATCH', path: '/v1/jobs/{jobId}' }).input(jobPatchSchema).output(jobSchema),
    remove: base
      .route({ method: 'DELETE', path: '/v1/jobs/{jobId}' })
      .input(jobIdInput.extend({ deleteFiles: deleteFilesSchema }))
      .output(done),
    pause: jobAction('pause'),
    resume: jobAction('resume'),
    retry: jobAction('retry'),
    episodes: base
      .route({ method: 'GET', path: '/v1/jobs/{jobId}/episodes' })
      .input(jobIdInput.extend({ status: episodeStatusSchema.optional(), offset: offsetSchema, limit: limitSchema }))
      .output(z.object({ items: z.array(episodeSchema), total: z.int() })),
    addEpisodes: base
      .route({ method: 'POST', path: '/v1/jobs/{jobId}/episodes', successStatus: 201 })
      .input(moreEpisodesSchema)
      .output(jobSchema),
    /** Changes many as one; what is not there is counted as skipped. */
    updateMany: base.route({ method: 'PATCH', path: '/v1/jobs' }).input(jobsPatchSchema).output(manyChanged),
    /** Moves many as one; what is not there is counted as skipped. */
    move: base.route({ method: 'POST', path: '/v1/jobs/move' }).input(moveJobsSchema).output(manyChanged),
  },
  episodes: {
    get: base.route({ method: 'GET', path: '/v1/episodes/{episodeId}' }).input(episodeIdInput).output(episodeSchema),
    update: base
      .route({ method: 'PATCH', path: '/v1/episodes/{episodeId}' })
      .input(episodeIdInput.extend({ speedLimit: speedLimitSchema.optional(), url: downloadUrlSchema.optional() }))
      .output(episodeSchema),
    remove: base
      .route({ method: 'DELETE', path: '/v1/episodes/{episodeId}' })
      .input(episodeIdInput.extend({ deleteFiles: deleteFilesSchema }))
      .output(done),
    pause: episodeAction('pause'),
    resume: episodeAction('resume'),
    retry: episodeAction('retry'),
  },
  rows: base
    .route({ method: 'GET', path: '/v1/rows' })
    .input(rowQuerySchema)
    .output(z.object({ rows: z.array(rowSchema), total: z.int(), jobs: z.int(), counts: jobCountsSchema })),
  /** One action on many jobs and episodes; what does not fit an item's state is left out and counted. */
  bulk: base
    .route({ method: 'POST', path: '/v1/bulk' })
    .input(
      z.strictObject({
        action: z.enum(['pause', 'resume', 'retry', 'remove']),
        jobIds: z.array(idSchema).max(100_000).default([]),
        episodeIds: z.array(idSchema).max(100_000).default([]),
        deleteFiles: z.boolean().default(false),
        undo: undoWishSchema,
      }),
    )
    .output(manyChanged),
  /** Compares finished files on disk with what is known of them, page by page; see {@link verifyAnswerSchema}. */
  verify: base.route({ method: 'POST', path: '/v1/verify' }).input(verifyInputSchema).output(verifyAnswerSchema),
  queue: {
    pause: queueAction('pause'),
    resume: queueAction('resume'),
    /** Downloads although the schedule says otherwise, until it says something else by itself; or lets it count again. */
    override: base
      .route({ method: 'POST', path: '/v1/queue/override' })
      .input(z.strictObject({ active: z.boolean().default(true) }).prefault({}))
      .output(statsSchema),
    /** What happens once everything is downloaded, after a countdown; `nothing` calls it off. */
    whenFinished: base
      .route({ method: 'POST', path: '/v1/queue/when-finished' })
      .input(z.strictObject({ action: finishActionSchema }))
      .output(statsSchema),
    status: base.route({ method: 'GET', path: '/queue-status' }).output(queueStatusSchema),
  },
  queues: {
    /** The default queue first, then as they were made. */
    list: base.route({ method: 'GET', path: '/v1/queues' }).output(z.object({ items: z.array(queueSchema), total: z.int() })),
    add: base.route({ method: 'POST', path: '/v1/queues', successStatus: 201 }).input(newQueueSchema).output(queueSchema),
    update: base.route({ method: 'PATCH', path: '/v1/queues/{queueId}' }).input(queuePatchSchema).output(queueSchema),
    /** Lets its own schedule not count until that says something else by itself, or count again. */
    override: base
      .route({ method: 'POST', path: '/v1/queues/{queueId}/override' })
      .input(z.strictObject({ queueId: idSchema, active: z.boolean().default(true) }))
      .output(queueSchema),
    /** Its jobs go to the default queue. */
    remove: base
      .route({ method: 'DELETE', path: '/v1/queues/{queueId}' })
      .input(z.strictObject({ queueId: idSchema }))
      .output(z.object({ done: z.literal(true), movedJobs: z.int() })),
  },
  settings: {
    get: base.route({ method: 'GET', path: '/v1/settings' }).output(settingsSchema),
    update: base.route({ method: 'PATCH', path: '/v1/settings' }).input(settingsPatchSchema).output(settingsSchema),
  },
  hosts: {
    /** What is known of one server, `name[:port]`, and how it is treated now. */
    get: base
      .route({ method: 'GET', path: '/v1/hosts/{host}' })
      .input(z.strictObject({ host: z.string().max(512) }))
      .output(hostFactsSchema),
  },
  failures: {
    /** Why episodes failed, by reason. */
    list: base.route({ method: 'GET', path: '/v1/failures' }).input(failureFilterSchema).output(failureSummarySchema),
    /** Queues failed episodes again, with all their attempts. */
    retry: base.route({ method: 'POST', path: '/v1/retry' }).input(retryInputSchema).output(retryAnswerSchema),
  },
  report: {
    /** What was fetched and what failed, newest first; what was removed from the list too. */
    list: base.route({ method: 'GET', path: '/v1/report' }).input(reportQuerySchema).output(reportPageSchema),
    csv: base.route({ method: 'GET', path: '/v1/report/csv' }).input(reportCsvQuerySchema).output(reportCsvPageSchema),
    /** How much is remembered of what was removed from the list. */
    history: base.route({ method: 'GET', path: '/v1/report/history' }).output(reportHistorySchema),
    /** Forgets what was removed from the list. */
    clear: base
      .route({ method: 'DELETE', path: '/v1/report' })
      .input(z.strictObject({}).optional())
      .output(z.object({ removed: z.int() })),
  },
  ...sessionRoutes(base),
  proxies: proxyRoutes(base),
  sources: sourceRoutes(base),
  subscriptions: subscriptionRoutes(base),
  window: windowRoutes(base),
  export: exportRoutes(base),
  details: detailsRoutes(base),
  overview: overviewRoutes(base),
  notices: noticeRoutes(base),
  /** What was done to many can be undone for a while. */
  undo: undoRoutes(base),
  statistics: base.route({ method: 'GET', path: '/v1/statistics' }).input(statisticsQuerySchema).output(statisticsSchema),
  stats: base.route({ method: 'GET', path: '/v1/stats' }).output(statsSchema),
  events: base.route({ method: 'GET', path: '/v1/events' }).output(eventIterator(eventSchema)),
  app: base.route({ method: 'GET', path: '/v1/app' }).output(
    z.object({
      version: z.string(),
      mode: z.enum(['desktop', 'web']),
      platform: z.string(),
      /** BCP 47, of the machine Staffel runs on. */
      locale: z.string(),
      dataDirectory: z.string(),
      /** Absolute: what the download folder is in a fresh installation. */
      defaultDownloadDirectory: z.string(),
      /** Where the key lies that seals cookies and passwords: in the system's keyring, or in a file beside the list. */
      secretsKeptBy: z.enum(['keyring', 'file']),
    }),
  ),
}
export type Contract = typeof contract

export * from './default-title.ts'
export * from './details.ts'
export * from './episode.ts'
export * from './errors.ts'
export * from './events.ts'
export * from './export.ts'
export * from './failures.ts'
export * from './host.ts'
export * from './host-pattern.ts'
export * from './job.ts'
export * from './languages.ts'
export * from './name-template.ts'
export * from './name-template-schema.ts'
export * from './network-settings.ts'
export * from './notice-history.ts'
export * from './overview.ts'
export * from './proxy.ts'
export * from './queue.ts'
export * from './report.ts'
export * from './schedule.ts'
export * from './session.ts'
export * from './settings.ts'
export * from './shown-address.ts'
export * from './shown-head.ts'
export * from './source.ts'
export * from './source-kinds.ts'
export * from './states.ts'
export * from './statistics.ts'
export * from './stats.ts'
export * from './subscription.ts'
export * from './undo.ts'
export * from './verify.ts'
export * from './week-plan.ts'
export * from './when-finished.ts'
export * from './window-memory.ts'
