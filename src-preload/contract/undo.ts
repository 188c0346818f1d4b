import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'

/** What can be undone. `change`: jobs were given another priority, queue or session; `move`: another place. */
export const undoActionSchema = z.enum(['remove', 'pause', 'resume', 'retry', 'change', 'move', 'pauseQueue', 'resumeQueue'])
export type UndoAction = z.infer<typeof undoActionSchema>

/**
 * Whether what is asked for shall be undoable: `true`, or the `undoId` of an earlier answer, which then stands for both.
 * Without it a removal deletes what was begun on disk at once; with it, once its time is over.
 */
export const undoWishSchema = z.union([z.boolean(), idSchema]).default(false)
export type UndoWish = z.infer<typeof undoWishSchema>

/** Only where it was asked for and something was changed. */
export const undoAnswer = { undoId: idSchema.optional() }

/** Something that can still be undone. */
export const undoableSchema = z.object({
  id: idSchema,
  action: undoActionSchema,
  /** Jobs and episodes that it was done to. */
  count: z.int(),
  at: z.iso.datetime(),
  /** Until then. */
  until: z.iso.datetime(),
})
export type Undoable = z.infer<typeof undoableSchema>

/**
 * What an undoing came to, in rows: jobs where jobs were removed, moved or changed, else episodes. `movedOn`: stayed as
 * they are, because they have gone on since (finished, failed, or were taken in hand anew). `gone`: are not in the list
 * any more. `anew`: are back, but start anew, because their name on disk is another's by now.
 */
export const undoneSchema = z.object({ restored: z.int(), movedOn: z.int(), gone: z.int(), anew: z.int() })
export type Undone = z.infer<typeof undoneSchema>

/** Undoing what was done to many. */
export const undoRoutes = (base: ContractBase) => ({
  /** The newest first. */
  list: base.route({ method: 'GET', path: '/v1/undo' }).output(z.object({ items: z.array(undoableSchema), total: z.int() })),
  /** `NOT_FOUND` once its time is over. */
  run: base
    .route({ method: 'POST', path: '/v1/undo/{undoId}' })
    .input(z.strictObject({ undoId: idSchema }))
    .output(undoneSchema),
})
