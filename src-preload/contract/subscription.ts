import { z } from 'zod'
import { downloadUrlSchema, idSchema } from './episode.ts'
import { episodeErrorSchema } from './errors.ts'
import { nameFields } from './name-template.ts'
import { nameTemplateSchema } from './name-template-schema.ts'
import { limitSchema, offsetSchema } from './paging.ts'
import { candidateFilterSchema, candidateSchema } from './source.ts'

const timeSchema = z.iso.datetime()
const titleSchema = z.string().trim().min(1).max(500)
/** `{index}` counts all that was added; `{episode}` and `{number}` are the same. */
const templateSchema = nameTemplateSchema(nameFields, 'candidateTemplate')
/** Between two checks, in minutes: a feed is asked every quarter of an hour at most, and every four weeks at least. */
const intervalSchema = z.int().min(15).max(40_320)

/**
 * Which of a feed's new episodes are taken: those that fit all of it, and of these, at one check, the newest so many. All
 * where it says nothing.
 */
export const subscriptionRuleSchema = candidateFilterSchema
  .pick({ text: true, expression: true, kinds: true, extensions: true, minSize: true, maxSize: true, newest: true })
  .refine(({ expression }) => expression === undefined || isExpression(expression), {
    path: ['expression'],
    error: 'not a regular expression',
    params: { reason: 'expression' },
  })
export type SubscriptionRule = z.infer<typeof subscriptionRuleSchema>

function isExpression(text: string): boolean {
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}

/** A feed that is checked by itself, and what becomes of its new episodes. */
export const subscriptionSchema = z.object({
  id: idSchema,
  /** Of the feed; where that moved for good (301, 308) its new one. */
  url: z.string(),
  /** Its own, or the feed's; jobs that are made for it are called so. */
  title: z.string(),
  /** `ended`: its server says that it is gone for good (410). A check that finds it again takes it up. */
  state: z.enum(['active', 'paused', 'ended']),
  isChecking: z.boolean(),
  intervalMinutes: intervalSchema,
  rule: subscriptionRuleSchema,
  /** Null for the settings' folder. */
  directory: z.string().nullable(),
  queueId: idSchema.nullable(),
  /** For the feed and for its episodes; null for none. */
  sessionId: idSchema.nullable(),
  nameTemplate: z.string().nullable(),
  /** Where new episodes go. Null while there is none: then one is made for them. */
  jobId: idSchema.nullable(),
  /** Episodes of the feed that were met so far, and how many of them were added. */
  seen: z.int().min(0),
  added: z.int().min(0),
  createdAt: timeSchema,
  /** When it was last asked, whatever it answered. */
  checkedAt: timeSchema.nullable(),
  /** When episodes were last added, and how many then. */
  addedAt: timeSchema.nullable(),
  addedLast: z.int().min(0),
  /** Null while it is not checked by itself. */
  nextCheckAt: timeSchema.nullable(),
  /** Why the last check failed; null where it did not. */
  error: episodeErrorSchema.nullable(),
  /** Since when every check has failed, and how many they were. */
  failingSince: timeSchema.nullable(),
  failures: z.int().min(0),
  /** Where it was before it moved for good, and when it did; null where it did not since it was given its address. */
  movedFrom: z.string().nullable(),
  movedAt: timeSchema.nullable(),
})
export type Subscription = z.infer<typeof subscriptionSchema>

const targetSchema = z.strictObject({
  title: titleSchema.optional(),
  /** Absolute, or relative to the download folder. */
  directory: z.string().max(4_096).optional(),
  queueId: idSchema.optional(),
  sessionId: idSchema.optional(),
  nameTemplate: templateSchema.optional(),
})

export const newSubscriptionSchema = targetSchema.extend({
  url: downloadUrlSchema,
  intervalMinutes: intervalSchema.default(360),
  rule: subscriptionRuleSchema.prefault({}),
  /** Of what the feed holds already: nothing, all that fits the rule, or so many of the newest of these. */
  startWith: z.union([z.enum(['none', 'all']), z.int().min(1).max(100_000)]).default('none'),
  /** A job that new episodes are added to; one is made where none is named. */
  jobId: idSchema.optional(),
})
export type NewSubscription = z.output<typeof newSubscriptionSchema>

/** What is left out stays. A job that is there keeps its folder, queue and session; a new one gets these. */
export const subscriptionPatchSchema = z.strictObject({
  subscriptionId: idSchema,
  url: downloadUrlSchema.optional(),
  title: titleSchema.optional(),
  directory: z.string().max(4_096).nullable().optional(),
  queueId: idSchema.nullable().optional(),
  sessionId: idSchema.nullable().optional(),
  nameTemplate: templateSchema.nullable().optional(),
  intervalMinutes: intervalSchema.optional(),
  rule: subscriptionRuleSchema.optional(),
  paused: z.boolean().optional(),
})
export type SubscriptionPatch = Omit<z.output<typeof subscriptionPatchSchema>, 'subscriptionId'>

/** An episode of a feed, as it was last seen in it. */
export const subscriptionItemSchema = candidateSchema
  .omit({ index: true, isKnown: true, mirrors: true, directory: true })
  .extend({
    id: idSchema,
    /** `passed`: it was there before, or did not fit the rule. */
    state: z.enum(['passed', 'added']),
    seenAt: timeSchema,
  })
export type SubscriptionItem = z.infer<typeof subscriptionItemSchema>

export const subscriptionItemQuerySchema = z.strictObject({
  subscriptionId: idSchema,
  state: subscriptionItemSchema.shape.state.optional(),
  /** Words that all stand in its title, whatever their case. */
  text: z.string().max(500).optional(),
  offset: offsetSchema,
  limit: limitSchema,
})
export type SubscriptionItemQuery = z.output<typeof subscriptionItemQuerySchema>

/** A list of feeds as other programs write it: OPML 1.0 or 2.0. */
export const opmlSchema = z.string().min(1).max(1_048_576)

export const opmlListSchema = z.object({
  /** In the order of the list, each once. */
  feeds: z.array(
    z.object({
      /** As it is to be subscribed to, with what it may hold as user name and password. */
      url: z.string(),
      title: z.string().nullable(),
      /** The subscription to it; null where there is none. */
      subscriptionId: idSchema.nullable(),
    }),
  ),
  /** Entries whose address is none of http or https. */
  skipped: z.int().min(0),
})
export type OpmlList = z.infer<typeof opmlListSchema>

/** More than anyone has. */
export const mostSubscriptions = 1_000
