/**
 * The part file of a stream is a log: what came, in the order in which it came, each piece of it with its place in the
 * stream. It is only ever added to, so that one number says what of it is on disk, as of any other part file; what it
 * holds can be read out of it alone. A record is a head of 16 bytes and so many bytes behind it.
 *
 * | bytes | |
 * | --- | --- |
 * | 0 | kind |
 * | 1 | 0 |
 * | 2–3 | rendition |
 * | 4–7 | piece of the rendition |
 * | 8–11 | which record of the piece, from 0; 0 begins the piece anew |
 * | 12–15 | bytes behind the head |
 */
export const headBytes = 16

export const recordKinds = {
  /** The first record: JSON, see {@link LogPlan}. */
  plan: 0xa5,
  /** Bytes of a piece. */
  bytes: 1,
  /** The piece is whole. */
  end: 2,
  /** The stream is whole. */
  complete: 3,
} as const
export type RecordKind = keyof typeof recordKinds

/** Beyond this a plan is none. */
const mostPlanBytes = 67_108_864

/** What has to be known of a stream once its playlists are gone. */
export interface LogPlan {
  readonly format: 'staffel-stream-1'
  /** Differs where the playlists tell of another recording. */
  readonly fingerprint: string
  readonly renditions: readonly LogRendition[]
}

export interface LogRendition {
  readonly kind: 'video' | 'audio'
  readonly language: string | null
  readonly name: string | null
  /** Of how many pieces it is. */
  readonly pieces: number
  readonly runs: readonly LogRun[]
}

/** Pieces `from` to before `to`, numbered through the rendition. See {@link Run}. */
export interface LogRun {
  readonly epoch: number
  readonly startsAt: number
  readonly clockAtStart: number | null
  /** The piece that has to come first, which may belong to a run before; null for none. */
  readonly init: number | null
  readonly from: number
  readonly to: number
}

/** Bytes of a piece in the log. */
export interface Extent {
  readonly start: number
  readonly length: number
}

export interface LogContents {
  readonly plan: LogPlan
  /** By rendition and piece; null for what is not whole. */
  readonly pieces: readonly (readonly Extent[] | null)[][]
  readonly isComplete: boolean
  /** Behind the last whole record. */
  readonly end: number
}

export interface RecordHead {
  readonly kind: RecordKind
  readonly rendition: number
  readonly piece: number
  readonly ordinal: number
  readonly length: number
}

export function encodeHead({ kind, rendition, piece, ordinal, length }: RecordHead): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(recordKinds[kind], 0)
  head.writeUInt16LE(rendition, 2)
  head.writeUInt32LE(piece, 4)
  head.writeUInt32LE(ordinal, 8)
  head.writeUInt32LE(length, 12)
  return head
}

/** Reads `length` bytes at a place; fewer where the file ends. */
export type ReadAt = (start: number, length: number) => Promise<Buffer>

/** What the first `limit` bytes of a log hold. Null where they are none of a stream's. */
export async function readLog(readAt: ReadAt, limit: number): Promise<LogContents | null> {
  const first = decodeHead(await readAt(0, headBytes))
  if (first?.kind !== 'plan' || first.length > mostPlanBytes || headBytes + first.length > limit) return null
  const plan = parsePlan(await readAt(headBytes, first.length))
  if (plan === null) return null
  const pieces = plan.renditions.map(({ pieces: count }) => Array.from({ length: count }, (): readonly Extent[] | null => null))
  const open = new Map<string, Extent[]>()
  let at = headBytes + first.length
  let isComplete = false
  while (!isComplete && at + headBytes <= limit) {
    const head = decodeHead(await readAt(at, headBytes))
    if (head === null || at + headBytes + head.length > limit) break
    const name = `${head.rendition} ${head.piece}`
    if (head.kind === 'bytes') {
      const extents = head.ordinal === 0 ? [] : open.get(name)
      if (extents === undefined) break
      extents.push({ start: at + headBytes, length: head.length })
      open.set(name, extents)
    } else if (head.kind === 'end') {
      const row = pieces[head.rendition]
      if (row === undefined || head.piece >= row.length) break
      row[head.piece] = open.get(name) ?? []
      open.delete(name)
    } else isComplete = head.kind === 'complete'
    at += headBytes + head.length
  }
  return { plan, pieces, isComplete, end: at }
}

function decodeHead(head: Buffer): RecordHead | null {
  if (head.length < headBytes) return null
  const number = head.readUInt8(0)
  const kind = kinds.find((name) => recordKinds[name] === number)
  if (kind === undefined) return null
  return {
    kind,
    rendition: head.readUInt16LE(2),
    piece: head.readUInt32LE(4),
    ordinal: head.readUInt32LE(8),
    length: head.readUInt32LE(12),
  }
}

const kinds = ['plan', 'bytes', 'end', 'complete'] as const satisfies readonly RecordKind[]

function parsePlan(bytes: Buffer): LogPlan | null {
  try {
    const plan: LogPlan = JSON.parse(bytes.toString('utf8'))
    return plan.format === 'staffel-stream-1' ? plan : null
  } catch {
    return null
  }
}
