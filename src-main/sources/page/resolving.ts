import type { SkipReason } from '../../../src-preload/contract/index.ts'
import { longestValue } from './tags.ts'

/**
 * The address that is meant, without the place in the page, or why there is none.
 *
 * @param base Absolute; null where relative addresses mean nothing.
 */
export function resolved(address: string, base: string | null): URL | SkipReason {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,31}):/i.exec(address)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return 'scheme'
  if (address.length >= longestValue) return 'tooLong'
  const url = base === null ? URL.parse(address) : URL.parse(address, base)
  if (url === null) return 'address'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme'
  url.hash = ''
  return url.href.length >= longestValue ? 'tooLong' : url
}

/** What relative addresses of a page are relative to: its own address, or what its `<base>` says (HTML §4.2.3). */
export function baseOf(pageUrl: string | null, said: string | null): string | null {
  if (said === null) return pageUrl
  const base = resolved(said, pageUrl)
  return typeof base === 'string' ? pageUrl : base.href
}

/** A part of a path as people read it. One that would become two, or that is no UTF-8, stays as it stands. */
export function readablePart(part: string): string {
  try {
    const text = decodeURIComponent(part)
    return /[/\\]/.test(text) ? part : text
  } catch {
    return part
  }
}

/** The path of the folder that an address lies in, with `/` at its end. */
export function folderOf(url: URL): string {
  return url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
}

/** Where an address lies below a folder, for people; undefined directly in it, and outside of it. */
export function directoryBelow(folder: URL, url: URL): string | undefined {
  const [top, own] = [folderOf(folder), folderOf(url)]
  if (url.origin !== folder.origin || !own.startsWith(top) || own === top) return undefined
  return own.slice(top.length, -1).split('/').map(readablePart).join('/')
}
