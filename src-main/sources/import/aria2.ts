import { type ExpectedChecksum, isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { linesOf } from '../lines.ts'
import type { Finding, FoundCandidate } from '../source.ts'
import type { ImportFormat, ImportText } from './format.ts'
import { OnceTold } from './once-told.ts'
import { checksumOf, placeOf, relativeFolder } from './values.ts'

/** Where a file is looked at to tell what it is. Characters. */
const longestLook = 262_144
/** Longer ones are neither addresses nor options. */
const longestLine = 1_048_576
const option = /^[ \t]+([a-z0-9][a-z0-9-]{0,60})=(.*)$/i
/** What aria2 says of its own doing, which means nothing to another program. */
const ownMatters: ReadonlySet<string> = new Set(['gid', 'pause', 'pause-metadata', 'save-session', 'continue'])

/**
 * The input files of aria2, which its sessions are, too (aria2c's manual, "Input File"): a line with an address, or with
 * several of the same file divided by tabs; below it, indented, its options.
 */
export const aria2Format: ImportFormat = {
  matches({ text }) {
    let hasAddress = false
    for (const { content } of linesOf(text.slice(0, longestLook))) {
      if (isComment(content)) continue
      if (/^[ \t]/.test(content)) {
        if (hasAddress && option.test(content.slice(0, 1_000))) return true
        if (content.trim() !== '') return false
        continue
      }
      const fields = content.split('\t').filter((field) => field !== '')
      if (!fields.every((field) => /^[a-z][a-z0-9+.-]{1,30}:/i.test(field.trim()))) return false
      if (fields.length > 1 && fields.every((field) => isDownloadUrl(field.trim()))) return true
      hasAddress = true
    }
    return false
  },
  read: readInput,
}

function* readInput({ text }: ImportText): Generator<Finding> {
  const told = new OnceTold()
  let entry: Entry | null = null
  for (const { line, content } of linesOf(text)) {
    if (content.length > longestLine) {
      yield { kind: 'skipped', text: content, reason: 'tooLong', line }
      continue
    }
    if (content.trim() === '' || isComment(content)) continue
    const [, name, value = ''] = option.exec(content) ?? []
    if (name === undefined) {
      if (entry !== null) yield* entry.end()
      entry = new Entry(content, line, told)
    } else if (entry === null) yield { kind: 'skipped', text: content.trim(), reason: 'unknownField', line }
    else yield* entry.option(name.toLowerCase(), value.trim(), line)
  }
  if (entry !== null) yield* entry.end()
}

/** One download and what its options say. */
class Entry {
  readonly #addresses: readonly string[]
  readonly #line: number
  readonly #told: OnceTold
  #directory = ''
  #place: ReturnType<typeof placeOf> = null
  #checksum: ExpectedChecksum | null = null

  constructor(content: string, line: number, told: OnceTold) {
    this.#addresses = content
      .split('\t')
      .map((field) => field.trim())
      .filter((field) => field !== '')
    this.#line = line
    this.#told = told
  }

  *option(name: string, value: string, line: number): Generator<Finding> {
    if (value === '' || ownMatters.has(name)) return
    switch (name) {
      case 'out': {
        const place = placeOf(value)
        if (place === null) yield { kind: 'skipped', text: `out=${value}`, reason: 'badValue', line }
        else this.#place = place
        return
      }
      case 'dir': {
        const directory = relativeFolder(value)
        if (directory === null) yield* this.#told.once(`dir=${value}`, 'badValue', line)
        else this.#directory = directory
        return
      }
      case 'checksum': {
        const checksum = checksumOf(value)
        if (checksum === null) yield { kind: 'skipped', text: `checksum=${value}`, reason: 'badValue', line }
        else this.#checksum = checksum
        return
      }
      default:
        // Values of headers and passwords are nobody's to read: the name says enough.
        yield* this.#told.once(name === 'header' ? `header=${value.split(':', 1)[0] ?? ''}` : name, 'unknownField', line)
    }
  }

  /** A file with several addresses is the first of them that can be fetched, the others are its mirrors. */
  *end(): Generator<Finding> {
    const usable = this.#addresses.filter((address) => isDownloadUrl(address))
    const [url, ...mirrors] = usable.length === 0 ? this.#addresses.slice(0, 1) : usable
    if (url === undefined) return
    if (usable.length > 0) {
      for (const other of this.#addresses) {
        if (!isDownloadUrl(other)) yield { kind: 'skipped', text: other, reason: 'scheme', line: this.#line }
      }
    }
    const directory = [this.#directory, this.#place?.directory ?? ''].filter((part) => part !== '').join('/')
    const candidate: FoundCandidate = {
      url,
      ...(this.#place !== null && { fileName: this.#place.fileName }),
      ...(directory !== '' && { directory }),
      ...(this.#checksum !== null && { checksum: this.#checksum }),
      ...(mirrors.length > 0 && { mirrors }),
    }
    yield { kind: 'candidate', candidate, line: this.#line }
  }
}

function isComment(content: string): boolean {
  return content.startsWith('#')
}
