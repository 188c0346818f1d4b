import { z } from 'zod'

/** Where a page of a list begins, from 0; text in a URL. */
export const offsetSchema = z.coerce.number().pipe(z.int().min(0)).default(0)
/** How many items a page has at most; text in a URL. */
export const limitSchema = z.coerce.number().pipe(z.int().min(1).max(1_000)).default(100)
