import { inspectOptionsSchema } from '../../../src-preload/contract/index.ts'
import type { DocumentAnswer, DocumentOrder, ExpiredEpisode, RenewalAnswer, RenewalOrder } from '../../queue/ports.ts'
import { sourceFor } from '../registry.ts'
import { SourceError } from '../source.ts'
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
  const parts: InspectingParts = { options, signal, fetch: fetchedOnce(fetch) }
  try {
    const { material, isCut } = await materialOf(source.url, null, parts)
    if (isCut) throw new SourceError('tooLarge')
    const reader = sourceFor(material, source.kind)
    const answers: RenewalAnswer[] = []
    for (const episode of episodes) {
      const url = (await reader?.refresh?.(episode, material, toolsOf(parts))) ?? null
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

function fetchedOnce(fetch: InspectingParts['fetch']): InspectingParts['fetch'] {
  const kept = new Map<string, Promise<DocumentAnswer>>()
  return (order: Pick<DocumentOrder, 'url' | 'wants' | 'mostBytes'>) => {
    const key = JSON.stringify([order.url, order.wants])
    const known = kept.get(key)
    if (known !== undefined) return known
    const answer = fetch(order)
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    kept.set(key, answer)
    return answer
  }
}
