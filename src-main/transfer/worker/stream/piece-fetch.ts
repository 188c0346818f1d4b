import { createDecipheriv, type Decipheriv } from 'node:crypto'
import type { Piece, PieceKey } from '../../../streams/plan.ts'
import type { Answer } from '../http-client.ts'
import type { Asking } from './asking.ts'
import { fetchSmall } from './fetch-small.ts'
import type { LogWriter } from './log-writer.ts'
import { tooLargeProblem, undecodableProblem } from './stream-failures.ts'

/** Where a piece stands in the stream, and so in the log. */
export interface PieceAt {
  readonly rendition: number
  readonly index: number
  readonly piece: Piece
}

/** So much of a piece is one record of the log. */
const recordBytes = 262_144
/** What has to be seen whole before it can be used. */
const mostInitBytes = 16_777_216
const keyBytes = 16
const mostKeyBytes = 65_536

/** The keys of a stream, each fetched once. */
export class StreamKeys {
  readonly #keys = new Map<string, Promise<Buffer>>()

  /** Throws a {@link Problem}, or why it was aborted. */
  async get({ url }: PieceKey, asking: Asking): Promise<Buffer> {
    for (let known = this.#keys.get(url); known !== undefined; known = this.#keys.get(url)) {
      const key = await known.catch(() => null)
      // What another connection was about to fetch when it ended is fetched by this one.
      if (key !== null) return key
      if (this.#keys.get(url) === known) this.#keys.delete(url)
    }
    const coming = fetchKey(url, asking)
    this.#keys.set(url, coming)
    return await coming
  }
}

async function fetchKey(url: string, asking: Asking): Promise<Buffer> {
  const { bytes } = await fetchSmall(asking, { url, range: null, isKnown: false }, mostKeyBytes)
  if (bytes.length !== keyBytes) throw undecodableProblem(url, 'key')
  return bytes
}

/** Fetches one piece and adds it to the log, in the clear. Returns its bytes. Throws a {@link Problem}, or why it was aborted. */
export async function fetchPiece(
  at: PieceAt,
  { asking, keys, log, onHead }: { asking: Asking; keys: StreamKeys; log: LogWriter; onHead: (answer: Answer) => void },
): Promise<number> {
  const { url, range, key, isInit } = at.piece
  const wish = { url, range, isKnown: false }
  const record = new PieceRecords(at, log)
  const decipher = key === null ? null : decipherOf(await keys.get(key, asking), key)
  if (isInit) {
    const gathered: Buffer[] = []
    let bytes = 0
    const gather = (piece: Buffer) => {
      bytes += piece.length
      if (bytes > mostInitBytes) throw tooLargeProblem(url, bytes)
      gathered.push(piece)
    }
    await asking.fetch(wish, gather, onHead)
    const init = Buffer.concat(gathered)
    await record.add(decipher === null || isClear(init) ? init : Buffer.concat([decipher.update(init), ended(decipher, url)]))
  } else if (decipher === null) {
    await asking.fetch(wish, (bytes) => record.add(bytes), onHead)
  } else {
    await asking.fetch(wish, (bytes) => record.add(decipher.update(bytes)), onHead)
    await record.add(ended(decipher, url))
  }
  return await record.end()
}

function decipherOf(key: Buffer, { iv }: PieceKey): Decipheriv {
  return createDecipheriv('aes-128-cbc', key, iv)
}

function ended(decipher: Decipheriv, url: string): Buffer {
  try {
    return decipher.final()
  } catch {
    throw undecodableProblem(url, 'padding')
  }
}

/** Playlists name a key for what lies there in the clear, and the other way round: the bytes know. */
function isClear(init: Buffer): boolean {
  return ['ftyp', 'styp', 'moov', 'sidx', 'free'].includes(init.toString('latin1', 4, 8))
}

/** Gathers the bytes of a piece into records. */
class PieceRecords {
  readonly #at: PieceAt
  readonly #log: LogWriter
  #gathered: Buffer[] = []
  #gatheredBytes = 0
  #ordinal = 0
  #bytes = 0

  constructor(at: PieceAt, log: LogWriter) {
    this.#at = at
    this.#log = log
  }

  async add(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    this.#gathered.push(bytes)
    this.#gatheredBytes += bytes.length
    if (this.#gatheredBytes >= recordBytes) await this.#write()
  }

  /** Returns the bytes of the whole piece. */
  async end(): Promise<number> {
    // The first record is what makes void whatever an attempt before has left of the piece.
    if (this.#gatheredBytes > 0 || this.#ordinal === 0) await this.#write()
    const { rendition, index } = this.#at
    await this.#log.add({ kind: 'end', rendition, piece: index, ordinal: 0 })
    return this.#bytes
  }

  async #write(): Promise<void> {
    const { rendition, index } = this.#at
    const gathered = this.#gathered
    this.#bytes += this.#gatheredBytes
    this.#gathered = []
    this.#gatheredBytes = 0
    await this.#log.add({ kind: 'bytes', rendition, piece: index, ordinal: this.#ordinal++ }, gathered)
  }
}
