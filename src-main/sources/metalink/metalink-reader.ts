import { SaxesParser, type SaxesTagNS } from 'saxes'
import { SourceError } from '../source.ts'
import type { DescribedFile, DescribedHash, DescribedPlace } from './described-file.ts'

/** Longer than any field that is read; of a longer one the beginning says nothing. */
const mostText = 65_536
/** What an OpenPGP signature begins with that is text (RFC 9580 §6.2). */
const armour = '-----BEGIN PGP SIGNATURE-----\n'
/** Metalinks nest five deep. */
const mostDepth = 32
/** Of one file. */
const mostPlaces = 1_000
const mostFields = 100
/** Of a whole document: what a file of 4 TB has in pieces of 4 MiB. A file that would have more has none. */
const mostPieces = 1_000_000

interface Element {
  readonly name: string
  readonly attributes: SaxesTagNS['attributes']
}

interface OpenPieces {
  readonly type: string
  readonly length: string
  readonly hashes: { place: string | null; value: string }[]
}

interface OpenFile {
  readonly name: string
  identity: string | null
  version: string | null
  size: string | null
  readonly systems: string[]
  readonly languages: string[]
  readonly hashes: DescribedHash[]
  readonly pieces: OpenPieces[]
  readonly places: DescribedPlace[]
  signature: string | null
}

/**
 * Reads a Metalink 4 (RFC 5854) or 3 as it comes, piece by piece. The two differ in where things stand and in what
 * attributes are called, and contradict each other nowhere, so that one reader takes both; elements of other
 * namespaces are passed over (RFC 5854 §3). Whatever is longer than anybody writes is left out, so that a document
 * without an end needs no memory without one.
 */
export class MetalinkReader {
  readonly #parser = new SaxesParser({ xmlns: true })
  readonly #stack: Element[] = []
  #namespace = ''
  /** How deep it is within an element of another namespace. */
  #foreignDepth = 0
  #text = ''
  #isTooLong = false
  #file: OpenFile | null = null
  #files: DescribedFile[] = []
  #piecesRead = 0
  #identity: string | null = null
  #version: string | null = null
  #origin: string | null = null

