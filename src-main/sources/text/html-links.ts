import { Parser } from 'htmlparser2'
import type { Finding } from '../source.ts'
import { linksIn } from './find-links.ts'

/** Where an element names an address. */
const attributes: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  img: 'src',
  audio: 'src',
  video: 'src',
  source: 'src',
  track: 'src',
  embed: 'src',
  iframe: 'src',
}
const looked = 65_536
const mostTitle = 1_000
/** Characters that are parsed in one go. */
const portion = 65_536

/** Whether a text is HTML with links in it, as it is in a clipboard. */
export function isHtml(text: string): boolean {
  return /<(?:a|area|img|audio|video|source|track|embed|iframe)\s[^<>]{0,4096}?\b(?:href|src)\s*=/i.test(text.slice(0, looked))
}

/**
 * The addresses of a piece of HTML that came without its own address, in order. Those that are relative to it lead
 * nowhere, unless it says itself what they are relative to.
 */
export function* htmlLinks(html: string): Generator<Finding> {
  let found: Finding[] = []
  const reader = new LinkReader((finding) => found.push(finding))
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true })
  for (let from = 0; from < html.length; from += portion) {
    parser.write(html.slice(from, from + portion))
    yield* found
    found = []
  }
  parser.end()
  reader.onend()
  yield* found
}

class LinkReader {
  readonly #tell: (finding: Finding) => void
  #base: string | null = null
  /** The link that is open: its text becomes its title. */
  #link: { readonly url: string; title: string } | null = null
  #isCode = false

  constructor(tell: (finding: Finding) => void) {
    this.#tell = tell
  }

  onopentag(name: string, values: Readonly<Record<string, string>>): void {
    if (name === 'base' && values.href !== undefined) this.#base ??= values.href
    if (name === 'script' || name === 'style') this.#isCode = true
    const attribute = attributes[name]
    const value = attribute === undefined ? undefined : values[attribute]?.trim()
    if (value === undefined || value === '' || value.startsWith('#')) return
    const url = URL.parse(value, this.#base ?? undefined)?.href ?? null
    if (name === 'a') this.#endLink()
    if (url === null) this.#tell({ kind: 'skipped', text: value, reason: 'address' })
    else if (name === 'a') this.#link = { url, title: '' }
    else this.#tell({ kind: 'candidate', candidate: { url, ...titled(values.alt ?? values.title) } })
  }

  ontext(text: string): void {
    if (this.#isCode) return
    if (this.#link !== null) {
      if (this.#link.title.length < mostTitle) this.#link.title += text
      return
    }
    for (const { url } of linksIn(text)) this.#tell({ kind: 'candidate', candidate: { url } })
  }

  onclosetag(name: string): void {
    if (name === 'script' || name === 'style') this.#isCode = false
    if (name === 'a') this.#endLink()
  }

  onend(): void {
    this.#endLink()
  }

  #endLink(): void {
    if (this.#link === null) return
    const { url, title } = this.#link
    this.#link = null
    // An address that stands for itself says nothing.
    this.#tell({ kind: 'candidate', candidate: { url, ...(/^https?:\/\//i.test(title.trim()) ? {} : titled(title)) } })
  }
}

function titled(title: string | undefined): { readonly title?: string } {
  return title === undefined || title.trim() === '' ? {} : { title }
}
