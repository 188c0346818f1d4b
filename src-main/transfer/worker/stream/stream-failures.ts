import { StreamProblem } from '../../../streams/stream-problem.ts'
import { hostOf } from '../answer-problems.ts'
import { problem } from '../failure-of.ts'
import type { Problem } from '../problem.ts'

/** The failure for what is wrong with a stream itself: no further try mends it. */
export function streamProblem(error: unknown, url: string): Problem | null {
  if (!(error instanceof StreamProblem)) return null
  const params = { ...error.details, reason: error.reason, host: hostOf(url) }
  return problem('SOURCE_UNREADABLE', sentences[error.reason], { params, transient: false })
}

export function tooLargeProblem(url: string, bytes: number): Problem {
  const params = { reason: 'tooLarge', host: hostOf(url), bytes }
  return problem('SOURCE_UNREADABLE', sentences.tooLarge, { params, transient: false })
}

/** The bytes came and do not fit the key. */
export function undecodableProblem(url: string, detail: string): Problem {
  const params = { reason: 'undecodable', host: hostOf(url), detail }
  return problem('SOURCE_UNREADABLE', sentences.undecodable, { params, transient: false })
}

const sentences: Readonly<Record<StreamProblem['reason'], string>> = {
  malformed: 'The playlist cannot be read.',
  tooLarge: 'The playlist, or a part that has to fit into memory, is too large.',
  tooMany: 'The playlist names too many parts.',
  entities: 'The playlist declares entities.',
  nothing: 'The playlist names nothing.',
  loop: 'The playlist leads back to itself.',
  live: 'The stream has no end yet.',
  protected: 'The stream is protected by DRM.',
  address: 'A part of the stream is at no http or https address.',
  undecodable: 'The parts of the stream cannot be put together.',
}
