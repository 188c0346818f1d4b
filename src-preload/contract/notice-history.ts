import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'
import { noticeSchema } from './events.ts'

/** Notices of one kind that came soon after each other: `at`, `params` and the ids are the newest's. */
export const noticeGroupSchema = noticeSchema.extend({
  /** How many they are. */
  count: z.int().min(1),
  /** The server that all of them are about; null where that is none or several. */
  host: z.string().nullable(),
  /** Null where they are about several jobs. */
  jobId: idSchema.nullable(),
  isRead: z.boolean(),
})
export type NoticeGroup = z.infer<typeof noticeGroupSchema>

const done = z.object({ done: z.literal(true) })

/** What was worth telling, kept for whoever was not there. */
export const noticeRoutes = (base: ContractBase) => ({
  /** The newest first, at most 200. */
  list: base
    .route({ method: 'GET', path: '/v1/notices' })
    .output(z.object({ items: z.array(noticeGroupSchema), total: z.int(), unread: z.int() })),
  /** All of them have been seen. */
  read: base.route({ method: 'POST', path: '/v1/notices/read' }).input(z.strictObject({}).optional()).output(done),
  clear: base.route({ method: 'DELETE', path: '/v1/notices' }).input(z.strictObject({}).optional()).output(done),
})
