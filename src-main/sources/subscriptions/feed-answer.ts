import type { Failure, SourceProblem } from '../../../src-preload/contract/index.ts'
import type { DocumentAnswer } from '../../queue/ports.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import { refusedDocument } from '../refused-document.ts'
import { SourceError } from '../source.ts'

type Answered = Extract<DocumentAnswer, { kind: 'answered' }>

/** What a server's answer to a check means. */
export type FeedAnswer =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly answer: Answered }
  /** For good (RFC 9110 §15.5.11). */
  | { readonly kind: 'gone'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly retryAfterMs: number | null }

export function feedAnswer(answer: DocumentAnswer, now: number): FeedAnswer {
  if (answer.kind === 'failed') return { kind: 'failed', failure: answer.failure, retryAfterMs: answer.retryAfterMs }
  const { status } = answer
  const refusal = refusedDocument(answer)
  if (refusal?.code === 'AUTH_REQUIRED' || refusal?.code === 'SESSION_CONFLICT') {
    return { kind: 'failed', failure: refusal, retryAfterMs: retryAfterMs(answer, now) }
  }
  if (status === 304) return { kind: 'unchanged' }
  if (status === 410) return { kind: 'gone', failure: statusFailure(answer) }
  if (status < 200 || status > 299) {
    return { kind: 'failed', failure: statusFailure(answer), retryAfterMs: retryAfterMs(answer, now) }
  }
  if (answer.isCut) {
    return { kind: 'failed', failure: unreadable('tooLarge', { bytes: answer.body?.byteLength ?? 0 }), retryAfterMs: null }
  }
  return { kind: 'changed', answer }
}

/** What was read is no feed, or not one that can be read. */
export function unreadable(reason: SourceProblem, details: Readonly<Record<string, string | number>> = {}): Failure {
  return { code: 'SOURCE_UNREADABLE', message: `The feed cannot be read: ${reason}.`, params: { reason, ...details } }
}

export function failureOfReading(error: unknown): Failure {
  if (error instanceof SourceError) return unreadable(error.reason, error.details)
  return { code: 'INTERNAL', message: 'The feed could not be read.', params: {} }
}

function statusFailure({ status, url }: Answered): Failure {
  return {
    code: 'HTTP_STATUS',
    message: `The server answered with status ${status}.`,
    params: { status, host: URL.parse(url)?.host ?? '' },
  }
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs({ headers }: Answered, now: number): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** As an inspection of the same address would be refused. */
export function refuseUnreadable({ code, message, params }: Failure): Refusal {
  return code === 'SOURCE_UNREADABLE'
    ? refuse(code, params)
    : refuse('SOURCE_UNREADABLE', { reason: 'failed', failure: { code, message, params } })
}
