import { oc } from '@orpc/contract'
import { errorParamsSchema, requestErrors } from './errors.ts'

const refusal = <Code extends keyof typeof requestErrors>(code: Code) => ({ ...requestErrors[code], data: errorParamsSchema })

/** What reads an input may be refused with this too. */
export const unreadable = { SOURCE_UNREADABLE: refusal('SOURCE_UNREADABLE') }

/** Every procedure may be refused with these. */
export const base = oc.errors({
  INVALID_INPUT: refusal('INVALID_INPUT'),
  PATH_INVALID: refusal('PATH_INVALID'),
  NOT_FOUND: refusal('NOT_FOUND'),
  CONFLICT: refusal('CONFLICT'),
})
export type ContractBase = typeof base
