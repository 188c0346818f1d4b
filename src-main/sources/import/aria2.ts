import { connectionsPerEpisodeSchema, type ExpectedChecksum, isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { linesOf } from '../lines.ts'
import type { CarriedTerms, Finding, FoundCandidate } from '../source.ts'
import { withCredentials } from './credentials.ts'
import type { ImportFormat, ImportText } from './format.ts'
import { ListHeaders } from './list-headers.ts'
import { OnceTold } from './once-told.ts'
import { checksumOf, placeOf, relativeFolder } from './values.ts'

/** Where a file is looked at to tell what it is. Characters. */
const longestLook = 262_144
/** Longer ones are neither addresses nor options. */
const longestLine = 1_048_576
const option = /^[ \t]+([a-z0-9][a-z0-9-]{0,60})=(.*)$/i
/** What aria2 says of its own doing, which means nothing to another program, and what Staffel does anyway. */
const ownMatters: ReadonlySet<string> = new Set(
  [
    'gid pause-metadata save-session continue always-resume check-integrity realtime-chunk-checksum file-allocation remote-time',
    'allow-piece-length-change piece-length min-split-size stream-piece-selector uri-selector reuse-uri enable-http-keep-alive',
    'enable-http-pipelining http-accept-gzip content-disposition-default-utf8 async-dns conditional-get force-save',
  ].flatMap((names) => names.split(' ')),
)
/** Connections of one file are the smaller of the two, where both stand there. */
const connectionOptions: ReadonlySet<string> = new Set(['split', 'max-connection-per-server'])
const fewestConnections = connectionsPerEpisodeSchema.minValue ?? 1
const mostConnections = connectionsPerEpisodeSchema.maxValue ?? fewestConnections

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
  readonly #headers: ListHeaders
  #directory = ''
  #connections: number | null = null
  #isPaused = false
  #user: string | null = null
  #password: string | null = null
  #place: ReturnType<typeof placeOf> = null
  #checksum: ExpectedChecksum | null = null

  constructor(content: string, line: number, told: OnceTold) {
    this.#addresses = content
      .split('\t')
      .map((field) => field.trim())
      .filter((field) => field !== '')
    this.#line = line
    this.#told = told
    this.#headers = new ListHeaders(told)
  }

  *option(name: string, value: string, line: number): Generator<Finding> {
    if (value === '' || ownMatters.has(name)) return
    if (connectionOptions.has(name)) return yield* this.#connect(name, value, line)
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
      case 'header':
        return yield* this.#headers.field(value, 'header', line)
      case 'user-agent':
        return yield* this.#headers.set('User-Agent', value, name, line)
      case 'referer':
        // A star stands for each file's own address.
        return yield* value === '*'
          ? this.#told.once('referer=*', 'badValue', line)
          : this.#headers.set('Referer', value, name, line)
      case 'http-user':
        this.#user = value
        return
      case 'http-passwd':
        this.#password = value
        return
      case 'pause':
        this.#isPaused = value === 'true'
        return
      case 'load-cookies':
        // A file on this machine is not read because a text says so.
        return yield* this.#told.once(name, 'unreadable', line)
      default:
        // Values may be passwords, and nobody's to read: the name says enough.
        yield* this.#told.once(name, 'unknownField', line)
    }
  }

  *#connect(name: string, value: string, line: number): Generator<Finding> {
    const wanted = /^\d{1,4}$/.test(value) ? Number(value) : 0
    if (wanted < fewestConnections) yield { kind: 'skipped', text: `${name}=${value}`, reason: 'badValue', line }
    else this.#connections = Math.min(this.#connections ?? mostConnections, wanted)
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
    const { origin = null } = URL.parse(url) ?? {}
    const withUser = (address: string) =>
      URL.parse(address)?.origin === origin ? withCredentials(address, this.#user, this.#password) : address
    const carried = carriedBy(this.#headers.record(), this.#connections, this.#isPaused)
    const directory = [this.#directory, this.#place?.directory ?? ''].filter((part) => part !== '').join('/')
    const candidate: FoundCandidate = {
      url: withUser(url),
      ...(this.#place !== null && { fileName: this.#place.fileName }),
      ...(directory !== '' && { directory }),
      ...(this.#checksum !== null && { checksum: this.#checksum }),
      ...(mirrors.length > 0 && { mirrors: mirrors.map(withUser) }),
      ...(carried !== null && { carried }),
    }
    yield { kind: 'candidate', candidate, line: this.#line }
  }
}

function carriedBy(
  headers: Readonly<Record<string, string>> | null,
  connections: number | null,
  isPaused: boolean,
): CarriedTerms | null {
  if (headers === null && connections === null && !isPaused) return null
  return {
    ...(headers !== null && { headers }),
    ...(connections !== null && { connections }),
    ...(isPaused && { startPaused: true }),
  }
}

function isComment(content: string): boolean {
  return content.startsWith('#')
}
