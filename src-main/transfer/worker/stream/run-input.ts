import { ALL_FORMATS, CustomSource, Input, type InputAudioTrack, type InputVideoTrack } from 'mediabunny'
import type { Extent, LogContents, LogRun } from './log-format.ts'
import { packedHead } from './packed-audio.ts'
import { isTs, type TsContents, tsContents } from './ts-tables.ts'
import { VirtualFile } from './virtual-file.ts'

export type Track = InputVideoTrack | InputAudioTrack

/** A run of a rendition, opened for reading. */
export interface RunInput {
  readonly tracks: readonly Track[]
  /** What a transport stream says it carries; null for other formats. */
  readonly ts: TsContents | null
  /** To be added to the clock of its packets before it is compared with others of its epoch. */
  readonly clockShift: number
  close(): void
}

const tablesBytes = 188 * 4_000
const id3Bytes = 65_536

/** The bytes of a run: what a player has to know first, then its pieces. */
export function extentsOf({ pieces }: LogContents, rendition: number, { init, from, to }: LogRun): readonly Extent[] {
  const row = pieces[rendition] ?? []
  const before = init === null || init >= from ? [] : (row[init] ?? [])
  return [...before, ...row.slice(from, to).flatMap((extents) => extents ?? [])]
}

/** Opens a run with `mediabunny`. Throws where it is of no format that is known there. */
export async function openRun(descriptor: number, log: LogContents, rendition: number, run: LogRun): Promise<RunInput> {
  const plain = new VirtualFile(descriptor, extentsOf(log, rendition, run))
  const packed = packedHead(plain.read(0, id3Bytes))
  const file = packed === null ? plain : new VirtualFile(descriptor, withoutHeads(descriptor, log, rendition, run))
  const input = new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => file.size,
      read: (start, end) => file.read(start, end),
      maxCacheSize: 4_194_304,
      prefetchProfile: 'fileSystem',
    }),
  })
  try {
    const tracks = (await input.getTracks()).filter((track): track is Track => track.isVideoTrack() || track.isAudioTrack())
    const start = plain.read(0, tablesBytes)
    const ts = isTs(start) ? (tsContents(start) ?? { hasVideo: false, hasAudio: false }) : null
    return { tracks, ts, clockShift: packed?.seconds ?? 0, close: () => input.dispose() }
  } catch (error) {
    input.dispose()
    throw error
  }
}

/** Packed audio, as one stream of frames: the tag at the beginning of each piece is left aside. */
function withoutHeads(descriptor: number, { pieces }: LogContents, rendition: number, { from, to }: LogRun): readonly Extent[] {
  return (pieces[rendition] ?? []).slice(from, to).flatMap((extents) => {
    const piece = new VirtualFile(descriptor, extents ?? [])
    let skip = packedHead(piece.read(0, id3Bytes))?.bytes ?? 0
    return (extents ?? []).flatMap(({ start, length }) => {
      const skipped = Math.min(skip, length)
      skip -= skipped
      return skipped === length ? [] : [{ start: start + skipped, length: length - skipped }]
    })
  })
}
