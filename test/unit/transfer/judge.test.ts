import { describe, expect, test } from 'vitest'
import { type AskedPart, type Head, judge, type Representation } from '../../../src-main/transfer/worker/judge.ts'

const none = { etag: null, lastModified: null, date: null }
const head = (changes: Partial<Head>): Head => ({
  status: 206,
  contentRange: undefined,
  contentLength: undefined,
  contentEncoding: undefined,
  transferEncoding: undefined,
  contentType: 'video/mp4',
  validator: { ...none, etag: '"a"' },
  ...changes,
})
const known: Representation = { bytesTotal: 100, validator: { ...none, etag: '"a"' }, contentType: 'video/mp4' }
const asked: AskedPart = { start: 10, end: 49, isRanged: true }

describe('an answer', () => {
  test.each<[string, Partial<Head>, object]>([
    ['of what was asked', { contentRange: 'bytes 10-49/100', contentLength: '40' }, { kind: 'part', end: 49, bytesTotal: 100 }],
    ['of less', { contentRange: 'bytes 10-19/100' }, { kind: 'part', end: 19, bytesTotal: 100 }],
    ['of more', { contentRange: 'bytes 10-99/100' }, { kind: 'part', end: 99, bytesTotal: 100 }],
    ['without a total', { contentRange: 'bytes 10-49/*' }, { kind: 'part', end: 49, bytesTotal: 100 }],
    ['from elsewhere', { contentRange: 'bytes 0-49/100' }, { kind: 'mismatch', reason: 'offset' }],
    ['of another total', { contentRange: 'bytes 10-49/101' }, { kind: 'mismatch', reason: 'total' }],
    [
      'with another length',
      { contentRange: 'bytes 10-49/100', contentLength: '41' },
      { kind: 'mismatch', reason: 'content-length' },
    ],
    ['in parts', { contentType: 'multipart/byteranges' }, { kind: 'mismatch', reason: 'multipart' }],
    [
      'that is coded',
      { contentRange: 'bytes 10-49/100', contentEncoding: 'br' },
      { kind: 'mismatch', reason: 'content-encoding' },
    ],
    ['of another version', { contentRange: 'bytes 10-49/100', validator: { ...none, etag: '"b"' } }, { kind: 'changed' }],
    [
      'with 200 of the same',
      { status: 200, contentLength: '100' },
      { kind: 'whole', bytesTotal: 100, sameness: 'proved', coding: null },
    ],
    [
      'with 200 of the same tag and another length',
      { status: 200, contentLength: '99' },
      { kind: 'whole', bytesTotal: 99, sameness: 'refuted' },
    ],
    [
      'with 200 of another tag',
      { status: 200, contentLength: '100', validator: { ...none, etag: '"b"' } },
      { kind: 'whole', sameness: 'refuted' },
    ],
    ['with 200 and no tag', { status: 200, contentLength: '100', validator: none }, { kind: 'whole', sameness: 'open' }],
    [
      'with 200, no tag and another length',
      { status: 200, contentLength: '99', validator: none },
      { kind: 'whole', sameness: 'refuted' },
    ],
    [
      'with 200 and no tag, coded',
      { status: 200, contentEncoding: 'gzip', validator: none },
      { kind: 'whole', sameness: 'refuted' },
    ],
    ['with 200 and a page', { status: 200, contentType: 'text/html' }, { kind: 'page' }],
    ['with 416', { status: 416, contentRange: 'bytes */80' }, { kind: 'unsatisfied', bytesTotal: 80 }],
    ['with 204 in the middle', { status: 204 }, { kind: 'refused', status: 204 }],
    ['with 304', { status: 304 }, { kind: 'refused', status: 304 }],
    ['with 500', { status: 500 }, { kind: 'refused', status: 500 }],
  ])('%s', (_, changes, verdict) => {
    expect(judge(asked, known, true, head(changes))).toMatchObject(verdict)
  })

  test('with 206 that nobody asked for is never used', () => {
    const whole: AskedPart = { start: 0, end: null, isRanged: false }
    expect(judge(whole, null, false, head({ contentRange: 'bytes 0-99/100' }))).toEqual({ kind: 'mismatch', reason: 'unasked' })
  })

  test('at first contact: a page is a file, and nothing is an empty one', () => {
    const first: AskedPart = { start: 0, end: null, isRanged: true }
    expect(judge(first, null, false, head({ status: 200, contentType: 'text/html', contentLength: '5' }))).toMatchObject({
      kind: 'whole',
      bytesTotal: 5,
    })
    expect(judge(first, null, false, head({ status: 204 }))).toMatchObject({ kind: 'whole', bytesTotal: 0 })
    expect(judge(first, null, false, head({ contentRange: 'bytes 0-9/*' }))).toMatchObject({ kind: 'mismatch' })
    expect(judge(first, null, false, head({ status: 200, contentLength: '5', transferEncoding: 'chunked' }))).toMatchObject({
      kind: 'whole',
      bytesTotal: null,
    })
  })
})
