import { type Attributes, type TagListener, TagReader } from '../page/tags.ts'
import type { Finding } from '../source.ts'
import { linksIn } from './find-links.ts'

/** Where an element names an address. */
const attributeOf: Readonly<Record<string, string>> = {
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
const code: ReadonlySet<string> = new Set(['script', 'style', 'template'])
const looked = 65_536
/** Characters of a text that are kept until it ends. */
const mostText = 65_536

/** Whether a text is HTML with links in it, as it is in a clipboard. */
export function isHtml(text: string): boolean {
  return /<(?:a|area|img|audio|video|source|track|embed|iframe)\s[^<>]{0,4096}?\b(?:href|src)\s*=/i.test(text.slice(0, looked))
}

/**
 * The addresses of a piece of HTML that came without its own address, in order. Those that are relative to it lead
 * nowhere, unless it says itself what they are relative to.
 */
export async function* htmlLinks(html: string, breathe: () => Promise<void>): AsyncGenerator<Finding> {
  const listener = new LinkListener()
  const reader = new TagReader(
    html,
    { elements: new EveryName(), attributes: new Set(['href', 'src', 'alt', 'title']) },
    listener,
  )
  for (let goesOn = true; goesOn; ) {
    goesOn = reader.readOn()
    if (!goesOn) listener.end()
    yield* listener.take()
    await breathe()
  }
}

/** Each element ends the text before it. */
class EveryName extends Set<string> {
  override has(): boolean {
    return true
  }
}

class LinkListener implements TagListener {
  readonly hearsText = true
  #found: Finding[] = []
  #base: string | null = null
  /** The link that is open: the text in it becomes its title. */
  #link: string | null = null
  #text = ''
  #code = ''

  opened(name: string, attributes: Attributes): void {
    if (this.#link === null || name === 'a') this.end()
    if (name === 'base') this.#base ??= attributes.get('href') ?? null
    if (code.has(name)) this.#code = name
    const address = attributes.get(attributeOf[name] ?? '')?.trim() ?? ''
    if (address === '' || address.startsWith('#')) return
    const url = URL.parse(address, this.#base ?? undefined)?.href
    if (url === undefined) this.#found.push({ kind: 'skipped', text: address, reason: 'address' })
    else if (name === 'a') this.#link = url
    else this.#add(url, attributes.get('alt') ?? attributes.get('title') ?? '')
  }

  closed(name: string): void {
    if (name === this.#code) this.#code = ''
    if (this.#link === null || name === 'a') this.end()
  }

  text(text: string): void {
    if (this.#code === '' && this.#text.length < mostText) this.#text += text
  }

  /** What was open is over. */
  end(): void {
    const [link, text] = [this.#link, this.#text]
    this.#link = null
    this.#text = ''
    // An address that stands for itself is no title.
    if (link !== null) this.#add(link, /^\s*https?:\/\//i.test(text) ? '' : text)
    else for (const { url } of linksIn(text)) this.#add(url, '')
  }

  take(): Finding[] {
    return this.#found.splice(0)
  }

  #add(url: string, title: string): void {
    this.#found.push({ kind: 'candidate', candidate: { url, ...(title.trim() !== '' && { title: title.trim() }) } })
  }
}
