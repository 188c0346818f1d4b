import { ORPCError } from '@orpc/client'
import { type ErrorParams, type InputIssue, type RequestErrorCode, requestErrors } from '../../src-preload/contract/index.ts'

/** Why a request was not done: a code of the contract, or `OFFLINE` where it never arrived. */
export interface Problem {
  readonly code: RequestErrorCode | 'OFFLINE'
  readonly params: ErrorParams
}

/** What a rejected call means. Calls are only ever rejected with an `ORPCError` by the other side, otherwise on the way. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ORPCError)) return { code: 'OFFLINE', params: {} }
  return { code: isRequestErrorCode(error.code) ? error.code : 'INTERNAL', params: isParams(error.data) ? error.data : {} }
}

/** The refused values of a request, if it was refused for them. */
export function issuesOf(problem: Problem): readonly InputIssue[] {
  const { issues } = problem.params
  if (!Array.isArray(issues)) return []
  return issues.flatMap((issue) => {
    if (!isParams(issue)) return []
    const { path, reason, minimum, maximum, value } = issue
    if (typeof path !== 'string' || typeof reason !== 'string') return []
    return {
      path,
      reason,
      ...(value !== undefined && { value }),
      ...(typeof minimum === 'number' && { minimum }),
      ...(typeof maximum === 'number' && { maximum }),
    }
  })
}

function isRequestErrorCode(code: string): code is RequestErrorCode {
  return Object.hasOwn(requestErrors, code)
}

function isParams(data: unknown): data is ErrorParams {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
