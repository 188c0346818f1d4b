import { z } from 'zod'

/** What happens once everything is downloaded. All but `nothing` apply once, and the desktop app alone can do them. */
export const finishActions = ['nothing', 'quit', 'sleep', 'shutdown'] as const
export const finishActionSchema = z.enum(finishActions)
export type FinishAction = z.infer<typeof finishActionSchema>

export const whenFinishedSchema = z.object({
  action: finishActionSchema,
  /** What can be chosen here. */
  offered: z.array(finishActionSchema),
  /** Everything is finished: then it happens, unless something is added or a person calls it off. Null before that. */
  firesAt: z.iso.datetime().nullable(),
})
export type WhenFinished = z.infer<typeof whenFinishedSchema>
