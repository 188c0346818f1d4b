import { z } from 'zod'

/** What turns an input into candidates. */
export const sourceKinds = ['urls', 'feed', 'page', 'hls', 'dash', 'metalink', 'import'] as const
export const sourceKindSchema = z.enum(sourceKinds)
export type SourceKind = z.infer<typeof sourceKindSchema>
