import { isCopiedList, isCopiedRequest } from './is-copied-request.ts'
import { type ReadLinks, readLinks } from './read-links.ts'

/** What a text in the field is, as far as the window itself can tell. Nothing is fetched for it. */
export type Recognised =
  /** A curl command for one file: its cookies are taken too, elsewhere. */
  | { readonly kind: 'request' }
  /** Addresses as they stand. `list`: the one that is there, where it looks like something that lists files. */
  | { readonly kind: 'links'; readonly read: ReadLinks; readonly list: string | null }
  /**
   * What stands for more than it says, or says more than addresses: the core reads it. `as`: what it is to be taken as; null
   * where the core finds that out.
   */
  | { readonly kind: 'source'; readonly as: 'urls' | 'import' | null }

/** So much of a text tells what it is. */
const looked = 20_000

/** Longer texts are left to the core. */
export const mostRead = 400_000

export function recognised(text: string): Recognised {
  if (isCopiedRequest(text)) return isCopiedList(text) ? { kind: 'source', as: null } : { kind: 'request' }
  const content = text.trim()
  const isOneAddress = !/\s/.test(content)
  if (text.length > mostRead || hasPattern(content) || isStructured(content)) {
    return { kind: 'source', as: readAs(content, isOneAddress) }
  }
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

/** One address alone would be fetched, which nobody asked for yet; a table without any has columns to be chosen. */
function readAs(content: string, isOneAddress: boolean): 'urls' | 'import' | null {
  if (isOneAddress) return 'urls'
  return isTable(content.slice(0, looked)) && !content.includes('://') ? 'import' : null
}

/** Markup, JSON, a table with the names of its columns, or a list of aria2 or wget with options. */
function isStructured(content: string): boolean {
  const beginning = content.slice(0, looked)
  if (/^<(?:!|\?xml|[a-z][a-z0-9]*[\s>])/i.test(beginning) || /^[[{]\s*["{[]/.test(beginning)) return true
  if (
    /^\s*wget\s/m.test(beginning) ||
    /^[ \t]+(?:out|dir|referer|user-agent|header|checksum|split|pause|http-user)=/m.test(beginning)
  )
    return true
  return isTable(beginning)
}

/** Lines with the same delimiter: over addresses the names of the columns, or tabs between them. */
function isTable(beginning: string): boolean {
  const [first = '', second = ''] = beginning.split(/[\r\n]+/)
  if (first.includes('://')) return first.includes('\t') && second.includes('\t')
  const separator = /[,;\t]/.exec(first)?.[0]
  return separator !== undefined && second.includes(separator)
}
