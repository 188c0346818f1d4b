import { pipeline, Readable, type Transform } from 'node:stream'
import { decodersOf } from './content-coding.ts'
import type { Answer } from './http-client.ts'
import { isReadableType, looksReadable, tellingBytes } from './readable-type.ts'

/** Encoded bytes beyond the decoded ones that are wanted: no honest coding makes anything longer than by this. */
const longestOverhead = 65_536

export interface ReadingOptions {
  readonly mostBytes: number
  /** Whether only text is of interest. */
  readonly onlyReadable: boolean
  /** Resolves when so many bytes that have come may count as taken. */
  readonly take: (bytes: number) => Promise<void>
}

export interface DocumentBody {
  /** Null where it is not text and only that was of interest. */
  readonly body: Uint8Array<ArrayBuffer> | null
  readonly isCut: boolean
}

/**
 * Reads an answer's body into memory, decoded (RFC 9110 §8.4), and no further than is wanted: neither what decodes to
 * very much nor what decodes to nothing goes on without end. Rejects with what ended the body too early, and with a
 * Problem for a coding that cannot be undone.
 */
export async function readDocument({ headers, body }: Answer, options: ReadingOptions): Promise<DocumentBody> {
  const isReadable = options.onlyReadable ? isReadableType(mediaTypeOf(headers['content-type'])) : true
  if (isReadable === false) return { body: null, isCut: false }
  const coded = new CodedBytes(body, options)
  const decoders = decodersOf(codingsOf(headers['content-encoding']))
  const pieces: Uint8Array[] = []
  let bytes = 0
  let isUndecided = isReadable === null
  try {
    for await (const piece of decoded(coded, decoders)) {
      pieces.push(piece)
      bytes += piece.length
      if (isUndecided && bytes >= Math.min(tellingBytes, options.mostBytes)) {
        if (!looksReadable(Buffer.concat(pieces))) return { body: null, isCut: false }
        isUndecided = false
      }
      if (bytes > options.mostBytes) break
    }
  } catch (error) {
    // What was cut here ends in the midst of its coding.
    if (!coded.isCut) throw error
  }
  if (isUndecided && !looksReadable(Buffer.concat(pieces))) return { body: null, isCut: false }
  const whole = joined(pieces, Math.min(bytes, options.mostBytes))
  return { body: whole, isCut: bytes > options.mostBytes || coded.isCut }
}

/** What comes over the connection, as fast as the speed limit lets it. */
class CodedBytes {
  readonly #body: Readable
  readonly #options: ReadingOptions
  isCut = false

  constructor(body: Readable, options: ReadingOptions) {
    this.#body = body
    this.#options = options
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const { mostBytes, take } = this.#options
    let left = mostBytes + longestOverhead
    for await (const piece of this.#body as AsyncIterable<Buffer>) {
      await take(piece.length)
      left -= piece.length
      this.isCut = left < 0
      yield piece
      if (this.isCut) return
    }
  }
}

function decoded(coded: CodedBytes, decoders: readonly Transform[]): AsyncIterable<Uint8Array> {
  let stream: Readable | null = null
  for (const decoder of decoders) {
    // What goes wrong on either side is seen by whoever reads the end.
    stream = pipeline(stream ?? Readable.from(coded, { objectMode: false }), decoder, () => undefined)
  }
  return stream ?? coded
}

/** In memory of its own, so that it can be handed over without being copied. */
function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    const fitting = piece.subarray(0, length - at)
    whole.set(fitting, at)
    at += fitting.length
  }
  return whole
}

/** Lower case, without parameters; empty where nothing is said. */
function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
}

/** In the order in which they were applied. */
function codingsOf(contentEncoding: string | undefined): string[] {
  const codings = (contentEncoding ?? '').split(',').map((coding) => coding.trim().toLowerCase())
  return codings.filter((coding) => coding !== '' && coding !== 'identity')
}
