import { type Opml, parseOpml } from 'feedsmith'
import { documentRoot } from './feed/document-root.ts'
import { SourceError } from './source.ts'

/** Feeds of one list; nobody has so many. */
const mostFeeds = 10_000

/** A feed that a list names. */
export interface ListedFeed {
  readonly url: string
  readonly title: string | null
}

/**
 * The feeds of an OPML document, in its order and however deep its folders go, each once. What is no address of the web is
 * left out, and counted.
 *
 * @throws SourceError `entities`, `malformed`, `tooMany`
 */
export function readOpml(text: string): { readonly feeds: readonly ListedFeed[]; readonly skipped: number } {
  const root = documentRoot(text)
  if (root?.declaresEntities === true) throw new SourceError('entities')
  if (root?.name !== 'opml') throw new SourceError('malformed', { detail: 'not OPML' })
  const feeds = new Map<string, ListedFeed>()
  let skipped = 0
  for (const { xmlUrl, title, text: name } of outlinesOf(text)) {
    if (xmlUrl === undefined) continue
    const url = webAddress(xmlUrl)
    if (url === null) skipped += 1
    else if (!feeds.has(url)) feeds.set(url, { url, title: title ?? name ?? null })
    if (feeds.size > mostFeeds) throw new SourceError('tooMany', { found: feeds.size, most: mostFeeds })
  }
  return { feeds: [...feeds.values()], skipped }
}

function* outlinesOf(text: string): Generator<Opml.Outline<string>> {
  const waiting = [...parsed(text)].reverse()
  for (let outline = waiting.pop(); outline !== undefined; outline = waiting.pop()) {
    yield outline
    waiting.push(...[...(outline.outlines ?? [])].reverse())
  }
}

function parsed(text: string): readonly Opml.Outline<string>[] {
  try {
    return parseOpml(text).body?.outlines ?? []
  } catch (error) {
    throw new SourceError('malformed', { detail: error instanceof Error ? error.message.slice(0, 300) : '' })
  }
}

/** Some programs write `feed://host/path` or `feed:https://host/path`. */
function webAddress(text: string): string | null {
  const url = URL.parse(
    text
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'http://'),
  )
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.href : null
}
