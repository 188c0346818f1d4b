import { addressesOf, type NamedAddress, wanted } from './addresses.ts'
import { type Attributes, type TagListener, TagReader } from './tags.ts'
import { shown } from './text.ts'

/** An address as a page names it: neither resolved nor judged. */
export interface Reference extends NamedAddress {
  /** What a person reads of it. Empty where the page says nothing. */
  title: string
  /** What stands behind it in the list of a folder's files. */
  readonly beside: Beside
}

export interface Beside {
  text: string
  /** Media type, as a column of its own says it. */
  type: string
  /** Bytes, where the page says them beside what it shows. */
  size: number | null
  /** Milliseconds since the epoch, where the page says it beside what it shows. */
  date: number | null
}

/** What text that comes belongs to. Null: nothing that is wanted. */
type Heard = 'title' | 'link' | 'beside' | 'type' | null

/** Characters that are kept of a text before its spaces are drawn together. */
const longestText = 4_000
/** A link that is still open after so many others was never closed. */
const mostInsideLink = 1_000
/** How Apache's lists are sorted, and nginx's with its fancyindex: also where their author wrote a title of his own. */
const sortLink = /^\?C=[NMSD][;&]O=[AD]$/
/** What changes how Caddy shows a listing, as a table or as tiles: the tiles have nothing else of their own. */
const layoutLink = /^javascript:queryParam\('layout'/
/** A tile says in its tip when its file was written: `March 9, 2026 at 14:05:06`, in UTC. */
const tileTip = /^([A-Z][a-z]{2,8} \d{1,2}, \d{4}) at (\d{2}:\d{2}:\d{2})$/
/** How Apache, nginx and lighttpd call the list of a folder's files, and how Python's http.server does. */
const listingTitle = /^\s*(?:index of|directory listing for)\s*\//i

/**
 * Reads a page piece by piece and gives the addresses it names, in its order.
 *
 * Pictures that a script loads when they come into view are taken from where that script would find them: `data-src`,
 * `data-srcset`, `data-original`, `data-lazy-src` and `data-lazy-srcset`. The `data:` address that stands in `src` meanwhile
 * is no loss and is left out without a word. What `<noscript>` has for them is read too.
 */
export class PageReader {
  /** What `<title>` says. */
  title: string | null = null
  /** What relative addresses are relative to, as the first `<base>` says (HTML §4.2.3). Relative itself at times. */
  base: string | null = null
  /** Whether the page is the list of a folder's files that a server made. */
  isListing = false
  /** Whether the page asks robots to follow none of its links. */
  asksNotToFollow = false

  readonly #tags: TagReader
  #found: Reference[] = []
  #isRead = false
  /** The link whose text is read, and its place among those found. */
  #open: { readonly link: Reference; readonly index: number } | null = null
  /** The last link, of which more may be said behind it. */
  #last: Reference | null = null
  #hears: Heard = null
  #text = ''
  /** Of the picture inside the open link. */
  #alternative = ''

  constructor(html: string) {
    const reader = this
    const listener: TagListener = {
      get hearsText() {
        return reader.#hears !== null && reader.#text.length < longestText
      },
      opened: (name, attributes) => this.#opened(name, attributes),
      closed: (name) => this.#closed(name),
      text: (text) => {
        this.#text += text.slice(0, longestText)
      },
    }
    this.#tags = new TagReader(html, wanted, listener)
  }

  /** Reads on. False once all is read. */
  readOn(): boolean {
    if (this.#tags.readOn()) return true
    this.#isRead = true
    this.#endLink()
    return false
  }

  /** What was found since the last time and of which all is known. */
  take(): Reference[] {
    const known = this.isListing && !this.#isRead ? Math.max(0, this.#found.length - 1) : this.#found.length
    const until = Math.min(this.#open?.index ?? known, known)
    const taken = this.#found.slice(0, until)
    this.#found = this.#found.slice(until)
    if (this.#open !== null) this.#open = { link: this.#open.link, index: this.#open.index - until }
    return taken
  }

  #opened(name: string, attributes: Attributes): void {
    switch (name) {
      case 'title':
        if (this.title === null && this.#open === null) this.#hear('title')
        return
      case 'base':
        this.base ??= attributes.get('href') ?? null
        return
      case 'table':
        // Caddy names a listing after its folder; this is what it has in common through all its versions.
        if (attributes.get('aria-describedby') === 'summary') this.isListing = true
        return
      case 'td':
        this.#cell(attributes)
        return
      case 'time': {
        const date = Date.parse(attributes.get('datetime')?.trim() ?? '')
        if (this.#last !== null && !Number.isNaN(date)) this.#last.beside.date = date
        return
      }
      case 'meta':
        if (/^robots$/i.test(attributes.get('name')?.trim() ?? ''))
          this.asksNotToFollow ||= /(?:^|[\s,])(?:nofollow|none)(?:$|[\s,])/i.test(attributes.get('content') ?? '')
        break
      case 'a':
        this.#endLink()
        this.isListing ||= sortLink.test(attributes.get('href') ?? '') || layoutLink.test(attributes.get('href') ?? '')
        break
      case 'img':
        this.#alternative ||= attributes.get('alt') ?? ''
        break
    }
    if (this.isListing && name !== 'a') return
    for (const address of addressesOf(name, attributes)) this.#add(name, attributes, address)
  }

  #add(name: string, attributes: Attributes, address: NamedAddress): void {
    const said = attributes.get('title') || attributes.get('aria-label') || attributes.get('alt') || ''
    const date = this.isListing ? tileDate(said) : null
    const reference = { ...address, title: shown(said), beside: { text: '', type: '', size: null, date } }
    if (name === 'a') {
      // Apache makes links of the pictures beside the names too, if it is told to.
      if (this.isListing && this.#found.at(-1)?.address === address.address) this.#found.pop()
      this.#open = { link: reference, index: this.#found.length }
      this.#last = reference
      this.#alternative = ''
      this.#hear('link')
    } else if (this.#open !== null && this.#found.length - this.#open.index > mostInsideLink) this.#endLink()
    this.#found.push(reference)
  }

  #closed(name: string): void {
    switch (name) {
      case 'title':
        if (this.#hears !== 'title') return
        this.title = shown(this.#text)
        this.isListing ||= listingTitle.test(this.title)
        this.#hear(null)
        return
      case 'a':
        this.#closeLink()
        return
      case 'td':
        if (this.#hears !== 'type') return
        this.#endType()
        return
      case 'tr':
      case 'pre':
      case 'ul':
      case 'table':
        this.#endBeside()
        return
    }
  }

  /** A cell beside a listed file: Caddy has the exact size in an attribute, lighttpd the media type in the class `t`. */
  #cell(attributes: Attributes): void {
    if (this.#hears !== 'beside' || this.#last === null) return
    const exact = attributes.get('data-size') ?? attributes.get('data-order') ?? ''
    if (/^\d{1,15}$/.test(exact)) this.#last.beside.size = Number(exact)
    if (attributes.get('class') === 't') {
      this.#last.beside.text += this.#text
      this.#hear('type')
    } else this.#text += '\t'
  }

  /** The text of a link says what it is; where it has none, the picture in it or a `title` does. */
  #closeLink(): void {
    if (this.#open === null) return
    const { link } = this.#open
    const [said, pictured] = [link.title, shown(this.#alternative)]
    link.title = shown(this.#text) || said || pictured
    this.#open = null
    this.#hear(this.isListing ? 'beside' : null)
  }

  #endType(): void {
    if (this.#last !== null) this.#last.beside.type = shown(this.#text)
    this.#hear('beside')
  }

  #endBeside(): void {
    if (this.#hears === 'type') this.#endType()
    if (this.#hears !== 'beside') return
    if (this.#last !== null) this.#last.beside.text += this.#text
    this.#last = null
    this.#hear(null)
  }

  #endLink(): void {
    this.#closeLink()
    this.#endBeside()
    this.#last = null
  }

  #hear(what: Heard): void {
    this.#hears = what
    this.#text = ''
  }
}

function tileDate(tip: string): number | null {
  const [, day, time] = tileTip.exec(tip) ?? []
  const date = day === undefined ? Number.NaN : Date.parse(`${day} ${time} UTC`)
  return Number.isNaN(date) ? null : date
}
