import { z } from 'zod'

/** Values that explain an error: JSON-safe, shown verbatim, filled into the translated sentence. */
export const errorParamsSchema = z.record(z.string(), z.json())
export type ErrorParams = z.infer<typeof errorParamsSchema>

/** What a refused request answers with, by code: HTTP status and an English sentence for scripts and logs. */
export const requestErrors = {
  INVALID_INPUT: { status: 400, message: 'The request holds values that cannot be accepted.' },
  PATH_INVALID: { status: 400, message: 'This folder cannot be used.' },
  UNAUTHORIZED: { status: 401, message: 'A valid token is needed.' },
  FORBIDDEN: { status: 403, message: 'This host or origin is not allowed.' },
  NOT_FOUND: { status: 404, message: 'There is nothing under this address.' },
  CONFLICT: { status: 409, message: 'This cannot be done in the present state.' },
  DISK_FULL: {
    status: 507,
    message: 'The disk with the list of downloads is full. Nothing was changed; free some space and try again.',
  },
  SOURCE_UNREADABLE: { status: 422, message: 'Nothing can be made of this input.' },
  INTERNAL: { status: 500, message: 'Something went wrong inside Staffel. The log says more.' },
} as const
export type RequestErrorCode = keyof typeof requestErrors

/** Every way an episode can fail or be held up. */
export const episodeErrorCodes = [
  'HTTP_STATUS',
  'NETWORK',
  'TIMEOUT_STALLED',
  'DNS',
  'TLS',
  'RANGE_MISMATCH',
  'CONTENT_CHANGED',
  'SIZE_MISMATCH',
  'CHECKSUM_MISMATCH',
  'DISK_FULL',
  'PERMISSION',
  'PATH_INVALID',
  'FILE_EXISTS',
  'FILE_MISSING',
  'FOLDER_MISSING',
  'TOO_MANY_REDIRECTS',
  'UNSUPPORTED_SCHEME',
  'ADDRESS_REFUSED',
  'AUTH_REQUIRED',
  'LINK_EXPIRED',
  'PROXY',
  'SESSION_CONFLICT',
  'SOURCE_UNREADABLE',
  'TOO_MANY_FILES',
  'CANCELLED',
  'INTERNAL',
] as const
export const episodeErrorCodeSchema = z.enum(episodeErrorCodes)
export type EpisodeErrorCode = z.infer<typeof episodeErrorCodeSchema>

/** Why nothing can be made of an input or a page; stands as `reason` in the params of `SOURCE_UNREADABLE`. */
export const sourceProblems = [
  'malformed', // not what it says it is; `detail`, `line`
  'tooLarge', // `bytes`
  'tooMany', // `found`, `most`
  'entities', // XML that declares entities
  'nothing', // it is what it says, and holds nothing
  'loop', // playlists that include themselves
  'live',
  'protected',
  'address', // a part of it is at no http or https address; `scheme`
  'undecodable', // its parts cannot be put together; `detail`
  'notText', // a file that is none of what is read here
  'endless', // it computes without end
  'rule', // a subscription's expression does
] as const
export type SourceProblem = (typeof sourceProblems)[number]

/** A failure as it crosses threads and processes: a code and its values, never an `Error`. */
export interface Failure {
  readonly code: EpisodeErrorCode
  /** One English sentence for logs and scripts; people read the translation of `code`. */
  readonly message: string
  readonly params: ErrorParams
}

/** An episode's error as the interface shows it. `at` is ISO 8601 in UTC. */
export const episodeErrorSchema = z.object({
  code: episodeErrorCodeSchema,
  message: z.string(),
  params: errorParamsSchema,
  at: z.iso.datetime(),
})
export type EpisodeError = z.infer<typeof episodeErrorSchema>

/** One refused value of a request: where it stood, what it was, and the range it should lie in. */
export const inputIssueSchema = z.object({
  path: z.string(),
  value: z.json().optional(),
  reason: z.string(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  options: z.array(z.json()).optional(),
})
export type InputIssue = z.infer<typeof inputIssueSchema>

/** The body of every refused request. */
export const errorBodySchema = z.object({ code: z.string(), message: z.string(), params: errorParamsSchema })
export type ErrorBody = z.infer<typeof errorBodySchema>
