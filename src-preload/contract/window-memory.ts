import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'
import { jobConditionsSchema, jobQuerySchema } from './job.ts'

export const mostSavedViews = 50
export const mostViewNameCharacters = 60

/** A list under a name: which jobs, and in which order. */
export const savedViewSchema = z.strictObject({
  id: idSchema,
  name: z.string().trim().min(1).max(mostViewNameCharacters),
  query: jobConditionsSchema.extend({ sort: jobQuerySchema.shape.sort, order: jobQuerySchema.shape.order }),
})
export type SavedView = z.output<typeof savedViewSchema>

/** What a new person is told, once. */
export const hintSchema = z.enum(['paste', 'slots', 'palette'])
export type Hint = z.infer<typeof hintSchema>

/** What windows remember and no setting is: it is the same in every window, and in the browser of a phone. */
export const windowMemorySchema = z.strictObject({
  /** In the order in which they are shown. */
  savedViews: z.array(savedViewSchema).max(mostSavedViews),
  /** Hints that were followed or waved away; none comes again. */
  usedHints: z.array(hintSchema),
})
export type WindowMemory = z.output<typeof windowMemorySchema>

/** The saved views as they are to be, all of them; hints are added to those that were used. */
export const windowMemoryPatchSchema = windowMemorySchema.partial()
export type WindowMemoryPatch = z.output<typeof windowMemoryPatchSchema>

/** `base`: how every procedure may be refused. */
export function windowRoutes(base: ContractBase) {
  return {
    get: base.route({ method: 'GET', path: '/v1/window' }).output(windowMemorySchema),
    update: base.route({ method: 'PATCH', path: '/v1/window' }).input(windowMemoryPatchSchema).output(windowMemorySchema),
  }
}
