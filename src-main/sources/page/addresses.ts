import { parseSrcset } from 'srcset'
import { refreshAddress } from './meta-refresh.ts'
import type { Attributes } from './tags.ts'
import { copied, shown } from './text.ts'

/** An address as an element names it. */
export interface NamedAddress {
  /** `link`: a person may go there, to a page or a file. `page`: what is shown as a page. `file`: what is shown in one. */
  readonly role: 'link' | 'page' | 'file'
  readonly address: string
  /** The name that a link asks its file to be kept under. Empty where it asks for none. */
  readonly fileName: string
  /** Media type, as the element says it. Empty where it says none. */
  readonly type: string
}

const sources = ['src', 'data-src', 'data-original', 'data-lazy-src']
const sets = ['srcset', 'data-srcset', 'data-lazy-srcset']
const lazy = ['data-src', 'data-srcset', 'data-original', 'data-lazy-src', 'data-lazy-srcset']
const said = ['title', 'alt', 'aria-label', 'type', 'download', 'rel', 'name', 'content', 'http-equiv']
const ofListings = ['aria-describedby', 'class', 'data-size', 'data-order', 'datetime']
/** Whatever an element that shows something may have its address in. */
const shows = ['img', 'source', 'video', 'audio', 'track', 'embed', 'iframe', 'frame', 'input', 'object'] as const

export const wanted = {
  elements: new Set([...['a', 'area', 'link', 'meta', 'base', 'title', ...shows], ...['table', 'tr', 'td', 'pre', 'ul', 'time']]),
  attributes: new Set(['href', 'xlink:href', 'data', 'poster', ...sources, ...sets, ...said, ...ofListings]),
}

/** Feeds, as pages announce them (RFC 4287, JSON Feed 1.1). */
const feedType = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)$/
/** A longer list of pictures than any page has; the library's pattern would take long over it. */
const longestSet = 16_384

/** The addresses that an element names, in the order of what it offers. */
export function addressesOf(element: string, attributes: Attributes): NamedAddress[] {
  switch (element) {
    case 'a':
    case 'area':
      return named('link', attributes.get('href') ?? attributes.get('xlink:href'), attributes)
    case 'iframe':
    case 'frame':
      return sources.flatMap((name) => named('page', attributes.get(name), attributes))
    case 'meta':
      return /^refresh$/i.test(attributes.get('http-equiv')?.trim() ?? '')
        ? named('page', refreshAddress(attributes.get('content') ?? ''), null)
        : []
    case 'link':
      return isOffer(attributes) ? named('file', attributes.get('href'), attributes) : []
    case 'object':
      return named('file', attributes.get('data'), attributes)
    case 'input':
      return attributes.get('type') === 'image' ? named('file', attributes.get('src'), null) : []
    case 'img':
    case 'source':
    case 'video':
    case 'audio':
    case 'track':
    case 'embed':
      return shownBy(attributes)
    default:
      return []
  }
}

/** Pictures in several sizes are all given: which of them is wanted, nobody here knows. */
function shownBy(attributes: Attributes): NamedAddress[] {
  const isLazy = lazy.some((name) => attributes.has(name))
  const own = isLazy && /^\s*data:/i.test(attributes.get('src') ?? '') ? sources.slice(1) : sources
  return [
    ...own.flatMap((name) => named('file', attributes.get(name), attributes)),
    ...sets.flatMap((name) => pictures(attributes.get(name) ?? '')),
    ...named('file', attributes.get('poster'), null),
  ]
}

function pictures(set: string): NamedAddress[] {
  if (set.length > longestSet) return pictures(set.slice(0, Math.max(0, set.lastIndexOf(',', longestSet))))
  return parseSrcset(set).flatMap(({ url }) => named('file', url, null))
}

/** What a page offers beside itself: an enclosure, a feed, its own picture. Styles, icons and other languages are none. */
function isOffer(attributes: Attributes): boolean {
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/, 20)
  if (relations.includes('enclosure') || relations.includes('image_src')) return true
  return relations.includes('alternate') && feedType.test(attributes.get('type')?.trim().toLowerCase() ?? '')
}

/** An address of nothing, or of a place in the page itself, is none. */
function named(role: NamedAddress['role'], address: string | undefined, attributes: Attributes | null): NamedAddress[] {
  const plain = address?.trim() ?? ''
  if (plain === '' || plain.startsWith('#')) return []
  return [
    { role, address: plain, fileName: shown(attributes?.get('download') ?? ''), type: mediaType(attributes?.get('type') ?? '') },
  ]
}

function mediaType(text: string): string {
  return copied(/^\s*([\w.+-]+\/[\w.+-]+)\s*(?:;|$)/.exec(text)?.[1]?.toLowerCase() ?? '')
}
