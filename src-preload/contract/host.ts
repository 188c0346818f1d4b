import { z } from 'zod'

/** What was found out of HTTP/2 at a server. */
export const http2FactsSchema = z.object({
  /** Whether it is offered; `broken`: it is, and its answers could not be used. */
  support: z.enum(['offered', 'missing', 'broken']),
  /** What a small file typically took, in milliseconds, when both were last tried in turn; null before that. */
  http1Ms: z.number().min(0).nullable(),
  http2Ms: z.number().min(0).nullable(),
  /** Whether small files come over HTTP/2 now, because it was the faster. Large ones always come over HTTP/1.1. */
  isUsed: z.boolean(),
})
export type Http2Facts = z.infer<typeof http2FactsSchema>

/**
 * What automatic scaling does with a number: it doubles while that brings speed, climbs in small steps, eases down to
 * the fewest that are as fast, holds what was found, or recovers after it was halved.
 */
export const scalingPhaseSchema = z.enum(['doubling', 'climbing', 'easing', 'holding', 'recovering'])
export type ScalingPhase = z.infer<typeof scalingPhaseSchema>

/** `ceiling`: beyond so many it does not go before the next try, a minute or more later: they were refused or brought nothing. */
export const scalingSchema = z.object({ phase: scalingPhaseSchema, ceiling: z.int().min(1).nullable() })
export type Scaling = z.infer<typeof scalingSchema>

/** What was learnt of a server, kept over restarts; null for what was not seen yet. Hosts are `name[:port]`, lower case. */
export const hostProfileSchema = z.object({
  /** Whether it serves parts of files, so that several connections can share one. */
  servesRanges: z.boolean().nullable(),
  /** Whether its answers carry a validator that proves two of them to be of the same file. */
  strongValidators: z.boolean().nullable(),
  /** With so many connections the last large file came best. */
  bestConnections: z.int().min(1).nullable(),
  /** With so many at once it last refused more. */
  refusedConnections: z.int().min(1).nullable(),
  /** When it last answered 429 or 503, and which of them. */
  refusedAt: z.iso.datetime().nullable(),
  refusedStatus: z.int().nullable(),
  /** How long it then wanted to be left alone, in milliseconds; null where it said nothing. */
  retryAfterMs: z.int().min(0).nullable(),
  /** With so many connections at once automatic scaling last found that more bring nothing, or are refused; and when. */
  scaledTo: z
    .object({ connections: z.int().min(1), foundAt: z.iso.datetime() })
    .nullable()
    .default(null),
  /** Null where nobody looked: no number of small files came from there over https. */
  http2: http2FactsSchema.nullable().default(null),
})
export type HostProfile = z.infer<typeof hostProfileSchema>

/** A server at this moment. Speeds are bytes per second. */
export const hostSchema = z.object({
  host: z.string(),
  /** Episodes that hold a slot there. */
  active: z.int(),
  connections: z.int(),
  speed: z.number(),
  /** Connections it may have at once now: the setting, or less after it refused some; with automatic scaling its number. */
  connectionLimit: z.int(),
  /** Null where nothing is scaled. */
  scaling: scalingSchema.nullable(),
  /** Nothing is asked there before; null where it is asked. */
  quietUntil: z.iso.datetime().nullable(),
  profile: hostProfileSchema,
})
export type Host = z.infer<typeof hostSchema>

/** The same with what takes a look into the list. */
export const hostFactsSchema = hostSchema.extend({
  /** Failed episodes there. */
  failed: z.int(),
})
export type HostFacts = z.infer<typeof hostFactsSchema>
