import { ORPCError, ValidationError } from '@orpc/server'
import type { z } from 'zod'
import { requestErrors } from '../../src-preload/contract/index.ts'
import { inputIssues } from './input-issues.ts'

interface Call<Answer> {
  readonly next: () => Answer
  readonly procedure: { readonly '~orpc': { readonly inputSchema?: unknown } }
}

/**
 * Answers an input that the contract refuses with `INVALID_INPUT` and `{ issues }`, see {@link inputIssues}.
 * Serves as a middleware of the router (`implement(contract).use(refuseBadInput)`), so that every door says the same.
 */
export async function refuseBadInput<Answer>({ next, procedure }: Call<Answer>): Promise<Awaited<Answer>> {
  try {
    return await next()
  } catch (error) {
    if (!(error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)) throw error
    const { issues, data } = error.cause
    throw new ORPCError('INVALID_INPUT', {
      ...requestErrors.INVALID_INPUT,
      data: { issues: inputIssues(issues.filter(isZodIssue), data, procedure['~orpc'].inputSchema) },
    })
  }
}

/** The contract's schemas are zod's, whose issues are more than the Standard Schema promises. */
function isZodIssue(issue: object): issue is z.core.$ZodIssue {
  return 'code' in issue
}
