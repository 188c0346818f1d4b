import type { IncomingHttpHeaders } from 'node:http'

/** The range a request asked for; `end` null means to the last byte. */
export interface AskedRange {
  readonly start: number
  readonly end: number | null
}

/** One request as the server saw it. `bytesSent` counts body bytes handed to the socket. Times are `performance.now()`. */
export interface SeenRequest {
  /** From 0, among all requests. */
  readonly number: number
  /** From 0, among those to the same path. */
  readonly numberOfPath: number
  readonly method: string
  readonly path: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly range: AskedRange | null
  readonly startedAt: number
  endedAt: number | null
  status: number
  bytesSent: number
  /** The first and one past the last byte of the file that was sent. */
  sentFrom: number
  /** The client went away, or the script cut it off, before the body was through. */
  aborted: boolean
}

/** A misdeed in one answer. Everything not named is done right. Offsets count body bytes of that answer. */
export interface Fault {
  /** Another status with a short text body, unless `body` is given. */
  readonly status?: number
  /** Added to or (null) taken from the head. */
  readonly headers?: Readonly<Record<string, string | string[] | null>>
  readonly body?: string | Buffer
  readonly latencyMs?: number
  readonly bytesPerSecond?: number
  /** The connection ends after so many body bytes: `reset` (default) or a clean `close`. */
  readonly cutAfter?: number
  readonly cut?: 'reset' | 'close'
  /** Falls silent after so many body bytes, for `stallMs` (default: for good). */
  readonly stallAfter?: number
  readonly stallMs?: number
  /** Accepts and never answers. */
  readonly never?: boolean
  /** Ends the connection before the head. */
  readonly dieBeforeHead?: 'reset' | 'close'
  /** 200 with the whole file, whatever was asked. */
  readonly ignoreRange?: boolean
  /** 206 with these bytes instead of the ones asked for; `Content-Range` tells what is sent. */
  readonly send?: AskedRange
  /** `Content-Range` verbatim, null for none. */
  readonly contentRange?: string | null
  /** `Content-Length` verbatim, null for none (then the connection's end ends the body). */
  readonly contentLength?: string | null
  /** Serves another version of the file from here on in this answer. */
  readonly file?: Partial<FileScript>
  /** Written to the socket instead of any answer, then `reset`, `close` or left `open`. */
  readonly raw?: string | Buffer
  readonly rawEnd?: 'reset' | 'close' | 'open'
}

/** A file the server has. */
export interface FileScript {
  readonly size: number
  /** Which generated content; different seeds, different bytes. Default 1. */
  readonly seed?: number
  /** Real content instead of a generated one; `size` is its length then. */
  readonly content?: Buffer
  /** Verbatim; default a strong one from seed and size; null for none. */
  readonly etag?: string | null
  /** Verbatim; default none. */
  readonly lastModified?: string | null
  /** Default `application/octet-stream`; null for none. */
  readonly contentType?: string | null
  readonly disposition?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Whether ranges are served. Default true. */
  readonly ranges?: boolean
  /** Chunked, without a length. */
  readonly chunked?: boolean
  readonly latencyMs?: number
  /** Of each connection. */
  readonly bytesPerSecond?: number
  /** The time between two pieces of a slow answer. Default 20. */
  readonly pieceMs?: number
  /** At most so many answers of this path at once, then `overload` (default 503). */
  readonly maxConnections?: number
  readonly overload?: Fault
  /** Faults by request number of this path, or a function that decides. */
  readonly faults?: readonly (Fault | undefined)[] | ((request: SeenRequest) => Fault | undefined)
}
