import type { Validator } from '../protocol.ts'
import type { Asker } from './exchanges.ts'
import type { Answer, Asked, HttpClient } from './http-client.ts'
import { type AskedPart, type Head, judge, type Representation, type Verdict } from './judge.ts'
import { parseRetryAfter } from './retry-after.ts'
import { isSignInPage } from './sign-in-page.ts'
import { strongValidator } from './validator.ts'

/** An answer with what it is worth. */
export interface Judged {
  readonly answer: Answer
  readonly head: Head
  readonly verdict: Verdict
  readonly retryAfterMs: number | null
}

/** Where the requests of an episode go and what they carry. */
export interface Source {
  readonly url: string
  readonly asker: Asker
  readonly userHeaders: Readonly<Record<string, string>>
  /** See {@link Asked.proxy}. */
  readonly proxy: Asked['proxy']
  /** Takes one request at a time. */
  readonly isSingle?: boolean
}

/** Asks for a part of an episode, with `If-Range` once a strong validator is known (RFC 9110 §13.1.5), and judges the answer. */
export async function request(
  client: HttpClient,
  source: Source,
  asked: AskedPart,
  known: Representation | null,
  facts: { readonly hasBytes: boolean; readonly signal: AbortSignal; readonly onWaiting: (isWaiting: boolean) => void },
): Promise<Judged> {
  const answer = await client.open({
    url: source.url,
    asker: source.asker,
    userHeaders: source.userHeaders,
    proxy: source.proxy,
    headers: rangeHeaders(asked, known),
    bytesWanted: bytesIn(asked, known),
    signal: facts.signal,
    onWaiting: facts.onWaiting,
  })
  const head = headOf(answer)
  const page = { askedUrl: source.url, answeredUrl: answer.url, status: head.status, contentType: head.contentType }
  const verdict: Verdict = isSignInPage(page) ? { kind: 'page' } : judge(asked, known, facts.hasBytes, head)
  return { answer, head, verdict, retryAfterMs: parseRetryAfter(answer.headers['retry-after'], Date.now(), answer.headers.date) }
}

/** The representation that a first answer shows. The validator of a coded one proves nothing about its decoded bytes. */
export function representationOf(head: Head, bytesTotal: number | null, isCoded: boolean): Representation {
  const { validator } = head
  const isEmpty = validator.etag === null && validator.lastModified === null
  return { bytesTotal, validator: isEmpty || isCoded ? null : validator, contentType: head.contentType }
}

function bytesIn({ start, end }: AskedPart, known: Representation | null): number | null {
  if (end !== null) return end + 1 - start
  return known?.bytesTotal == null ? null : known.bytesTotal - start
}

function rangeHeaders(asked: AskedPart, known: Representation | null): Record<string, string> {
  if (!asked.isRanged) return {}
  const condition = strongValidator(known?.validator ?? null)
  const range = `bytes=${asked.start}-${asked.end ?? ''}`
  return condition === null ? { range } : { range, 'if-range': condition }
}

function headOf({ status, headers }: Answer): Head {
  const validator: Validator = {
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    date: headers.date ?? null,
  }
  return {
    status,
    contentRange: headers['content-range'],
    contentLength: headers['content-length'],
    contentEncoding: headers['content-encoding'],
    transferEncoding: headers['transfer-encoding'],
    contentType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() || null,
    validator,
  }
}
