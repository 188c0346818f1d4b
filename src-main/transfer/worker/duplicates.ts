import type { IncomingHttpHeaders } from 'node:http'
import LinkHeader from 'http-link-header'

/** A head on the way to a file, and whose it is. */
export interface HeadAt {
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** Below this a second place costs more than it brings. */
export const leastDuplicatedBytes = 8_388_608
/** So many are tried; whoever names more names them in the order in which they should be used. */
const mostDuplicates = 4

interface Duplicate {
  readonly url: string
  readonly rank: number
  readonly isPreferred: boolean
}

/** A link as the library reads it; without `rel` it says nothing. */
type ReadLink = { readonly uri: string } & Readonly<Record<string, string | undefined>>

/**
 * Further places of a file that the answers on the way to it name (RFC 6249 §3), those first that should be used first
 * (§3.1 `pri`, §3.3 `pref`). What counts is the first that names any: a mirror to which it led has nothing to add (§2).
 * `geo` and `depth` are left aside: a server that knows who asks says where by the order, and one file is wanted. An
 * answer over TLS names no place without it.
 */
export function duplicatesIn(heads: readonly HeadAt[]): readonly string[] {
  const found = heads.map((head) => duplicatesOf(head)).find((duplicates) => duplicates.length > 0) ?? []
  const sorted = found.toSorted((one, other) => one.rank - other.rank || Number(other.isPreferred) - Number(one.isPreferred))
  return [...new Set(sorted.map(({ url }) => url))].slice(0, mostDuplicates)
}

function duplicatesOf({ url: from, headers }: HeadAt): Duplicate[] {
  return linksOf(headers.link).flatMap((link) => {
    if (!link.rel?.toLowerCase().split(/\s+/).includes('duplicate')) return []
    const url = URL.parse(link.uri, from)
    if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return []
    if (url.protocol !== 'https:' && (url.protocol !== 'http:' || from.startsWith('https:'))) return []
    url.hash = ''
    return url.href === from ? [] : [{ url: url.href, rank: rankOf(link.pri), isPreferred: Object.hasOwn(link, 'pref') }]
  })
}

/** A field that cannot be read says nothing. */
function linksOf(field: IncomingHttpHeaders[string]): readonly ReadLink[] {
  if (field === undefined) return []
  try {
    return LinkHeader.parse(withValues(typeof field === 'string' ? field : field.join(', '))).refs
  } catch {
    return []
  }
}

/** `pref` stands without a value, and the library would take what follows for a part of its name. */
function withValues(field: string): string {
  return field.replace(/<[^>]*>|"(?:[^"\\]|\\.)*"|;\s*pref\s*(?=[;,]|$)/gi, (part) => (part.startsWith(';') ? '; pref=""' : part))
}

/** From 1 to 999999; what says nothing comes last (RFC 6249 §3.1). */
function rankOf(priority: string | undefined): number {
  return priority !== undefined && /^[1-9]\d{0,5}$/.test(priority) ? Number(priority) : 1_000_000
}
