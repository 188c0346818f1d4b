import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** What is heard of a page, in its order. Names of elements and attributes come in lower case. */
export interface TagListener {
  opened(name: string, attributes: Attributes): void
  closed(name: string): void
  /** Decoded; what belongs together may come in several pieces. */
  text(text: string): void
  /** Whether text is wanted at this place. */
  readonly hearsText: boolean
}

/** By their names; of several of one name the first holds (HTML §13.2.5.33). */
export type Attributes = ReadonlyMap<string, string>

export interface Wanted {
  readonly elements: ReadonlySet<string>
  readonly attributes: ReadonlySet<string>
}

/** Characters that are read in one go: some milliseconds. */
const pieceLength = 131_072
/** No name that is wanted is longer. */
const longestName = 32
/** Values that are longer than any address may be are cut right behind it: whoever reads them sees that they are too long. */
export const longestValue = 65_537

const none: Attributes = new Map()

/**
 * The tags of a page, as far as they are wanted. It stands on the tokenizer alone, not on the parser: that one keeps a list of
 * what is open, so that a page of nothing but open tags takes it hours, and no link needs to know what it lies in.
 */
export class TagReader {
  readonly #html: string
  readonly #tokenizer: Tokenizer
  #at = 0

  constructor(html: string, wanted: Wanted, listener: TagListener) {
    this.#html = html
    this.#tokenizer = new Tokenizer({}, callbacks(html, wanted, listener))
  }

  /** Reads a piece. False once all is read. */
  readOn(): boolean {
    if (this.#at >= this.#html.length) {
      this.#tokenizer.end()
      return false
    }
    this.#tokenizer.write(this.#html.slice(this.#at, this.#at + pieceLength))
    this.#at += pieceLength
    return true
  }
}

/** The tokenizer counts from the beginning of all that was written to it, so its places are places in the page. */
function callbacks(html: string, { elements, attributes: wanted }: Wanted, listener: TagListener): TokenizerCallbacks {
  let element = ''
  let attribute = ''
  let value = ''
  let attributes: Map<string, string> | null = null

  function append(text: string): void {
    if (attribute !== '' && value.length < longestValue) value += text
  }
  function open(): void {
    if (element !== '') listener.opened(element, attributes ?? none)
    element = ''
    attributes = null
  }

  return {
    onopentagname(start, end) {
      const name = end - start > longestName ? '' : html.slice(start, end).toLowerCase()
      element = elements.has(name) ? name : ''
    },
    onattribname(start, end) {
      value = ''
      const name = element === '' || end - start > longestName ? '' : html.slice(start, end).toLowerCase()
      attribute = wanted.has(name) && attributes?.has(name) !== true ? name : ''
    },
    onattribdata(start, end) {
      append(html.slice(start, Math.min(end, start + longestValue)))
    },
    onattribentity(codePoint) {
      append(String.fromCodePoint(codePoint))
    },
    onattribend() {
      if (attribute === '') return
      attributes ??= new Map()
      attributes.set(attribute, value)
      attribute = ''
    },
    onopentagend: open,
    onselfclosingtag: open,
    onclosetag(start, end) {
      const name = end - start > longestName ? '' : html.slice(start, end).toLowerCase()
      if (elements.has(name)) listener.closed(name)
    },
    ontext(start, end) {
      if (listener.hearsText) listener.text(html.slice(start, end))
    },
    ontextentity(codePoint) {
      if (listener.hearsText) listener.text(String.fromCodePoint(codePoint))
    },
    oncdata() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  }
}
