export const streamProblems = [
  'malformed', // not what it says it is; `detail`
  'tooLarge', // `bytes`
  'tooMany', // `found`, `most`
  'entities', // XML that declares entities
  'nothing', // it is what it says, and holds nothing
  'loop', // playlists that include themselves
  'live', // it has no end, or none yet
  'protected', // DRM
  'address', // a part of it is at no http or https address; `scheme`
  'undecodable', // its parts cannot be put together; `detail`
] as const
export type StreamProblemReason = (typeof streamProblems)[number]

/** Why nothing can be made of a stream. */
export class StreamProblem extends Error {
  override readonly name = 'StreamProblem'
  readonly reason: StreamProblemReason
  readonly details: Readonly<Record<string, string | number>>

  constructor(reason: StreamProblemReason, details: Readonly<Record<string, string | number>> = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }
}
