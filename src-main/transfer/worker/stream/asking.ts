import type { ByteRange } from '../../../streams/plan.ts'
import type { TransferOrder } from '../../protocol.ts'
import { cutProblem, hostOf, mismatchProblem, pageProblem, shortProblem, stalledProblem } from '../answer-problems.ts'
import { decodedBody } from '../content-coding.ts'
import { parseContentLength, parseContentRange } from '../content-range.ts'
import { statusProblem } from '../failure-of.ts'
import type { Answer, Asked, HttpClient } from '../http-client.ts'
import { Problem } from '../problem.ts'
import { parseRetryAfter } from '../retry-after.ts'
import { isPage, isSignInPage } from '../sign-in-page.ts'
import type { Tap } from '../throttle.ts'

export interface AskingParts {
  readonly client: HttpClient
  readonly order: Pick<TransferOrder, 'attemptId' | 'sessionId' | 'url' | 'headers'>
  readonly proxy: Asked['proxy']
  readonly tapFor: (resume: () => void) => Tap
}

/** What is asked for. */
export interface Wish {
  readonly url: string
  readonly range: ByteRange | null
  /** Whether an address that no longer works is one that worked before, so that a fresh one is to be found. */
  readonly isKnown: boolean
}

const mostTailBytes = 65_536

/** One request of a stream, from its head to the last byte of its body; under the limits of the attempt like any other. */
export class Asking {
  readonly #parts: AskingParts
  readonly #controller = new AbortController()
  /** Since when the server is waited for; Infinity while it is not. */
  #waitingSince = Infinity
  #url = ''

  constructor(parts: AskingParts) {
    this.#parts = parts
  }

  /** Whether the server is sending now. */
  isDelivering = false

  /** Ends it; `reason` is what is thrown. */
  abort(reason: unknown): void {
    this.#controller.abort(reason)
  }

  checkStall(now: number, stallTimeoutMs: number): void {
    if (now - this.#waitingSince >= stallTimeoutMs) this.abort(stalledProblem(this.#url, stallTimeoutMs))
  }

  /**
   * Hands over the body piece by piece; the next comes once the promise of the last is fulfilled. `onHead` is told where
   * the redirects led. Throws a {@link Problem}, or why it was aborted.
   */
  async fetch(
    wish: Wish,
    onBytes: (bytes: Buffer) => Promise<void> | void,
    onHead: (answer: Answer) => void = () => undefined,
  ): Promise<void> {
    this.#url = wish.url
    const { signal } = this.#controller
    signal.throwIfAborted()
    try {
      const answer = await this.#open(wish)
      const abort = () => answer.body.destroy()
      signal.addEventListener('abort', abort, { once: true })
      try {
        onHead(answer)
        await this.#read(answer, wish, onBytes)
      } catch (error) {
        answer.body.destroy()
        signal.throwIfAborted()
        throw error
      } finally {
        signal.removeEventListener('abort', abort)
      }
    } finally {
      this.#waitingSince = Infinity
      this.isDelivering = false
    }
  }

  async #open({ url, range, isKnown }: Wish): Promise<Answer> {
    const { client, order, proxy } = this.#parts
    const answer = await client.open({
      url,
      asker: order,
      // What the person added for the address of the stream goes to its origin and nowhere else.
      userHeaders: new URL(url).origin === new URL(order.url).origin ? order.headers : {},
      proxy,
      headers: range === null ? {} : { range: `bytes=${range.start}-${range.start + range.length - 1}` },
      bytesWanted: range?.length ?? null,
      signal: this.#controller.signal,
      onWaiting: (isWaiting) => {
        this.#waitingSince = isWaiting ? performance.now() : Infinity
      },
    })
    const problem = problemOf(answer, url, isKnown)
    if (problem === null) return answer
    answer.body.destroy()
    throw problem
  }

  async #read(answer: Answer, { url, range }: Wish, onBytes: (bytes: Buffer) => Promise<void> | void): Promise<void> {
    const coding = answer.headers['content-encoding']?.trim().toLowerCase() ?? ''
    const isCoded = coding !== '' && coding !== 'identity'
    if (isCoded && range !== null) throw mismatchProblem(url, 'content-encoding')
    const body = isCoded ? decodedBody(answer.body, coding, url) : answer.body
    const window = windowOf(answer, url, range)
    let wake: (() => void) | undefined
    const tap = this.#parts.tapFor(() => wake?.())
    let received = 0
    this.isDelivering = true
    try {
      this.#waitingSince = performance.now()
      for await (const read of body) {
        const bytes: Buffer = read
        this.#waitingSince = Infinity
        for (let left = bytes.length; left > 0; ) {
          left -= tap.take(left)
          this.#controller.signal.throwIfAborted()
          if (left > 0) await this.#until((resolve) => (wake = resolve))
        }
        const from = Math.max(0, window.skip - received)
        const to = window.length === null ? bytes.length : window.skip + window.length - received
        received += bytes.length
        const wanted = bytes.subarray(from, Math.max(from, to))
        if (wanted.length > 0) await onBytes(wanted)
        if (window.length !== null && received > window.skip + window.length + mostTailBytes) break
        this.#waitingSince = performance.now()
      }
    } catch (error) {
      throw error instanceof Problem || this.#controller.signal.aborted ? error : answer.broken(error)
    } finally {
      tap.close()
    }
    // Node ends a body of a stream that was reset like any other: only a length proves it whole.
    const announced = isCoded ? null : parseContentLength(answer.headers['content-length'])
    const least = window.length === null ? announced : window.skip + window.length
    if (least !== null && received < least) throw shortProblem(url, least, received)
    if (answer.body.errored !== null) throw cutProblem(hostOf(url))
  }

  /** Waits for the speed limit, but not longer than the request lives. */
  async #until(set: (resolve: () => void) => void): Promise<void> {
    const { signal } = this.#controller
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    set(resolve)
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}

/** Which bytes of an answer are wanted. A server without ranges sends the whole, of which all else is left aside. */
function windowOf(
  answer: Answer,
  url: string,
  range: ByteRange | null,
): { readonly skip: number; readonly length: number | null } {
  if (range === null) return { skip: 0, length: null }
  if (answer.status !== 206) return { skip: range.start, length: range.length }
  const served = parseContentRange(answer.headers['content-range'])
  if (served?.start !== range.start || served.end < range.start + range.length - 1) throw mismatchProblem(url, 'content-range')
  return { skip: 0, length: range.length }
}

function problemOf(answer: Answer, url: string, isKnown: boolean): Problem | null {
  const { status, headers } = answer
  const contentType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() || null
  const page = { askedUrl: url, answeredUrl: answer.url, status, contentType }
  if (isSignInPage(page)) return pageProblem(url)
  if (status === 200 || status === 203 || status === 206) return isPage(contentType) ? pageProblem(url) : null
  return statusProblem(status, {
    retryAfterMs: parseRetryAfter(headers['retry-after'], Date.now(), headers.date),
    hasBytes: isKnown,
    host: hostOf(url),
    session: answer.session,
  })
}
