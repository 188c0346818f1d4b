import type { ORPCError } from '@orpc/server'
import type { FastifyReply } from 'fastify'
import { type ErrorBody, type ErrorParams, type RequestErrorCode, requestErrors } from '../../src-preload/contract/index.ts'

/** The body of a refusal, with the contract's sentence. */
export function errorBody(code: RequestErrorCode, params: ErrorParams = {}): ErrorBody {
  return { code, message: requestErrors[code].message, params }
}

/** Answers with a refusal; `status` where the code's own does not fit. Nothing of it may be cached. */
export function refuse(reply: FastifyReply, code: RequestErrorCode, params: ErrorParams = {}, status?: number): FastifyReply {
  return reply
    .code(status ?? requestErrors[code].status)
    .header('cache-control', 'no-store')
    .send(errorBody(code, params))
}

/** Nothing but JSON leaves: what reaches a door was checked against the contract's errors. */
function isParams(data: unknown): data is ErrorParams {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

/** oRPC's error as the outer interface words it. Its own codes come from what it could not decode. */
export function encodeError(error: ORPCError<string, unknown>): ErrorBody {
  switch (error.code) {
    case 'BAD_REQUEST':
      return errorBody('INVALID_INPUT')
    case 'INTERNAL_SERVER_ERROR':
      return errorBody('INTERNAL')
    default:
      return { code: error.code, message: error.message, params: isParams(error.data) ? error.data : {} }
  }
}
