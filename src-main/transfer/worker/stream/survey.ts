import { Mp4OutputFormat } from 'mediabunny'
import { CannotJoin } from './cannot-join.ts'
import type { LogContents } from './log-format.ts'
import { openRun, type RunInput, type Track } from './run-input.ts'

/** A track of the file to be: out of one rendition, the same track of each of its runs. */
export interface Line {
  readonly rendition: number
  readonly type: 'video' | 'audio'
  /** Which of the tracks of its type it is. */
  readonly place: number
  readonly codec: string | null
  /** Of each run: how it is coded, and its first packet's time on its own clock. */
  readonly runs: readonly { readonly coding: string; readonly firstAt: number }[]
}

export interface Survey {
  readonly lines: readonly Line[]
  readonly isTs: boolean
  /** Whether all that it carries was found, coded in one way throughout, and fits into an MP4. */
  readonly fitsMp4: boolean
}

/** Looks at the beginning of each run of each rendition. */
export async function surveyOf(descriptor: number, log: LogContents): Promise<Survey> {
  const supported = new Set<string>(new Mp4OutputFormat().getSupportedCodecs())
  const lines: Line[] = []
  const hasOwnAudio = log.plan.renditions.some(({ kind }, index) => index > 0 && kind === 'audio')
  let isTs = true
  let fitsMp4 = true
  for (const [rendition, { kind, runs }] of log.plan.renditions.entries()) {
    const wanted = (track: Track) => (kind === 'audio' ? track.isAudioTrack() : !(hasOwnAudio && track.isAudioTrack()))
    const found: Line[][] = []
    for (const run of runs) {
      const input = await openRun(descriptor, log, rendition, run)
      try {
        isTs &&= input.ts !== null
        fitsMp4 &&= !isShort(input)
        found.push(await linesOf(input, rendition, wanted))
      } finally {
        input.close()
      }
    }
    for (const line of found[0] ?? []) {
      const runsOf = found.map((others) => others.find(({ type, place }) => type === line.type && place === line.place))
      const same = runsOf.flatMap((other) => other?.runs ?? [])
      fitsMp4 &&= same.length === runs.length && same.every(({ coding }) => coding === same[0]?.coding)
      fitsMp4 &&= line.codec !== null && supported.has(line.codec)
      lines.push({ ...line, runs: same })
    }
  }
  if (lines.length === 0 && !isTs) throw new CannotJoin('nothing')
  return { lines, isTs, fitsMp4: fitsMp4 && lines.length > 0 }
}

/** Whether a transport stream carries what was not found in it. */
function isShort({ ts, tracks }: RunInput): boolean {
  if (ts === null) return false
  const has = (type: Track['type']) => tracks.some((track) => track.type === type)
  return (ts.hasVideo && !has('video')) || (ts.hasAudio && !has('audio'))
}

async function linesOf(input: RunInput, rendition: number, wanted: (track: Track) => boolean): Promise<Line[]> {
  const lines: Line[] = []
  for (const track of input.tracks.filter(wanted)) {
    const type = track.isVideoTrack() ? 'video' : 'audio'
    const place = lines.filter((line) => line.type === type).length
    const codec = await track.getCodec()
    const coding = await codingOf(track)
    const firstAt = (await track.getFirstTimestamp()) + input.clockShift
    lines.push({ rendition, type, place, codec, runs: [{ coding, firstAt }] })
  }
  return lines
}

/** Differs where a player would have to begin anew. */
async function codingOf(track: Track): Promise<string> {
  const config = await track.getDecoderConfig()
  if (config === null) return ''
  const { description, ...rest } = config
  const bytes = description === undefined ? '' : Buffer.from(toBytes(description)).toString('base64')
  return JSON.stringify({ ...rest, bytes })
}

function toBytes(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source)
}
