import { ORPCError } from '@orpc/server'
import { requestErrors } from '../../src-preload/contract/index.ts'
import { isRefusal, type Refusal } from '../queue/refusal.ts'
import { paramsWithoutCredentials } from './secret-values.ts'

/** What a command came to, or its refusal as the doors tell it. */
export function accepted<Answer extends object>(outcome: Answer | Refusal): Exclude<Answer, Refusal> {
  if (isRefusal(outcome))
    throw new ORPCError(outcome.refused, { ...requestErrors[outcome.refused], data: paramsWithoutCredentials(outcome.params) })
  return outcome as Exclude<Answer, Refusal>
}

/** What was looked for, or that it is not there. */
export function found<View>(view: View | null, wanted: Readonly<Record<string, string>>): View {
  if (view === null) throw new ORPCError('NOT_FOUND', { ...requestErrors.NOT_FOUND, data: wanted })
  return view
}
