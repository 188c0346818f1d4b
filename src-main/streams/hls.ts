import { parse, setOptions, type types } from 'hls-parser'
import {
  addressOf,
  best,
  distinct,
  isAddress,
  mostPlaylistBytes,
  type Piece,
  type PieceKey,
  type RenditionKind,
  type Run,
  refuseTooMany,
  type StreamChoice,
  type StreamSubtitles,
} from './plan.ts'
import { StreamProblem } from './stream-problem.ts'

// It would tell each deviation on standard error.
setOptions({ silent: true })

/** HTTP Live Streaming (RFC 8216), read by `hls-parser`. Addresses in what comes out are absolute. */
export type HlsPlaylist = HlsMaster | HlsMedia

export interface HlsVariant extends StreamChoice {
  readonly url: string
  /** Audio that belongs to it; those without an address are in its own pieces. */
  readonly audio: readonly HlsAudio[]
}

export interface HlsAudio extends StreamChoice {
  readonly url: string | null
}

export interface HlsMaster {
  readonly kind: 'master'
  readonly variants: readonly HlsVariant[]
  /** Each address once. */
  readonly subtitles: readonly StreamSubtitles[]
  /** What it names at addresses that are none of http or https. */
  readonly unusable: readonly string[]
}

export interface HlsMedia {
  readonly kind: 'media'
  readonly seconds: number
  readonly runs: readonly Run[]
}

const longestLine = 65_536
const mostVariants = 1_000

export function isHls(text: string): boolean {
  return /^\uFEFF?#EXTM3U(?:[ \t\r\n]|$)/.test(text)
}

/** Throws a {@link StreamProblem} where nothing can be fetched by it: live, protected, malformed. */
export function readHls(text: string, url: string): HlsPlaylist {
  if (!isHls(text)) throw new StreamProblem('malformed', { detail: 'no #EXTM3U' })
  if (text.length > mostPlaylistBytes) throw new StreamProblem('tooLarge', { bytes: text.length })
  refuseBeforeReading(text)
  let playlist: types.MasterPlaylist | types.MediaPlaylist
  try {
    playlist = parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new StreamProblem('malformed', { detail: error instanceof Error ? error.message.slice(0, 200) : '' })
  }
  return playlist.isMasterPlaylist ? master(playlist, url) : media(playlist, url)
}

/** What the parser would swallow: keys of DRM beside others, lines without end, variables that it does not fill in. */
function refuseBeforeReading(text: string): void {
  let segments = 0
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end
    if (next - at > longestLine) throw new StreamProblem('malformed', { detail: 'a line without end' })
    if (text.startsWith('#EXTINF', at)) refuseTooMany(++segments)
    if (text.startsWith('#EXT-X-KEY', at) || text.startsWith('#EXT-X-SESSION-KEY', at)) {
      if (text.slice(at, next).includes('SAMPLE-AES')) throw new StreamProblem('protected')
    }
    if (text.startsWith('#EXT-X-DEFINE', at)) throw new StreamProblem('malformed', { detail: 'EXT-X-DEFINE' })
    at = next + 1
  }
}

function master(playlist: types.MasterPlaylist, base: string): HlsMaster {
  for (const key of playlist.sessionKeyList) refuseProtected(key)
  const listed = playlist.variants.filter(({ isIFrameOnly }) => isIFrameOnly !== true)
  if (listed.length > mostVariants) throw new StreamProblem('tooMany', { found: listed.length, most: mostVariants })
  const withPicture = listed.filter(hasPicture)
  const kind: RenditionKind = withPicture.length > 0 ? 'video' : 'audio'
  const chosen = withPicture.length > 0 ? withPicture : listed
  const usable = chosen.filter(({ uri }) => isAddress(uri, base))
  const unusable = chosen.filter((variant) => !usable.includes(variant)).map(({ uri }) => uri)
  const variants = distinct(usable.map((variant) => variantOf(variant, kind, base)))
  const first = best(variants)
  if (first === undefined) throw new StreamProblem('nothing')
  return {
    kind: 'master',
    variants: variants.map((variant) => ({ ...variant, isDefault: variant === first })),
    subtitles: subtitlesOf(usable, base),
    unusable,
  }
}

function variantOf(variant: types.Variant, kind: RenditionKind, base: string): HlsVariant {
  const { width = null, height = null } = variant.resolution ?? {}
  const bitsPerSecond = wholeOrNull(variant.averageBandwidth ?? variant.bandwidth)
  const size = width === null || height === null ? '' : `${width}x${height}`
  return {
    id: `${kind}:${[size, wholeOrNull(variant.bandwidth) ?? '', variant.codecs ?? ''].join(':')}`.slice(0, 190),
    kind,
    name: height === null ? `${Math.round((bitsPerSecond ?? 0) / 1_000)} kbit/s` : `${height}p`,
    language: null,
    width: wholeOrNull(width),
    height: wholeOrNull(height),
    bitsPerSecond,
    isDefault: false,
    url: addressOf(variant.uri, base),
    audio: audioOf(variant, base),
  }
}

