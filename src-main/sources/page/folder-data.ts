import type { PageItem, PageText } from './page-links.ts'
import { folderOf, readablePart } from './resolving.ts'
import { TagReader } from './tags.ts'

/** How a server told what a folder holds: as a page for people, or as data. */
export type FolderFormat = 'json' | 'xml'

/** An entry of such a list, as it stands there. */
interface Entry {
  name: string
  readonly kind: string
  readonly written: string
  readonly size: string
}

const beginnings: Readonly<Record<FolderFormat, RegExp>> = {
  json: /^\s*\[\s*(?:\]\s*$|\{\s*"name":\s*"(?:[^"\\]|\\.){0,2000}",\s*"type":\s*"(?:file|directory|other)",\s*"mtime":)/,
  xml: /^\s*<\?xml\b[^>]{0,100}\?>\s*<list>\s*(?:<(?:file|directory|other) mtime="|<\/list>)/,
}
const wanted = { elements: new Set(['file', 'directory', 'other']), attributes: new Set(['mtime', 'size']) }
/** Entries after which others have a turn. */
const entriesAtOnce = 1_000
/** No file name is longer. */
const longestName = 4_096

/**
 * Whether a text is the list of a folder's files that nginx writes with `autoindex_format json` or `xml`, and in which form.
 * It always stands at the address of the folder. Null for any other.
 */
export function folderFormat(url: string, mediaType: string, text: string): FolderFormat | null {
  const format = /[/+]json$/.test(mediaType) ? 'json' : /[/+]xml$/.test(mediaType) ? 'xml' : null
  if (format === null || URL.parse(url)?.pathname.endsWith('/') !== true) return null
  return beginnings[format].test(text.slice(0, 8_192)) ? format : null
}

/** What such a list holds, as a page would tell it. */
export async function* folderItems(
  { html: text, url }: PageText,
  format: FolderFormat,
  breathe: () => Promise<void>,
): AsyncGenerator<PageItem, void, void> {
  yield { kind: 'head', title: null, isListing: true }
  const folder = url === null ? null : URL.parse(url)
  if (folder === null) return
  const entries = format === 'json' ? jsonEntries(text) : xmlEntries(text)
  if (entries === null) {
    yield { kind: 'skipped', text: folder.href, reason: 'unreadable' }
    return
  }
  let told = 0
  for (const entry of entries) {
    if (entry.kind === 'file' || entry.kind === 'directory') yield itemOf(entry, folder)
    told += 1
    if (told % entriesAtOnce === 0) await breathe()
  }
}

/** A name is one part of a path, whatever signs it holds; one that would lead elsewhere is no file of the folder. */
function itemOf({ name, kind, written, size }: Entry, folder: URL): PageItem {
  const part = name.isWellFormed() ? encodeURIComponent(name) : ''
  const path = `${folderOf(folder)}${part}${kind === 'directory' ? '/' : ''}`
  const url = new URL(path, folder)
  if (part === '' || name.length > longestName || url.pathname !== path) {
    return { kind: 'skipped', text: name.slice(0, longestName), reason: name.length > longestName ? 'tooLong' : 'address' }
  }
  const date = Date.parse(written)
  const listed = {
    name: readablePart(part),
    isFolder: kind === 'directory',
    type: '',
    size: /^\d{1,15}$/.test(size) ? Number(size) : null,
    date: Number.isNaN(date) ? null : date,
  }
  return {
    kind: 'link',
    link: { url, role: 'link', title: listed.name, fileName: '', type: '', listed, isClosed: false },
  }
}

/** Null where it is no JSON: broken, or cut where it was too long. */
function jsonEntries(text: string): Iterable<Entry> | null {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.flatMap((value) => entryIn(value) ?? []) : null
  } catch {
    return null
  }
}

function entryIn(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string') return null
  const { name } = value
  const kind = 'type' in value && typeof value.type === 'string' ? value.type : ''
  const written = 'mtime' in value && typeof value.mtime === 'string' ? value.mtime : ''
  const size = 'size' in value && typeof value.size === 'number' ? String(value.size) : ''
  return { name, kind, written, size }
}

/** `<file mtime="…" size="…">name</file>`, piece by piece. */
function* xmlEntries(text: string): Generator<Entry> {
  const ended: Entry[] = []
  let open: Entry | null = null
  const reader = new TagReader(text, wanted, {
    get hearsText() {
      return open !== null && open.name.length <= longestName
    },
    opened(kind, attributes) {
      open = { name: '', kind, written: attributes.get('mtime') ?? '', size: attributes.get('size') ?? '' }
    },
    closed() {
      if (open !== null) ended.push(open)
      open = null
    },
    text(piece) {
      if (open !== null) open.name += piece
    },
  })
  for (let goesOn = true; goesOn; ) {
    goesOn = reader.readOn()
    yield* ended.splice(0)
  }
}
