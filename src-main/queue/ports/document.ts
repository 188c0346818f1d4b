import type { Failure, ProxyUse } from '../../../src-preload/contract/index.ts'

/** A page, a feed, a playlist: fetched into memory, under the very rules that hold for downloads. */
export interface DocumentOrder {
  readonly url: string
  /** Null for none. */
  readonly sessionId: string | null
  readonly headers: Readonly<Record<string, string>>
  /** Absent where the settings' way holds. */
  readonly proxy?: ProxyUse
  /**
   * `head`: the body is not read. `body`: it is. `readable`: it is where its media type or its first bytes say text, XML,
   * JSON, HTML or a playlist.
   */
  readonly wants: 'head' | 'body' | 'readable'
  /** A longer body, as it is when it is decoded, is cut there. */
  readonly mostBytes: number
  /** A redirect to another host is not followed: it is the answer, with its `location`. */
  readonly staysAtHost?: boolean
  /** How long it may take in all, waits for its turn left out; absent for five minutes. */
  readonly mostMs?: number
  /** Of what is known of it already: a 304 says that it holds (RFC 9110 §13.1). */
  readonly validators?: { readonly etag: string | null; readonly lastModified: string | null }
}

export type DocumentAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Where the redirects led. */
      readonly url: string
      /** The last address that was reached over permanent redirects (301, 308) alone; the asked one where there was none. */
      readonly permanentUrl: string
      /** As they came, in lower-case names; several of one name are joined with `, `. Cookies are left out. */
      readonly headers: Readonly<Record<string, string>>
      /** Decoded of its content coding. Null where it was not read. */
      readonly body: Uint8Array | null
      readonly isCut: boolean
      /**
       * What stands against it: the server wants a sign-in (401, or 403 to a request of a session), a request of a session was
       * led to a page whose address is one for signing in, or its session was renewed by others meanwhile. Absent for nothing.
       */
      readonly refusal?: 'signIn' | 'signInPage' | 'replaced'
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly transient: boolean; readonly retryAfterMs: number | null }

export interface Documents {
  /**
   * Any status that is no redirect to be followed is an answer; a server that asks for a little patience (429, 503) is given
   * it first. Rejects only with the signal's reason.
   */
  fetch(order: DocumentOrder, signal: AbortSignal): Promise<DocumentAnswer>
}