function audioOf({ audio }: types.Variant, base: string): readonly HlsAudio[] {
  const usable = audio.filter(({ uri }) => uri === undefined || isAddress(uri, base))
  const fallback = usable.find(({ isDefault }) => isDefault) ?? usable[0]
  return distinct(
    usable.map((rendition): HlsAudio => {
      const language = rendition.language ?? null
      return {
        id: `audio:${language ?? ''}:${rendition.name}`.slice(0, 190),
        kind: 'audio',
        name: rendition.name,
        language,
        width: null,
        height: null,
        bitsPerSecond: null,
        isDefault: rendition === fallback,
        url: rendition.uri === undefined ? null : addressOf(rendition.uri, base),
      }
    }),
  )
}

function subtitlesOf(variants: readonly types.Variant[], base: string): readonly StreamSubtitles[] {
  const found = new Map<string, StreamSubtitles>()
  for (const { name, language, uri } of variants.flatMap(({ subtitles }) => subtitles)) {
    if (uri === undefined || !isAddress(uri, base)) continue
    const url = addressOf(uri, base)
    found.set(url, { name, language: language ?? null, url, isStream: true })
  }
  return [...found.values()]
}

/** Without a word about codecs a variant is taken for one with a picture. */
function hasPicture({ resolution, codecs }: types.Variant): boolean {
  if (resolution !== undefined || codecs === undefined || codecs.trim() === '') return true
  return codecs.split(',').some((codec) => !/^\s*(mp4a|ac-3|ec-3|ac-4|opus|flac|alac|mp3|vorbis|dts|stpp|wvtt)/i.test(codec))
}

function media(playlist: types.MediaPlaylist, base: string): HlsMedia {
  // One that says that it never changes has its end, named or not (RFC 8216 §4.3.3.5).
  if (!playlist.endlist && playlist.playlistType !== 'VOD') {
    if (playlist.segments.length === 0) throw new StreamProblem('nothing')
    throw new StreamProblem('live')
  }
  const runs: { epoch: number; startsAt: number; clockAtStart: null; pieces: Piece[] }[] = []
  let map: string | null = null
  let epoch = -1
  let epochStartsAt = 0
  let discontinuity: number | null = null
  let seconds = 0
  for (const segment of playlist.segments) {
    const duration = Number.isFinite(segment.duration) && segment.duration > 0 ? segment.duration : 0
    if (segment.gap === true) {
      seconds += duration
      continue
    }
    const key = keyOf(segment, base)
    const init = segment.map ? pieceOf(segment.map, { base, key, isInit: true, seconds: 0 }) : null
    const initName = init === null ? null : nameOf(init)
    const isNewEpoch = segment.discontinuitySequence !== discontinuity
    if (isNewEpoch) {
      epoch++
      discontinuity = segment.discontinuitySequence
      epochStartsAt = seconds
    }
    if (isNewEpoch || initName !== map) {
      map = initName
      runs.push({ epoch, startsAt: epochStartsAt, clockAtStart: null, pieces: init === null ? [] : [init] })
    }
    runs.at(-1)?.pieces.push(pieceOf(segment, { base, key, isInit: false, seconds: duration }))
    seconds += duration
  }
  if (runs.length === 0) throw new StreamProblem('nothing')
  return { kind: 'media', seconds, runs }
}

function pieceOf(
  found: { readonly uri: string; readonly byterange?: types.Byterange | undefined },
  { base, ...rest }: Omit<Piece, 'url' | 'range'> & { readonly base: string },
): Piece {
  const { byterange } = found
  const range = byterange === undefined ? null : { start: byterange.offset, length: byterange.length }
  if (range !== null && !(isWhole(range.start) && isWhole(range.length) && isWhole(range.start + range.length))) {
    throw new StreamProblem('malformed', { detail: 'EXT-X-BYTERANGE' })
  }
  return { url: addressOf(found.uri, base), range, ...rest }
}

function nameOf({ url, range }: Piece): string {
  return `${url} ${range?.start ?? ''} ${range?.length ?? ''}`
}

/** Without an IV of its own the number of the segment is it, as 128 bits (RFC 8216 §5.2). */
function keyOf({ key, mediaSequenceNumber }: types.Segment, base: string): PieceKey | null {
  if (key == null || key.method === 'NONE') return null
  refuseProtected(key)
  if (key.uri === undefined) throw new StreamProblem('malformed', { detail: 'EXT-X-KEY' })
  const iv = new Uint8Array(16)
  if (key.iv === undefined)
    new DataView(iv.buffer).setBigUint64(8, BigInt(isWhole(mediaSequenceNumber) ? mediaSequenceNumber : 0))
  else iv.set(new Uint8Array(key.iv).subarray(0, 16))
  return { url: addressOf(key.uri, base), iv }
}

function refuseProtected({ method, format }: types.Key): void {
  const isPlain = method === 'NONE' || (method === 'AES-128' && (format === undefined || format === 'identity'))
  if (!isPlain) throw new StreamProblem('protected')
}

function wholeOrNull(value: number | null | undefined): number | null {
  return value != null && Number.isFinite(value) && value > 0 ? Math.round(value) : null
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
