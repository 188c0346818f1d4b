import { describe, expect, it } from 'vitest'
import type { DocumentAnswer } from '../../../../src-main/queue/ports.ts'
import { feedAnswer } from '../../../../src-main/sources/subscriptions/feed-answer.ts'

const answered = (
  status: number,
  headers: Record<string, string> = {},
  isCut = false,
): Extract<DocumentAnswer, { kind: 'answered' }> => ({
  kind: 'answered',
  status,
  url: 'http://127.0.0.1/feed',
  permanentUrl: 'http://127.0.0.1/feed',
  headers,
  body: new Uint8Array(3),
  isCut,
})
const now = Date.UTC(2026, 0, 1)

describe('what a server says to a check', () => {
  it('a 304 is what was read before, a 200 is a feed, a 410 its end', () => {
    expect(feedAnswer(answered(304), now)).toEqual({ kind: 'unchanged' })
    expect(feedAnswer(answered(200), now)).toMatchObject({ kind: 'changed' })
    expect(feedAnswer(answered(410), now)).toMatchObject({
      kind: 'gone',
      failure: { code: 'HTTP_STATUS', params: { status: 410 } },
    })
  })

  it('a refusal of the session says that a sign-in is wanted, by its status or by a page', () => {
    const failure = (params: object) => ({ kind: 'failed', failure: { code: 'AUTH_REQUIRED', params } })
    const host = '127.0.0.1'
    expect(feedAnswer({ ...answered(401), refusal: 'signIn' }, now)).toMatchObject(failure({ status: 401, host }))
    expect(feedAnswer({ ...answered(403), refusal: 'signIn' }, now)).toMatchObject(failure({ status: 403, host }))
    expect(feedAnswer({ ...answered(200), refusal: 'signInPage' }, now)).toMatchObject(failure({ host }))
    expect(feedAnswer({ ...answered(401), refusal: 'replaced' }, now)).toMatchObject({ failure: { code: 'SESSION_CONFLICT' } })
    expect(feedAnswer(answered(403), now)).toMatchObject({ failure: { code: 'HTTP_STATUS', params: { status: 403, host } } })
  })

  it.each([
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thu, 01 Jan 2025 00:01:00 GMT', 0],
    ['soon', null],
  ])('a 503 with Retry-After: %s is a failure that says when to come back', (wish, retryAfterMs) => {
    expect(feedAnswer(answered(503, { 'retry-after': wish }), now)).toMatchObject({ kind: 'failed', retryAfterMs })
  })

  it('a feed without end is cut, and none', () => {
    expect(feedAnswer(answered(200, {}, true), now)).toMatchObject({
      kind: 'failed',
      failure: { code: 'SOURCE_UNREADABLE', params: { reason: 'tooLarge' } },
    })
  })

  it('what failed on the way stays what it was', () => {
    const failure = { code: 'DNS', message: 'no such name', params: {} } as const
    expect(feedAnswer({ kind: 'failed', failure, transient: true, retryAfterMs: 5 }, now)).toEqual({
      kind: 'failed',
      failure,
      retryAfterMs: 5,
    })
  })
})