  constructor() {
    this.#parser.on('error', (error) => {
      const detail = error.message.replace(/^\d+:\d+: /, '').slice(0, 200)
      throw new SourceError('malformed', { detail, line: this.#parser.line })
    })
    // What a DOCTYPE declares may stand for more than there is memory; a Metalink has none.
    this.#parser.on('doctype', () => {
      throw new SourceError('entities')
    })
    this.#parser.on('opentag', (tag) => this.#open(tag))
    this.#parser.on('closetag', () => this.#close())
    this.#parser.on('text', (text) => this.#take(text))
    this.#parser.on('cdata', (text) => this.#take(text))
  }

  /** Where a newer one of a document that changes is to be had (`dynamic`); null where it names none. */
  get origin(): string | null {
    return this.#origin
  }

  /** What the document as a whole says it is. */
  get identity(): string | null {
    return this.#identity
  }

  /** The files that these characters complete. Throws a {@link SourceError}. */
  read(characters: string): readonly DescribedFile[] {
    this.#parser.write(characters)
    return this.#taken()
  }

  /** Nothing comes any more. Throws a {@link SourceError} where it ends too early. */
  end(): void {
    this.#parser.close()
  }

  #taken(): readonly DescribedFile[] {
    const files = this.#files
    this.#files = []
    return files
  }

  #open({ local, uri, attributes }: SaxesTagNS): void {
    if (this.#stack.length + this.#foreignDepth >= mostDepth) throw this.#malformed('nested too deep')
    if (this.#stack.length === 0) {
      if (local !== 'metalink') throw this.#malformed('not a Metalink')
      this.#namespace = uri
      if (attributes.type?.value === 'dynamic') this.#origin = attributes.origin?.value ?? null
    }
    if (this.#foreignDepth > 0 || uri !== this.#namespace) {
      this.#foreignDepth++
      return
    }
    const parent = this.#stack.at(-1)?.name
    this.#stack.push({ name: local, attributes })
    this.#text = ''
    this.#isTooLong = false
    if (local === 'file' && (parent === 'metalink' || parent === 'files')) this.#file = openFile(attributes.name?.value ?? '')
    if (local === 'pieces' && (this.#file?.pieces.length ?? mostFields) < mostFields) {
      this.#file?.pieces.push({ type: attributes.type?.value ?? '', length: attributes.length?.value ?? '', hashes: [] })
    }
  }

  #take(text: string): void {
    if (this.#foreignDepth > 0) return
    if (this.#text.length + text.length > mostText) this.#isTooLong = true
    else this.#text += text
  }

  #close(): void {
    if (this.#foreignDepth > 0) {
      this.#foreignDepth--
      return
    }
    const element = this.#stack.pop()
    const text = this.#text.trim()
    this.#text = ''
    if (element === undefined) return
    const parent = this.#stack.at(-1)?.name
    if (element.name === 'file' && this.#file !== null && (parent === 'metalink' || parent === 'files')) {
      this.#files.push(this.#closed(this.#file))
      this.#file = null
      return
    }
    if (text === '' || this.#isTooLong) return
    if (this.#file === null) this.#noteDocument(element, parent, text)
    else this.#noteFile(this.#file, element, parent, text)
  }

  #noteDocument({ name, attributes }: Element, parent: string | undefined, text: string): void {
    if (parent !== 'metalink') return
    if (name === 'identity') this.#identity = text
    if (name === 'version') this.#version = text
    if (name === 'origin' && attributes.dynamic?.value === 'true') this.#origin = text
  }

  #noteFile(file: OpenFile, { name, attributes }: Element, parent: string | undefined, text: string): void {
    if (parent === 'pieces') {
      if (name === 'hash') this.#notePiece(file, attributes.piece?.value ?? null, text)
      return
    }
    if (parent !== 'file' && parent !== 'verification' && parent !== 'resources') return
    switch (name) {
      case 'identity':
        file.identity = text
        break
      case 'version':
        file.version = text
        break
      case 'size':
        file.size = text
        break
      case 'os':
        if (file.systems.length < mostFields) file.systems.push(text)
        break
      case 'language':
        if (file.languages.length < mostFields) file.languages.push(text)
        break
      case 'hash':
        if (file.hashes.length < mostFields) file.hashes.push({ type: attributes.type?.value ?? '', value: text })
        break
      case 'signature':
        if (text.startsWith(armour)) file.signature ??= `${text}\n`
        break
      case 'url':
      case 'metaurl':
        if (file.places.length < mostPlaces) file.places.push(placeOf(name, attributes, text))
        break
    }
  }

  #notePiece(file: OpenFile, place: string | null, value: string): void {
    if (++this.#piecesRead <= mostPieces) file.pieces.at(-1)?.hashes.push({ place, value })
    // Of a list with gaps nothing could be said.
    else file.pieces.length = 0
  }

  #closed(file: OpenFile): DescribedFile {
    return { ...file, identity: file.identity ?? this.#identity, version: file.version ?? this.#version }
  }

  #malformed(detail: string): SourceError {
    return new SourceError('malformed', { detail, line: this.#parser.line })
  }
}

function openFile(name: string): OpenFile {
  return {
    name,
    identity: null,
    version: null,
    size: null,
    systems: [],
    languages: [],
    hashes: [],
    pieces: [],
    places: [],
    signature: null,
  }
}

/** RFC 5854 §4.2.16: priority 1 comes first. Metalink 3: preference 100 does. */
function placeOf(name: 'url' | 'metaurl', attributes: SaxesTagNS['attributes'], address: string): DescribedPlace {
  const kind = name === 'metaurl' ? (attributes.mediatype?.value ?? 'metaurl') : attributes.type?.value
  const priority = wholeNumber(attributes.priority?.value)
  const preference = wholeNumber(attributes.preference?.value)
  const rank = priority ?? (preference === null ? Infinity : -preference)
  return { address, kind: kind?.trim().toLowerCase() ?? null, rank }
}

/** Null where it is none. */
export function wholeNumber(text: string | null | undefined): number | null {
  if (text == null || !/^\s*\d{1,16}\s*$/.test(text)) return null
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : null
}
