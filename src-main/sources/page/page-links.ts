import type { SkipReason } from '../../../src-preload/contract/index.ts'
import { type FolderFormat, folderItems } from './folder-data.ts'
import { type Listed, listed } from './listing.ts'
import { PageReader, type Reference } from './page-reader.ts'
import { baseOf, resolved } from './resolving.ts'
import { copied } from './text.ts'

/** A page that is to be read. */
export interface PageText {
  readonly html: string
  /** The list of a folder's files that is data, and no page; absent for a page. */
  readonly data?: FolderFormat | null
  /** Absolute. Null for a text that came from nowhere: then only absolute addresses mean something. */
  readonly url: string | null
}

/** What a page tells, in its order; the head comes first. */
export type PageItem =
  | { readonly kind: 'head'; readonly title: string | null; readonly isListing: boolean }
  | { readonly kind: 'link'; readonly link: PageLink }
  | { readonly kind: 'skipped'; readonly text: string; readonly reason: SkipReason }

export interface PageLink {
  readonly url: URL
  readonly role: Reference['role']
  readonly title: string
  readonly fileName: string
  readonly type: string
  /** In a list of a folder's files: what it says of this one. */
  readonly listed: Listed | null
  /** The page asks robots not to go there. */
  readonly isClosed: boolean
}

/** Characters that are told of what was skipped. */
const longestSkipped = 500

/** All that a page links to or shows, piece by piece, so that others of the thread have their turn between them. */
export async function* linksOf(page: PageText, breathe: () => Promise<void>): AsyncGenerator<PageItem, void, void> {
  if (page.data != null) {
    yield* folderItems(page, page.data, breathe)
    return
  }
  const reader = new PageReader(page.html)
  const own = page.url === null ? null : URL.parse(page.url)
  if (own !== null) own.hash = ''
  for (let goesOn = true, isTold = false; goesOn; ) {
    goesOn = reader.readOn()
    const references = reader.take()
    if (!isTold && (reader.title !== null || references.length > 0 || !goesOn)) {
      isTold = true
      yield { kind: 'head', title: reader.title, isListing: reader.isListing }
    }
    const base = baseOf(page.url, reader.base)
    for (const reference of references) {
      const item = judged(reference, base, reader, own)
      if (item !== null) yield item
    }
    await breathe()
  }
}

/** Null for what is no link: one to the page itself, and in a list of files all that is no file of it. */
function judged(reference: Reference, base: string | null, reader: PageReader, own: URL | null): PageItem | null {
  const url = resolved(reference.address, base)
  if (typeof url === 'string') {
    return reader.isListing ? null : { kind: 'skipped', text: copied(reference.address.slice(0, longestSkipped)), reason: url }
  }
  if (url.href === own?.href) return null
  const { role, title, fileName, type } = reference
  const said = { url, role, title, fileName, type, isClosed: reader.asksNotToFollow }
  if (!reader.isListing || own === null) return { kind: 'link', link: { ...said, listed: null } }
  const line = listed(reference, url, own)
  return line === null ? null : { kind: 'link', link: { ...said, title: line.name, type: line.type || type, listed: line } }
}
