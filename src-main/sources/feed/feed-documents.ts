import { Reach } from '../page/reach.ts'
import { baseOf, resolved } from '../page/resolving.ts'
import type { Fetched, Finding, Material, SourceTools } from '../source.ts'
import type { ReadFeed } from './feed-item.ts'
import { feedFormat, readFeed } from './read-feed.ts'

/** A longer one of the documents behind the first is none. */
const mostBytes = 16_777_216

/** One document of a feed, and where its relative addresses begin; null for a text that came from nowhere. */
interface FeedDocument {
  readonly kind: 'document'
  readonly feed: ReadFeed
  readonly url: string | null
}

type Told = FeedDocument | Extract<Finding, { kind: 'skipped' | 'pages' }>

/**
 * A feed document after document: the one that was asked for, then those with older items that it names (RFC 5005 §3 and §4;
 * `next_url` of JSON Feed). They are read one after the other, each once, as many as pages may be read, and only on the hosts
 * on which pages may be; how far it is is told where there are several. What cannot be read of them is skipped: only the first
 * document decides whether this is a feed.
 *
 * @throws SourceError for the first document, see {@link readFeed}
 */
export async function* feedDocuments(first: Material, tools: SourceTools): AsyncGenerator<Told, void, void> {
  const feed = readFeed(first.text ?? '', first.from === 'server' ? first.mediaType : '')
  const own = first.from === 'server' ? first : null
  yield { kind: 'document', feed, url: own?.url ?? null }
  const reach = new Reach([own?.url ?? null, own?.requestedUrl ?? null], tools.options.hosts)
  const known = new Set([own?.url, own?.requestedUrl])
  const contents = new Set([contentOf(feed)])
  const waiting: string[] = []
  let read = 1

  function* note({ feed: { older, base }, url: from }: Omit<FeedDocument, 'kind'>): Generator<Told> {
    for (const address of older) {
      const url = resolved(address, baseOf(from, base ?? null))
      if (typeof url === 'string') yield { kind: 'skipped', text: address, reason: url }
      else if (!known.has(url.href)) {
        known.add(url.href)
        // A text that somebody pasted asks for nothing to be fetched.
        if (own === null) yield { kind: 'skipped', text: url.href, reason: 'limit' }
        else if (reach.holds(url)) waiting.push(url.href)
        else yield { kind: 'skipped', text: url.href, reason: 'elsewhere' }
      }
    }
  }

  yield* note({ feed, url: own?.url ?? null })
  if (waiting.length > 0) yield { kind: 'pages', read, left: waiting.length }
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (read >= tools.options.maxPages) {
      yield { kind: 'skipped', text: url, reason: 'limit' }
      continue
    }
    const answer = await tools.fetch({ url, wants: 'body', mostBytes, staysAtHost: true })
    tools.signal.throwIfAborted()
    const document = documentIn(answer)
    read += 1
    if (document === null) yield { kind: 'skipped', text: url, reason: 'unreadable' }
    // A server that does not know pages gives the same one for each, and would name the next without end.
    else if (contents.has(contentOf(document.feed))) yield { kind: 'skipped', text: url, reason: 'double' }
    else {
      contents.add(contentOf(document.feed))
      yield document
      yield* note(document)
    }
    yield { kind: 'pages', read, left: waiting.length }
    await tools.breathe()
  }
}

function documentIn(answer: Fetched): FeedDocument | null {
  if (answer.kind === 'failed' || answer.isCut) return null
  const { status, text, mediaType, url } = answer.material
  if (status < 200 || status > 299 || text === null || feedFormat(text, mediaType) === null) return null
  try {
    return { kind: 'document', feed: readFeed(text, mediaType), url }
  } catch {
    return null
  }
}

/** The same for two documents that say the same of the same files. */
function contentOf({ items }: ReadFeed): string {
  const [first, last] = [items[0], items.at(-1)]
  return JSON.stringify([items.length, ...[first, last].map((item) => [item?.id, item?.link, item?.title, item?.files[0]?.url])])
}
