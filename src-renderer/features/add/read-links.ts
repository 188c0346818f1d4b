import { isDownloadUrl } from '../../../src-preload/contract/index.ts'

/** Why a line holds nothing to download. */
export type LineProblem = 'noLink' | 'scheme' | 'noScheme' | 'invalid'

export interface FoundLink {
  readonly url: string
  /** From 1. */
  readonly line: number
}

export interface BadLine {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly problem: LineProblem
}

export interface ReadLinks {
  /** In the order of the text, each once. */
  readonly links: readonly FoundLink[]
  readonly duplicates: number
  /** Lines that are not empty and hold no usable link. */
  readonly badLines: readonly BadLine[]
}

/** Everything that could be an http or https address within a text: up to white space, quotes or angle brackets. */
const candidates = /https?:\/\/[^\s<>"“”„«»]*/gi
/** What closes a sentence or a bracket around a link, and is seldom meant as its end. */
const closing = /[.,;:!?'’)\]}]$/
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Finds the addresses in a text: one per line, or anywhere within one. Two that differ only in their fragment are one. */
export function readLinks(text: string): ReadLinks {
  const links: FoundLink[] = []
  const badLines: BadLine[] = []
  const seen = new Set<string>()
  let duplicates = 0

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1
    const content = raw.trim()
    if (content === '') continue
    const found = (content.match(candidates) ?? []).map(withoutClosing)
    const usable = found.filter(isDownloadUrl)
    if (usable.length === 0) badLines.push({ line, text: content, problem: found.length > 0 ? 'invalid' : problemOf(content) })
    for (const url of usable) {
      const key = identityOf(url)
      if (seen.has(key)) {
        duplicates += 1
        continue
      }
      seen.add(key)
      links.push({ url, line })
    }
  }
  return { links, duplicates, badLines }
}

/** Takes punctuation off the end; a closing bracket only where the address does not open it. */
function withoutClosing(candidate: string): string {
  let url = candidate
  while (closing.test(url)) {
    const last = url.at(-1) ?? ''
    const opening = brackets[last]
    if (opening !== undefined && count(url, opening) >= count(url, last)) break
    url = url.slice(0, -1)
  }
  return url
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

function problemOf(content: string): LineProblem {
  if (/^[a-z][a-z0-9+.-]*:(?!\d)\S/i.test(content)) return 'scheme'
  return /^[\w-]+(\.[\w-]+)+([/:?#]\S*)?$/.test(content) ? 'noScheme' : 'noLink'
}

function identityOf(url: string): string {
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}
