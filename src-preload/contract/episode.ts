import { z } from 'zod'
import { episodeErrorSchema } from './errors.ts'
import { speedLimitSchema } from './settings.ts'
import { episodeStatusSchema, waitReasonSchema } from './states.ts'

/** Ids are 16 lower-case hex digits; treat them as opaque. */
export const idSchema = z.string().min(1).max(64)
/** Bytes. */
export const bytesSchema = z.int().min(0)
const timeSchema = z.iso.datetime()

/** Only http and https are fetched; what a URL carries as user name and password is never shown. */
export const downloadUrlSchema = z
  .string()
  .max(65_536)
  .refine(isDownloadUrl, { error: 'not an http or https address', params: { reason: 'url' } })

/** Whether a text is an absolute http or https URL with a host. */
export function isDownloadUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
}

export const checksumAlgorithms = ['md5', 'sha-1', 'sha-256', 'sha-512'] as const
export const checksumAlgorithmSchema = z.enum(checksumAlgorithms)
export type ChecksumAlgorithm = z.infer<typeof checksumAlgorithmSchema>
const hexLengths: Record<ChecksumAlgorithm, number> = { md5: 32, 'sha-1': 40, 'sha-256': 64, 'sha-512': 128 }

/** A digest the finished file must have; hex in either case. */
export const expectedChecksumSchema = z
  .strictObject({ algorithm: checksumAlgorithmSchema, expected: z.string().regex(/^[0-9a-f]+$/i, 'not hexadecimal') })
  .refine((checksum) => checksum.expected.length === hexLengths[checksum.algorithm], {
    path: ['expected'],
    error: 'wrong length for this algorithm',
  })
export type ExpectedChecksum = z.infer<typeof expectedChecksumSchema>

/** Digests of equal pieces of a file, from its start; the last piece may be shorter. Lower-case hex. */
export const pieceDigestsSchema = z
  .strictObject({
    algorithm: checksumAlgorithmSchema,
    /** Bytes of each piece. */
    length: z.int().min(1),
    digests: z
      .array(z.string().regex(/^[0-9a-f]+$/i, 'not hexadecimal'))
      .min(1)
      .max(1_000_000),
  })
  .refine(({ algorithm, digests }) => digests.every((digest) => digest.length === hexLengths[algorithm]), {
    path: ['digests'],
    error: 'wrong length for this algorithm',
  })
export type PieceDigests = z.infer<typeof pieceDigestsSchema>

/**
 * A detached OpenPGP signature of a file, in ASCII armour. It is kept beside the file as `<name>.asc`, where the tools that
 * can judge it look for it; nothing is verified by it here.
 */
export const signatureSchema = z
  .string()
  .max(65_536)
  .regex(/^-----BEGIN PGP SIGNATURE-----\r?\n/, 'no armoured signature')

/** An episode whose address is a playlist: its parts become one file. `choices`: ids as the source gave them. */
export const streamSchema = z.strictObject({
  kind: z.enum(['hls', 'dash']),
  choices: z.array(z.string().max(200)).max(100).default([]),
})
export type Stream = z.output<typeof streamSchema>

/** A byte range of an episode: `start` to `end` inclusive, of which the first `done` bytes are on disk. */
export const segmentSchema = z.object({
  start: bytesSchema,
  end: bytesSchema,
  done: bytesSchema,
  active: z.boolean(),
})
export type Segment = z.infer<typeof segmentSchema>

export const waitingSchema = z.object({
  reason: waitReasonSchema,
  until: timeSchema.nullable(),
  /** Only where a queue keeps it back: it is held, its own slots are taken (both `slot`), or it has other times. */
  queueId: idSchema.optional(),
  /** Only where that queue is held. */
  queuePaused: z.literal(true).optional(),
})
export type Waiting = z.infer<typeof waitingSchema>

/** The digest a file must have, by the user or by its server, and the one it has. */
export const checksumSchema = z
  .object({
    algorithm: checksumAlgorithmSchema,
    expected: z.string().nullable(),
    actual: z.string().nullable(),
    matches: z.boolean().nullable(),
  })
  .nullable()

/** One file to fetch. `segments` is empty until the size is known, and once the file is finished. */
export const episodeSchema = z.object({
  id: idSchema,
  jobId: idSchema,
  /** Place in the job, from 1. */
  index: z.int().min(1),
  title: z.string(),
  url: z.string(),
  mirrors: z.array(z.string()),
  fileName: z.string().nullable(),
  /** The folder below the job's that its file lies in, with `/` between its parts; null for the job's own. */
  folder: z.string().nullable(),
  path: z.string().nullable(),
  status: episodeStatusSchema,
  waiting: waitingSchema.nullable(),
  attempts: z.int().min(0),
  bytesDone: bytesSchema,
  bytesTotal: bytesSchema.nullable(),
  /** 0–100, null where the size is unknown. */
  progress: z.number().min(0).max(100).nullable(),
  /** Bytes per second. */
  speed: z.number().min(0),
  etaSeconds: z.number().min(0).nullable(),
  connections: z.int().min(0),
  speedLimit: speedLimitSchema,
  segments: z.array(segmentSchema),
  checksum: checksumSchema,
  error: episodeErrorSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  /** Failed, and tried again by itself then. */
  retryAt: timeSchema.nullable(),
  /** How often it was tried again by itself after it had failed. */
  laterRetries: z.int().min(0),
})
export type Episode = z.infer<typeof episodeSchema>

/** An episode as it is handed in. */
export const newEpisodeSchema = z.strictObject({
  url: downloadUrlSchema,
  title: z.string().max(1_000).optional(),
  fileName: z.string().min(1).max(1_000).optional(),
  mirrors: z.array(downloadUrlSchema).max(64).optional(),
  checksum: expectedChecksumSchema.optional(),
  /** The folder below the job's, with `/` between its parts. */
  folder: z.string().min(1).max(4_096).optional(),
  /** What its source calls it, also where its address changes: a feed's guid. */
  sourceKey: z.string().min(1).max(4_096).optional(),
  stream: streamSchema.optional(),
  pieces: pieceDigestsSchema.optional(),
  signature: signatureSchema.optional(),
})
export type NewEpisode = z.infer<typeof newEpisodeSchema>
