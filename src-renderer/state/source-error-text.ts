import { type ErrorParams, episodeErrorCodes, sourceProblems } from '../../src-preload/contract/index.ts'
import type { Text } from './use-text.ts'

/** Why nothing could be made of an input, and what helps; null where its params do not say it. */
export function sourceErrorText(t: Text, { reason, line, found, most }: ErrorParams): { what: string; help: string } | null {
  const problem = sourceProblems.find((candidate) => candidate === reason)
  if (problem === undefined) return null
  const key = problem === 'malformed' && typeof line === 'number' ? 'malformedAt' : problem
  const values = { line: numberOf(line), found: numberOf(found), most: numberOf(most) }
  return { what: t(`errors:source.${key}`, values), help: t(`errors:sourceHelp.${key}`) }
}

/** What kept an input from being fetched, where that is why it could not be read. */
export function fetchFailure({ reason, failure }: ErrorParams) {
  if (reason !== 'failed' || typeof failure !== 'object' || failure === null || Array.isArray(failure)) return null
  const code = episodeErrorCodes.find((candidate) => candidate === failure.code)
  const { params } = failure
  if (code === undefined || typeof params !== 'object' || params === null || Array.isArray(params)) return null
  return { code, params }
}

function numberOf(value: ErrorParams[string] | undefined): number {
  return typeof value === 'number' ? value : 0
}
