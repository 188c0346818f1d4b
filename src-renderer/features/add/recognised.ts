import { isCopiedRequest } from './is-copied-request.ts'
import { type ReadLinks, readLinks } from './read-links.ts'

/** What a text in the field is, as far as the window itself can tell. Nothing is fetched for it. */
export type Recognised =
  /** A curl command: its cookies are taken too, elsewhere. */
  | { readonly kind: 'request' }
  /** Addresses as they stand. `list`: the one that is there, where it looks like something that lists files. */
  | { readonly kind: 'links'; readonly read: ReadLinks; readonly list: string | null }
  /** What stands for more than it says, or says more than addresses: the core reads it. */
  | { readonly kind: 'source'; readonly isOneAddress: boolean }

/** Longer texts are left to the core. */
export const mostRead = 400_000

export function recognised(text: string): Recognised {
  if (isCopiedRequest(text)) return { kind: 'request' }
  const content = text.trim()
  const isOneAddress = !/\s/.test(content)
  if (text.length > mostRead || hasPattern(content) || isStructured(content)) return { kind: 'source', isOneAddress }
  const read = readLinks(text)
  const [only] = read.links
  const isAlone = only !== undefined && isOneAddress && read.links.length === 1
  return { kind: 'links', read, list: isAlone && looksLikeList(only.url) ? only.url : null }
}

/** Whether an address ends as pages, folders, feeds, playlists and Metalinks do, and downloads seldom. */
export function looksLikeList(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return (
    url.pathname.endsWith('/') ||
    /\.(?:x?html?|rss|atom|xml|rdf|m3u8?|mpd|metalink|meta4)$/i.test(url.pathname) ||
    /\/(?:feed|rss|podcast)$/i.test(url.pathname)
  )
}

/** An address that stands for several: `[01-12]`, `[a-z]`, `{a,b}`. */
function hasPattern(text: string): boolean {
  return /https?:\/\/[^\s<>"]*(?:\[(?:\d+-\d+|[a-z]-[a-z])(?::\d+)?\]|\{[^\s{}]*,[^\s{}]*\})/i.test(text)
}

/** Markup, JSON, a table with the names of its columns, or a list of aria2 or wget with options. */
function isStructured(content: string): boolean {
  const beginning = content.slice(0, 20_000)
  if (/^<(?:!|\?xml|[a-z][a-z0-9]*[\s>])/i.test(beginning) || /^[[{]\s*["{[]/.test(beginning)) return true
  if (/^\s*wget\s/m.test(beginning) || /^[ \t]+(?:out|dir|referer|header|checksum|split)=/m.test(beginning)) return true
  const [first = '', second = ''] = beginning.split(/[\r\n]+/)
  if (first.includes('://')) return first.includes('\t') && second.includes('\t')
  const separator = /[,;\t]/.exec(first)?.[0]
  return separator !== undefined && second.includes(separator)
}
