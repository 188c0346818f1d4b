import type { ClientHttp2Stream } from 'node:http2'
import { constants } from 'node:http2'
import { Readable } from 'node:stream'
import { cutProblem } from './answer-problems.ts'

/**
 * The body of an answer over HTTP/2. Node ends a stream that was reset, or whose connection died, just like a whole one:
 * here, as over HTTP/1.1, only what the server ended and has the length it told is whole.
 */
export class Http2Body extends Readable {
  readonly #stream: ClientHttp2Stream
  readonly #host: string
  /** Bytes that are still to come; null where the head told no length. */
  #left: number | null

  constructor(stream: ClientHttp2Stream, length: number | null, host: string) {
    super()
    this.#stream = stream
    this.#left = length
    this.#host = host
    // What breaks before anyone reads is found by whoever begins to.
    this.on('error', () => undefined)
    stream.on('data', (bytes: Buffer) => this.#take(bytes))
    stream.once('end', () => this.#end())
    stream.on('error', (error) => this.destroy(error))
    stream.once('close', () => this.#end())
    stream.pause()
  }

  override _read(): void {
    this.#stream.resume()
  }

  /** Resets the stream where it has not ended; the connection lives on. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#stream.closed) this.#stream.close(constants.NGHTTP2_CANCEL)
    done(error)
  }

  #take(bytes: Buffer): void {
    if (this.destroyed) return
    if (this.#left !== null) this.#left -= bytes.length
    if (!this.push(bytes)) this.#stream.pause()
  }

  #end(): void {
    if (this.destroyed || this.readableEnded) return
    const isWhole = this.#left === null ? this.#stream.rstCode === constants.NGHTTP2_NO_ERROR : this.#left === 0
    if (isWhole) this.push(null)
    else this.destroy(cutProblem(this.#host))
  }
}
