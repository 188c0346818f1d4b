import { inspectOptionsSchema } from '../../../src-preload/contract/index.ts'
import type { ExpiredEpisode, RenewalAnswer, RenewalOrder } from '../../queue/ports.ts'
import { sourceFor } from '../registry.ts'
import { type Fetched, SourceError, type SourceTools } from '../source.ts'
import { AnswerError, type InspectingParts, materialOf, toolsOf } from './inspecting.ts'
import { failureOf } from './run.ts'

/** Of so many documents the answers are kept while one source is read: its episodes often stand on the same ones. */
const mostKept = 16

/** Reads a source once more, and looks in it for each episode whose address has expired. Rejects only with the signal's reason. */
export async function renewedLinks(
  source: RenewalOrder['source'],
  episodes: readonly ExpiredEpisode[],
  { fetch, signal }: Pick<InspectingParts, 'fetch' | 'signal'>,
): Promise<readonly RenewalAnswer[]> {
  const options = inspectOptionsSchema.parse({ kind: source.kind })
  const parts: InspectingParts = { options, signal, fetch }
  try {
    const { material, isCut } = await materialOf(source.url, null, parts)
    if (isCut) throw new SourceError('tooLarge')
    const reader = sourceFor(material, source.kind)
    const tools = fetchingOnce(toolsOf(parts))
    const answers: RenewalAnswer[] = []
    for (const episode of episodes) {
      const url = (await reader?.refresh?.(episode, material, tools)) ?? null
      signal.throwIfAborted()
      answers.push(url === null ? { kind: 'gone' } : { kind: 'fresh', url })
    }
    return answers
  } catch (error) {
    signal.throwIfAborted()
    const transient = error instanceof AnswerError && error.answer.transient
    return episodes.map(() => ({ kind: 'failed', failure: failureOf(error), transient }))
  }
}

/** What was made of a document is found again by its material, so that is the same each time. */
function fetchingOnce(tools: SourceTools): SourceTools {
  const kept = new Map<string, Promise<Fetched>>()
  return {
    ...tools,
    fetch(wanted) {
      const key = JSON.stringify([wanted.url, wanted.wants])
      const known = kept.get(key)
      if (known !== undefined) return known
      const answer = tools.fetch(wanted)
      const [oldest] = kept.keys()
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
      kept.set(key, answer)
      return answer
    },
  }
}
