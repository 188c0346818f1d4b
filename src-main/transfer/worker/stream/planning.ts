import { chooseHls } from '../../../streams/choose-hls.ts'
import { type HlsMedia, readHls } from '../../../streams/hls.ts'
import { mostPlaylistBytes, piecesOf, type Rendition, refuseTooMany, type StreamPlan } from '../../../streams/plan.ts'
import { StreamProblem } from '../../../streams/stream-problem.ts'
import type { TransferOrder } from '../../protocol.ts'
import { assertNever } from '../assert-never.ts'
import type { Asking } from './asking.ts'
import { fetchSmall } from './fetch-small.ts'
import { planDash } from './plan-dash.ts'
import { streamProblem } from './stream-failures.ts'

type Stream = NonNullable<TransferOrder['stream']>

/** Reads the playlists of a stream. Throws a {@link Problem}, or why it was aborted. */
export async function planStream(
  { kind, choices }: Stream,
  url: string,
  asking: Asking,
  facts: { readonly hasBytes: boolean },
): Promise<{ readonly plan: StreamPlan; readonly url: string }> {
  try {
    const text = (address: string, isKnown: boolean) => playlistAt(address, asking, isKnown)
    const first = await text(url, facts.hasBytes)
    const plan = await planOf(kind, choices, first, text, asking)
    return { plan, url: first.url }
  } catch (error) {
    throw streamProblem(error, url) ?? error
  }
}

interface Playlist {
  readonly text: string
  readonly url: string
}

function planOf(
  kind: Stream['kind'],
  choices: readonly string[],
  first: Playlist,
  text: (address: string, isKnown: boolean) => Promise<Playlist>,
  asking: Asking,
): Promise<StreamPlan> {
  switch (kind) {
    case 'hls':
      return planHls(choices, first, (address) => text(address, false))
    case 'dash':
      return planDash(choices, first, asking)
    default:
      return assertNever(kind)
  }
}

async function planHls(
  choices: readonly string[],
  first: Playlist,
  text: (address: string) => Promise<Playlist>,
): Promise<StreamPlan> {
  const playlist = readHls(first.text, first.url)
  if (playlist.kind === 'media') return { renditions: [rendition('video', playlist)] }
  const { variant, audio } = chooseHls(playlist, choices)
  const media = async (address: string): Promise<HlsMedia> => {
    const { text: found, url } = await text(address)
    const read = readHls(found, url)
    // Qualities lead to pieces: one that leads to qualities again leads to itself in the end.
    if (read.kind === 'master') throw new StreamProblem('loop')
    return read
  }
  const renditions = [rendition(variant.kind, await media(variant.url), variant)]
  for (const sound of audio) {
    renditions.push(rendition('audio', await media(sound.url), sound))
    refuseTooMany(renditions.reduce((sum, of) => sum + piecesOf(of).length, 0))
  }
  return { renditions }
}

function rendition(
  kind: Rendition['kind'],
  { runs }: HlsMedia,
  facts: Pick<Rendition, 'language' | 'bitsPerSecond'> & { readonly name: string | null } = {
    language: null,
    name: null,
    bitsPerSecond: null,
  },
): Rendition {
  const { language, bitsPerSecond } = facts
  return { kind, language, name: kind === 'audio' ? facts.name : null, bitsPerSecond, runs }
}

async function playlistAt(url: string, asking: Asking, isKnown: boolean): Promise<Playlist> {
  const { bytes, url: answered } = await fetchSmall(asking, { url, range: null, isKnown }, mostPlaylistBytes)
  return { text: new TextDecoder('utf-8').decode(bytes), url: answered }
}
