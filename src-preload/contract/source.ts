import { z } from 'zod'
import { bytesSchema, expectedChecksumSchema, idSchema } from './episode.ts'
import { episodeErrorSchema } from './errors.ts'
import { nameFields } from './name-template.ts'
import { nameTemplateSchema } from './name-template-schema.ts'
import { limitSchema, offsetSchema } from './paging.ts'
import { sourceKindSchema } from './source-kinds.ts'

/** What a candidate is, by its media type and the end of its name. */
export const candidateKinds = ['image', 'audio', 'video', 'document', 'archive', 'page', 'other'] as const
export const candidateKindSchema = z.enum(candidateKinds)
export type CandidateKind = z.infer<typeof candidateKindSchema>

/** Something that could become an episode. Null is what its source does not say. */
export const candidateSchema = z.object({
  /** Place among all that were found, from 0; stays the same while there is this inspection. */
  index: z.int().min(0),
  url: z.string(),
  title: z.string().nullable(),
  fileName: z.string().nullable(),
  /** Media type, without parameters. */
  type: z.string().nullable(),
  size: bytesSchema.nullable(),
  kind: candidateKindSchema,
  mirrors: z.array(z.string()),
  checksum: expectedChecksumSchema.nullable(),
  /** The folder below the job's, with `/` between its parts; null for the job's own. */
  directory: z.string().nullable(),
  season: z.int().nullable(),
  /** The episode's number, in its season where there is one. */
  number: z.number().nullable(),
  date: z.iso.datetime().nullable(),
  durationSeconds: z.number().min(0).nullable(),
  /** The address of a picture of it. */
  cover: z.string().nullable(),
  /** Whether the list or the report has it already. */
  isKnown: z.boolean(),
})
export type Candidate = z.infer<typeof candidateSchema>

/** Why something of an input became no candidate. */
export const skipReasons = [
  'scheme', // not http or https
  'address', // no valid address
  'noLink', // nothing that could be an address
  'double', // was there before
  'tooLong',
  'unknownField',
  'badValue',
  'robots', // the server asks robots not to read it
  'elsewhere', // another host than those that were asked for
  'unreadable', // could not be fetched or read
  'protected', // DRM
  'live', // a stream without an end
  'limit', // beyond the pages or the number that may be read
] as const
export const skippedSchema = z.object({
  /** What was skipped, at most 500 characters of it. */
  text: z.string(),
  reason: z.enum(skipReasons),
  /** In a text, from 1. */
  line: z.int().min(1).nullable(),
})
export type Skipped = z.infer<typeof skippedSchema>
export type SkipReason = Skipped['reason']

/** Kinds of what entries of a list may carry for the job that they become part of. */
export const carriedKinds = ['header', 'connections', 'startPaused'] as const
/** One thing that entries of an imported list carry for their job: a header by its name, or a setting. Values are not told. */
export const carriedSchema = z.object({
  kind: z.enum(carriedKinds),
  /** Of a header; null for others. */
  name: z.string().nullable(),
  /** How many candidates carry it. */
  candidates: z.int().min(1),
  /** All of them carry it, and the same: the job takes it. */
  isShared: z.boolean(),
})
export type Carried = z.infer<typeof carriedSchema>

/** Hosts as `name[:port]`. */
const hostsSchema = z.array(z.string().min(1).max(512)).max(100)

export const inspectOptionsSchema = z.strictObject({
  /** Takes it as this, whatever it looks like. */
  kind: sourceKindSchema.optional(),
  /** Of pages: how many links away pages are read too. 0: only the page itself. */
  depth: z.int().min(0).max(3).default(0),
  /** Of pages deeper than the first: on which hosts, beside its own. */
  hosts: hostsSchema.default([]),
  /** Of pages, and of the documents of one feed (RFC 5005): how many are read at most. */
  maxPages: z.int().min(1).max(10_000).default(500),
  /** Of pages deeper than the first: whether what robots are asked not to read is left out (RFC 9309). */
  obeyRobots: z.boolean().default(true),
  /** Of patterns: how many addresses they may stand for together. */
  maxCandidates: z.int().min(1).max(10_000_000).default(1_000_000),
  /** Of CSV: which column holds what, from 0. Found out where it is absent. */
  columns: z
    .strictObject({
      url: z.int().min(0),
      title: z.int().min(0).optional(),
      fileName: z.int().min(0).optional(),
      size: z.int().min(0).optional(),
      checksum: z.int().min(0).optional(),
      /** An address with `{column}` in place of the value of the column `url`: numbers of documents become links. */
      urlTemplate: z.string().max(4_096).optional(),
    })
    .optional(),
  /** Of CSV: whether its first line names the columns. Found out where it is absent. */
  hasHeader: z.boolean().optional(),
})
export type InspectOptions = z.output<typeof inspectOptionsSchema>

/** A text of links or patterns, the text of a file, or an address of a page, feed, playlist or Metalink. */
const inputSchema = z.string().max(67_108_864)

export const inspectInputSchema = z.strictObject({
  input: inputSchema,
  sessionId: idSchema.optional(),
  /** The name of the file that the text came from. */
  fileName: z.string().max(1_000).optional(),
  options: inspectOptionsSchema.prefault({}),
})
export type InspectInput = z.output<typeof inspectInputSchema>

/** Candidates that the answer to an inspection holds at most. */
export const mostInspected = 10_000

