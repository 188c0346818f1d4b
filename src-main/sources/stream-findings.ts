import type { StreamChoice, StreamSubtitles } from '../streams/plan.ts'
import { StreamProblem } from '../streams/stream-problem.ts'
import { streamTitle } from '../streams/stream-title.ts'
import { type Finding, type FoundChoice, type Material, SourceError } from './source.ts'

type Served = Extract<Material, { from: 'server' }>

/** What is told of a stream: what can be chosen, and the one candidate that it is. */
export function* streamFindings(
  kind: 'hls' | 'dash',
  material: Served,
  facts: {
    readonly choices: readonly StreamChoice[]
    readonly seconds: number | null
    readonly title: string | null
    /** Files of their own beside the film: players find them by their names. */
    readonly subtitles: readonly StreamSubtitles[]
  },
): Generator<Finding> {
  const title = facts.title ?? streamTitle(material.requestedUrl) ?? streamTitle(material.url)
  if (title !== null) yield { kind: 'title', title }
  for (const choice of facts.choices) yield { kind: 'choice', choice: foundChoice(choice) }
  yield {
    kind: 'candidate',
    candidate: {
      // Redirects lead to an address that may be good for an hour.
      url: material.requestedUrl,
      ...(title !== null && { title, fileName: `${title}.mp4` }),
      type: 'video/mp4',
      ...(facts.seconds !== null && facts.seconds > 0 && { durationSeconds: facts.seconds }),
      stream: { kind, choices: facts.choices.filter(({ isDefault }) => isDefault).map(({ id }) => id) },
    },
  }
  const named = title ?? 'subtitles'
  for (const { name, language, url, isStream } of facts.subtitles) {
    const fileName = `${named}.${language ?? name}.vtt`
    yield {
      kind: 'candidate',
      candidate: {
        url,
        title: `${named} (${name})`,
        fileName,
        type: 'text/vtt',
        ...(isStream && { stream: { kind, choices: [] } }),
      },
    }
  }
}

function foundChoice({ id, kind, name, language, width, height, bitsPerSecond, isDefault }: StreamChoice): FoundChoice {
  return {
    id,
    kind,
    name,
    isDefault,
    ...(language !== null && { language }),
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(bitsPerSecond !== null && { bitsPerSecond }),
  }
}

/** What is wrong with a stream, in the words of sources. */
export function refused(error: unknown): unknown {
  if (!(error instanceof StreamProblem)) return error
  const { reason, details } = error
  if (reason === 'address') return new SourceError('malformed', { detail: `scheme ${details.scheme ?? ''}`.trim() })
  if (reason === 'undecodable') return new SourceError('malformed', details)
  return new SourceError(reason, details)
}
