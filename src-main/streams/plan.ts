import { StreamProblem } from './stream-problem.ts'

/** Beyond these nothing is a recording any more: a day in parts of two seconds is 43,200 of them. */
const mostPieces = 200_000
/** A playlist of a day is some 6 MB. */
export const mostPlaylistBytes = 16_777_216

export type RenditionKind = 'video' | 'audio'

/** What can be chosen of a stream. `id` stays the same when the stream is read once more. */
export interface StreamChoice {
  readonly id: string
  readonly kind: RenditionKind
  readonly name: string
  readonly language: string | null
  readonly width: number | null
  readonly height: number | null
  readonly bitsPerSecond: number | null
  readonly isDefault: boolean
}

/** Subtitles as they are offered: files of their own, which players find by their names. */
export interface StreamSubtitles {
  readonly name: string
  readonly language: string | null
  readonly url: string
  /** Whether there is a playlist at the address, whose pieces have to be put together, and not the file. */
  readonly isStream: boolean
}

/** AES-128 in CBC mode with PKCS#7 padding (RFC 8216 §4.3.2.4). */
export interface PieceKey {
  readonly url: string
  readonly iv: Uint8Array
}

export interface ByteRange {
  readonly start: number
  readonly length: number
}

/** What one request brings. */
export interface Piece {
  readonly url: string
  /** Null for the whole answer. */
  readonly range: ByteRange | null
  readonly key: PieceKey | null
  /** What a player has to know before the pieces behind it (fMP4). It may lie there in the clear, whatever its key says. */
  readonly isInit: boolean
  /** How long it plays; 0 for an init. */
  readonly seconds: number
}

/** Pieces that belong together: one timeline, one way of coding. */
export interface Run {
  /** Discontinuity or period, from 0: all runs of an epoch have the same clock. */
  readonly epoch: number
  /** When the epoch begins, in seconds of the stream. */
  readonly startsAt: number
  /** What the pieces' own clock shows then; null where only they can tell. */
  readonly clockAtStart: number | null
  readonly pieces: readonly Piece[]
}

/** One of the tracks, or several tracks in common pieces. */
export interface Rendition {
  readonly kind: RenditionKind
  readonly language: string | null
  readonly name: string | null
  readonly bitsPerSecond: number | null
  readonly runs: readonly Run[]
}

/** All that is to be fetched of a stream, and how it belongs together. */
export interface StreamPlan {
  readonly renditions: readonly Rendition[]
}

/** Called before so many pieces of a stream are held in memory, and as their number grows. Throws a {@link StreamProblem}. */
export function refuseTooMany(found: number): void {
  if (found > mostPieces) throw new StreamProblem('tooMany', { found, most: mostPieces })
}

export function piecesOf(rendition: Rendition): readonly Piece[] {
  return rendition.runs.flatMap(({ pieces }) => pieces)
}

/** The address a reference stands for; throws where that is none of http or https. */
export function addressOf(reference: string, base: string): string {
  const url = URL.parse(reference, base)
  if (url === null) throw new StreamProblem('address', { scheme: '' })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new StreamProblem('address', { scheme: url.protocol.replace(/:$/, '').slice(0, 32) })
  }
  url.hash = ''
  return url.href
}

/** Whether a reference stands for an address of http or https. */
export function isAddress(reference: string, base: string): boolean {
  const protocol = URL.parse(reference, base)?.protocol
  return protocol === 'http:' || protocol === 'https:'
}

/** Ids that are there twice get a number. */
export function distinct<Value extends { readonly id: string }>(values: readonly Value[]): readonly Value[] {
  const counts = new Map<string, number>()
  return values.map((value) => {
    const count = (counts.get(value.id) ?? 0) + 1
    counts.set(value.id, count)
    return count === 1 ? value : { ...value, id: `${value.id}#${count}` }
  })
}

/** The best picture: the most lines, then the most bits. */
export function best<Value extends Pick<StreamChoice, 'height' | 'bitsPerSecond'>>(values: readonly Value[]): Value | undefined {
  return values.toSorted(
    (one, other) => (other.height ?? 0) - (one.height ?? 0) || (other.bitsPerSecond ?? 0) - (one.bitsPerSecond ?? 0),
  )[0]
}
