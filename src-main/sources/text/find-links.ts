/** Something in a text that could be an http or https address. */
export interface TextLink {
  readonly url: string
  /** What stands for it in Markdown: `[title](url)`. */
  readonly title: string | null
}

/** Up to white space, quotes or angle brackets. */
const candidates = /https?:\/\/[^\s<>"“”„«»`]*/gi
/** What closes a sentence or a bracket around a link, and is seldom meant as its end. */
const closing = new Set(".,;:!?'’)]}*。，、；：！？）」』】》")
const brackets: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])
/** How far back the title of a Markdown link may begin. */
const mostTitle = 1_000

/** The addresses in a line, in order. */
export function* linksIn(line: string): Generator<TextLink> {
  for (const match of line.matchAll(candidates)) {
    const url = withoutClosing(match[0])
    if (url !== '') yield { url, title: markdownTitle(line, match.index) }
  }
}

/** Takes punctuation off the end; a closing bracket only where the address does not open it. */
function withoutClosing(candidate: string): string {
  const surplus = new Map<string, number>()
  for (const [close, open] of brackets) surplus.set(close, count(candidate, close) - count(candidate, open))
  let end = candidate.length
  while (end > 0) {
    const last = candidate[end - 1] ?? ''
    if (!closing.has(last)) break
    const unopened = surplus.get(last)
    if (unopened !== undefined && unopened <= 0) break
    if (unopened !== undefined) surplus.set(last, unopened - 1)
    end--
  }
  return candidate.slice(0, end)
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found++
  return found
}

function markdownTitle(line: string, at: number): string | null {
  const before = line.slice(Math.max(0, at - mostTitle), at).replace(/<$/, '')
  if (!before.endsWith('](')) return null
  const title = before.slice(before.lastIndexOf('[') + 1, -2).trim()
  return title === '' || title.includes('](') ? null : title
}
