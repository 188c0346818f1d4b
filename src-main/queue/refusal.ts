import type { ErrorParams, RequestErrorCode } from '../../src-preload/contract/index.ts'

/** Why a command was not carried out; nothing of it was done. An expected outcome, hence a value. */
export interface Refusal {
  readonly refused: RequestErrorCode
  readonly params: ErrorParams
}

export function refuse(code: RequestErrorCode, params: ErrorParams = {}): Refusal {
  return { refused: code, params }
}

export function isRefusal(outcome: object): outcome is Refusal {
  return 'refused' in outcome
}
