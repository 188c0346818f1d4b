import type { EpisodeErrorCode } from '../../../src-preload/contract/index.ts'
import type { Fault, SeenRequest } from '../faulty-server.ts'

/** One wrong answer of a server, with the place in it as a fraction of what the answer would bring. */
export interface Misdeed {
  readonly kind: MisdeedKind
  /** 0–1. */
  readonly at: number
}

interface Meaning {
  /** The fault for a request, null where this request cannot be wronged in this way. */
  readonly fault: (request: SeenRequest, at: number, size: number) => Fault | null
  /** What an episode may truthfully say of it, besides being done all the same. */
  readonly codes: readonly EpisodeErrorCode[]
}

const offset = (at: number, bytes: number) => Math.floor(at * Math.max(0, bytes))
const remaining = ({ range }: SeenRequest, size: number) => size - (range?.start ?? 0)
/** A wrong answer to a range; a request without one cannot be told from a right one and is answered rightly. */
const toRanges =
  (fault: (start: number, at: number, size: number) => Fault) =>
  ({ range }: SeenRequest, at: number, size: number): Fault | null =>
    range === null || range.start >= size ? null : fault(range.start, at, size)

const cutShort = (cut: 'reset' | 'close') => (request: SeenRequest, at: number, size: number) => ({
  cut,
  cutAfter: offset(at, remaining(request, size)),
})
const refusal =
  (status: number, headers: Fault['headers'] = {}) =>
  (): Fault => ({ status, headers, body: `<html>${status}</html>` })

const short: readonly EpisodeErrorCode[] = ['NETWORK']
const silent: readonly EpisodeErrorCode[] = ['TIMEOUT_STALLED']
const wrongRange: readonly EpisodeErrorCode[] = ['RANGE_MISMATCH']
const refused: readonly EpisodeErrorCode[] = ['HTTP_STATUS']
const gone: readonly EpisodeErrorCode[] = ['HTTP_STATUS', 'LINK_EXPIRED']

/** Every misdeed of which a client can know, and what it may say of it. */
const meanings = {
  reset: { fault: cutShort('reset'), codes: short },
  close: { fault: cutShort('close'), codes: short },
  'cut at the last byte': {
    fault: (request, _, size) => ({ cutAfter: Math.max(0, remaining(request, size) - 1) }),
    codes: short,
  },
  'dead before the head': { fault: (_, at) => ({ dieBeforeHead: at < 0.5 ? 'reset' : 'close' }), codes: short },
  'dead in the head': {
    fault: (_, at) => ({ raw: 'HTTP/1.1 206 Partial\r\nContent-Ra', rawEnd: at < 0.5 ? 'reset' : 'close' }),
    codes: short,
  },
  'no HTTP': { fault: () => ({ raw: 'SSH-2.0-OpenSSH_9.2\r\n', rawEnd: 'close' }), codes: short },
  'two lengths': {
    fault: () => ({ raw: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', rawEnd: 'close' }),
    codes: short,
  },
  // To a request with If-Range a 200 says that there is another file, before it breaks.
  'a broken chunk': {
    fault: () => ({ raw: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n', rawEnd: 'close' }),
    codes: ['NETWORK', 'CONTENT_CHANGED'],
  },
  'no answer': { fault: () => ({ never: true }), codes: silent },
  'silence for good': { fault: (request, at, size) => ({ stallAfter: offset(at, remaining(request, size)) }), codes: silent },
  'a short silence': {
    fault: (request, at, size) => ({ stallAfter: offset(at, remaining(request, size)), stallMs: 300 }),
    codes: [],
  },
  'a late answer': { fault: (_, at) => ({ latencyMs: 1 + 400 * at }), codes: [] },
  'another offset': {
    fault: toRanges((start, at, size) => ({ send: { start: Math.min(size - 1, start + 1 + offset(at, 100_000)), end: null } })),
    codes: wrongRange,
  },
  'no Content-Range': { fault: toRanges(() => ({ contentRange: null })), codes: wrongRange },
  'a garbled Content-Range': { fault: toRanges(() => ({ contentRange: 'bytes one-two/three' })), codes: wrongRange },
  'another unit': {
    fault: toRanges((start, _, size) => ({ contentRange: `lines ${start}-${size - 1}/${size}` })),
    codes: wrongRange,
  },
  'a total below the range': {
    fault: toRanges((start, _, size) => ({ contentRange: `bytes ${start}-${size - 1}/${size - 1}` })),
    codes: wrongRange,
  },
  'several parts': {
    fault: toRanges(() => ({ headers: { 'content-type': 'multipart/byteranges; boundary=x' } })),
    codes: wrongRange,
  },
  // Of a server that knows no ranges it is a whole answer whose coding cannot be undone.
  'a coded part': {
    fault: toRanges(() => ({ headers: { 'content-encoding': 'gzip' } })),
    codes: ['RANGE_MISMATCH', 'NETWORK'],
  },
  // Of a server that knows no ranges it is the length of the whole, and never comes. One below the whole would be a lie
  // that nobody can see through.
  'a longer length than its range': {
    fault: toRanges((_start, _at, size) => ({ contentLength: `${size + 7}` })),
    codes: ['RANGE_MISMATCH', 'NETWORK', 'TIMEOUT_STALLED', 'CONTENT_CHANGED'],
  },
  'a shorter part': {
    fault: toRanges((start, at, size) => ({ send: { start, end: start + offset(at, size - start - 1) } })),
    codes: [],
  },
  'a longer part': { fault: toRanges((start) => ({ send: { start, end: null } })), codes: [] },
  'the whole instead of a part': { fault: toRanges(() => ({ ignoreRange: true })), codes: [] },
  'a page instead of a part': {
    fault: ({ range }) =>
      range === null || range.start === 0
        ? null
        : { status: 200, body: '<html>Please sign in</html>', headers: { 'content-type': 'text/html' } },
    codes: ['AUTH_REQUIRED'],
  },
  '401': { fault: refusal(401), codes: ['AUTH_REQUIRED'] },
  '403': { fault: refusal(403), codes: gone },
  '404': { fault: refusal(404), codes: gone },
  '410': { fault: refusal(410), codes: gone },
  '412': { fault: refusal(412), codes: refused },
  '416': { fault: refusal(416), codes: ['HTTP_STATUS', 'RANGE_MISMATCH'] },
  '421': { fault: refusal(421), codes: refused },
  '429': { fault: refusal(429, { 'retry-after': '0' }), codes: refused },
  '500': { fault: refusal(500), codes: refused },
  '503': { fault: refusal(503, { 'retry-after': '-1' }), codes: refused },
  '504': { fault: refusal(504), codes: refused },
} as const satisfies Readonly<Record<string, Meaning>>

export type MisdeedKind = keyof typeof meanings

export const misdeedKinds = Object.keys(meanings) as readonly MisdeedKind[]

/** The fault that commits a misdeed in the answer to a request; null where that is impossible. */
export function faultOf({ kind, at }: Misdeed, request: SeenRequest, size: number): Fault | null {
  return meanings[kind].fault(request, at, size)
}

/** Codes that an episode may end an attempt with after these misdeeds. */
export function codesOf(kinds: Iterable<MisdeedKind>): Set<EpisodeErrorCode> {
  return new Set([...kinds].flatMap((kind) => [...meanings[kind].codes]))
}
