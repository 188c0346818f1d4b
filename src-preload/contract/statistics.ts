import { z } from 'zod'

/** What came of the work of some time. */
export const figuresSchema = z.object({
  /** Files that were finished. */
  files: z.int(),
  /** Episodes that finally failed; one that is tried again later counts among the retries until then. */
  failed: z.int(),
  retries: z.int(),
  bytes: z.int(),
  /** The time in which transfers ran, summed over all of them. */
  activeMs: z.int(),
  /** Bytes per second of one transfer on average; null before the first. */
  meanSpeed: z.number().nullable(),
  /** Finished among finished and failed, 0–1; null before the first. */
  successRate: z.number().nullable(),
})
export type Figures = z.infer<typeof figuresSchema>

export const statisticsQuerySchema = z
  .strictObject({
    /** First and last day. Days are those of the machine's time zone as it was then. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    by: z.enum(['day', 'host']).default('day'),
    host: z.string().max(512).optional(),
  })
  .prefault({})
export type StatisticsQuery = z.output<typeof statisticsQuerySchema>

export const statisticsSchema = z.object({
  by: z.enum(['day', 'host']),
  /** IANA name of the machine's time zone now. */
  timeZone: z.string(),
  /** The machine's day now. */
  today: z.iso.date(),
  totals: figuresSchema,
  /**
   * By day, oldest first: `key` is `YYYY-MM-DD`, or `YYYY-MM` for days of more than 400 days ago. By host, most bytes
   * first: `key` is `name[:port]`, or empty for all the smaller ones together.
   */
  items: z.array(figuresSchema.extend({ key: z.string() })),
})
export type Statistics = z.infer<typeof statisticsSchema>
