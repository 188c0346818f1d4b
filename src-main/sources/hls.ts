import { chooseHls } from '../streams/choose-hls.ts'
import { type HlsMaster, isHls, readHls } from '../streams/hls.ts'
import { mostPlaylistBytes, type StreamChoice } from '../streams/plan.ts'
import { StreamProblem } from '../streams/stream-problem.ts'
import { type Finding, type Material, type Source, SourceError, type SourceTools } from './source.ts'
import { refused, streamFindings } from './stream-findings.ts'

const mediaTypes = new Set([
  'application/vnd.apple.mpegurl',
  'application/x-mpegurl',
  'audio/mpegurl',
  'audio/x-mpegurl',
  'application/mpegurl',
])

/** HTTP Live Streaming (RFC 8216): one candidate, whose episode fetches the parts of what was chosen. */
export const hls: Source = {
  kind: 'hls',

  /** A list of songs begins the same, and has none of the tags that only streams have. */
  matches(material) {
    if (material.from !== 'server' || material.text === null || !isHls(material.text)) return false
    return mediaTypes.has(material.mediaType) ? !isListOfFiles(material.text) : material.text.includes('#EXT-X-')
  },

  async *inspect(material, tools) {
    try {
      yield* inspect(material, tools)
    } catch (error) {
      throw refused(error)
    }
  },
}

async function* inspect(material: Material, tools: SourceTools): AsyncGenerator<Finding> {
  if (material.from !== 'server' || material.text === null) throw new SourceError('notText')
  const playlist = readHls(material.text, material.url)
  if (playlist.kind === 'media') {
    yield* streamFindings('hls', material, { choices: [], seconds: playlist.seconds, title: null, subtitles: [] })
    return
  }
  for (const text of playlist.unusable) yield { kind: 'skipped', text, reason: 'scheme' }
  // Only there it says whether it has an end, and whether it is protected.
  const { variant } = chooseHls(playlist, [])
  const seconds = await secondsOf(variant.url, tools)
  const { subtitles } = playlist
  yield* streamFindings('hls', material, { choices: choicesOf(playlist), seconds, title: null, subtitles })
}

async function secondsOf(url: string, tools: SourceTools): Promise<number | null> {
  const fetched = await tools.fetch({ url, wants: 'body', mostBytes: mostPlaylistBytes })
  tools.signal.throwIfAborted()
  if (fetched.kind === 'failed' || fetched.material.status >= 400 || fetched.material.text === null) return null
  if (fetched.isCut) throw new StreamProblem('tooLarge', { bytes: mostPlaylistBytes })
  const media = readHls(fetched.material.text, fetched.material.url)
  if (media.kind === 'master') throw new StreamProblem('loop')
  return media.seconds
}

/** Audio is named by variant; what has the same name and language is one choice. */
function choicesOf({ variants }: HlsMaster): readonly StreamChoice[] {
  const audio = new Map(variants.flatMap((variant) => variant.audio.map((found) => [found.id, found] as const)))
  return [...variants, ...audio.values()]
}

function isListOfFiles(text: string): boolean {
  return !/^#EXT-X-/m.test(text)
}