/** An inspection that is under way or done. It is forgotten half an hour after it was last asked for. */
export const inspectionSchema = z.object({
  id: idSchema,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Null until it is known. */
  kind: sourceKindSchema.nullable(),
  /** Its address after redirects; null for a text. */
  url: z.string().nullable(),
  title: z.string().nullable(),
  /** Candidates so far. */
  found: z.int().min(0),
  /** The bytes of those whose size is known. */
  bytes: bytesSchema,
  /** How many of them have no known size. */
  withoutSize: z.int().min(0),
  /** How many of them the list or the report has already. */
  known: z.int().min(0),
  skipped: z.int().min(0),
  /** The first of what was skipped, at most 100. */
  skippedFirst: z.array(skippedSchema),
  /** Of pages: those read, and those that are known and not read yet. */
  pages: z.object({ read: z.int().min(0), left: z.int().min(0) }).nullable(),
  /** Of a text that arrives in pieces: bytes read so far. */
  bytesRead: bytesSchema,
  /** What can be chosen beside the candidates, by a source that has it: qualities and languages of a stream. */
  choices: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['video', 'audio', 'subtitles']),
      /** As the source names it. */
      name: z.string(),
      language: z.string().nullable(),
      width: z.int().nullable(),
      height: z.int().nullable(),
      bitsPerSecond: z.int().nullable(),
      isDefault: z.boolean(),
    }),
  ),
  /** Of CSV: the first lines, to choose columns by. */
  preview: z.object({ rows: z.array(z.array(z.string())), columns: inspectOptionsSchema.shape.columns }).nullable(),
  /** Of a list that Staffel wrote: how many jobs there are in it. */
  jobs: z.int().min(1).optional(),
  /** In how many folders they are, the job's own among them; absent where all are in that one. */
  folders: z.int().min(1).optional(),
  /** Of an imported list: what its candidates carry for their job; absent where they carry nothing. */
  carried: z.array(carriedSchema).optional(),
  /** Why it failed. */
  error: episodeErrorSchema.nullable(),
})
export type Inspection = z.infer<typeof inspectionSchema>

/** Which candidates are meant: those that fit all of it. */
export const candidateFilterSchema = z.strictObject({
  /** Words that all have to be in address, title or file name. */
  text: z.string().max(500).optional(),
  /** A regular expression over address, title or file name; `i` and `u` hold. */
  expression: z.string().max(500).optional(),
  kinds: z.array(candidateKindSchema).max(candidateKinds.length).optional(),
  /** Ends of file names, without the dot. */
  extensions: z.array(z.string().max(32)).max(100).optional(),
  minSize: bytesSchema.optional(),
  maxSize: bytesSchema.optional(),
  /** Places among all that were found, from 1, inclusive. */
  from: z.int().min(1).optional(),
  to: z.int().min(1).optional(),
  /** Only what neither list nor report has. */
  isNew: z.boolean().optional(),
  /** Of what fits the rest, so many: the first as they stand, or the newest by date. */
  first: z.int().min(1).optional(),
  newest: z.int().min(1).optional(),
})
export type CandidateFilter = z.infer<typeof candidateFilterSchema>

/** What is taken of an inspection: what fits the filter, then less and more by single places. */
export const selectionSchema = z.strictObject({
  filter: candidateFilterSchema.prefault({}),
  /** Indexes of candidates that are left out though they fit. */
  without: z.array(z.int().min(0)).max(1_000_000).default([]),
  /** Candidates of these kinds are left out though they fit, but for those that `also` names. */
  withoutKinds: z.array(candidateKindSchema).max(candidateKinds.length).optional(),
  also: z.array(z.int().min(0)).max(1_000_000).optional(),
  /** Takes exactly these indexes, whatever the filter says. */
  only: z.array(z.int().min(0)).max(1_000_000).optional(),
})
export type Selection = z.output<typeof selectionSchema>

/** Names what is taken of an inspection. `{index}` is the place among what is taken, `{episode}` and `{number}` are the same. */
const candidateTemplateSchema = nameTemplateSchema(nameFields, 'candidateTemplate')

export const candidateSortKeys = ['index', 'title', 'fileName', 'size', 'date'] as const

export const candidateQuerySchema = z.strictObject({
  inspectionId: idSchema,
  filter: candidateFilterSchema.prefault({}),
  sort: z.enum(candidateSortKeys).default('index'),
  order: z.enum(['asc', 'desc']).default('asc'),
  /** What is taken, where that is not all that fits the filter: its totals are told, and names count by it. */
  selection: selectionSchema.optional(),
  /** With it each candidate that is taken comes with the name its file would have. */
  nameTemplate: candidateTemplateSchema.optional(),
  offset: offsetSchema,
  limit: limitSchema,
})
export type CandidateQuery = z.output<typeof candidateQuerySchema>

export const candidatePageSchema = z.object({
  items: z.array(candidateSchema.extend({ name: z.string().nullable() })),
  /** Of those that fit the filter. */
  total: z.int(),
  bytes: bytesSchema,
  withoutSize: z.int(),
  /** The same of what is taken. */
  selected: z.object({
    total: z.int(),
    bytes: bytesSchema,
    withoutSize: z.int(),
    carried: z.array(carriedSchema).optional(),
  }),
})
export type CandidatePage = z.infer<typeof candidatePageSchema>

/** How what was selected becomes a job; stands beside the other fields of a new job. */
export const fromInspectionSchema = z.strictObject({
  inspectionId: idSchema,
  selection: selectionSchema.prefault({}),
  /** How files are named, beside the settings' own template. */
  nameTemplate: candidateTemplateSchema.optional(),
  /** One job for each folder (of a list that Staffel wrote: for each of its jobs), or one that keeps the folders below its own. */
  folders: z.enum(['keep', 'jobs', 'flat']).default('keep'),
  /** Ids of choices. The source's own defaults where it is absent. */
  choices: z.array(z.string().max(200)).max(100).optional(),
  /** Whether a job takes what all of its candidates carry for it, beside what it says itself. */
  carried: z.boolean().default(true),
})
export type FromInspection = z.output<typeof fromInspectionSchema>
