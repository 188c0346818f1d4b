import type { DigestChallenge } from './digest.ts'

/** A nonce and how often it was used. One `cnonce` for all of that time: what `-sess` makes of it holds as long. */
export interface Nonce {
  readonly challenge: DigestChallenge
  readonly cnonce: string
  count: number
}

/** Part of a server that asks for the same, RFC 9110 §11.5: a realm, and what its answers take. */
export type ProtectionSpace =
  | { readonly scheme: 'basic' | 'bearer'; readonly realm: string }
  | { readonly scheme: 'digest'; readonly realm: string; readonly nonces: Nonce[] }

const mostOrigins = 1_000
const mostFolders = 64
const mostNonces = 64

/**
 * What servers asked for, so that the next request carries the answer at once. Found by folder: of an address its own, then
 * each above it. Kept while the program runs.
 */
export class ProtectionSpaces {
  readonly #origins = new Map<string, Map<string, ProtectionSpace>>()

  find(url: URL): ProtectionSpace | null {
    const folders = this.#origins.get(url.origin)
    if (folders === undefined) return null
    for (const folder of foldersOf(url.pathname)) {
      const space = folders.get(folder)
      if (space !== undefined) return space
    }
    return null
  }

  /** The server asks at this address for something that goes along with each request. */
  rememberPlain(url: URL, scheme: 'basic' | 'bearer', realm: string): void {
    this.#put(url, { scheme, realm }, [])
  }

  /** A new nonce: for the request that it came for, and for those after it. */
  rememberDigest(url: URL, challenge: DigestChallenge, cnonce: string): void {
    const known = this.#ofRealm(url.origin, challenge.realm)
    const space = known?.scheme === 'digest' ? known : { scheme: 'digest' as const, realm: challenge.realm, nonces: [] }
    space.nonces.push({ challenge, cnonce, count: 0 })
    if (space.nonces.length > mostNonces) space.nonces.shift()
    this.#put(url, space, challenge.domain)
  }

  /** A credential of the host has changed, or is gone. */
  forget(isOfHost: (url: URL) => boolean): void {
    for (const origin of this.#origins.keys()) if (isOfHost(new URL(origin))) this.#origins.delete(origin)
  }

  #ofRealm(origin: string, realm: string): ProtectionSpace | undefined {
    return this.#origins
      .get(origin)
      ?.values()
      .find((space) => space.realm === realm)
  }

  /** For the whole origin where nothing narrower is said, and nothing else holds there. */
  #put(url: URL, space: ProtectionSpace, domain: readonly string[]): void {
    const folders = this.#origins.get(url.origin) ?? new Map<string, ProtectionSpace>()
    this.#origins.delete(url.origin)
    this.#origins.set(url.origin, folders)
    const named = domain.flatMap((address) => {
      const place = URL.parse(address, url)
      return place?.origin === url.origin ? [foldersOf(place.pathname)[0] ?? '/'] : []
    })
    const root = folders.get('/')
    const isWide = named.length === 0 && (root === undefined || root.realm === space.realm)
    for (const folder of isWide ? ['/'] : named) folders.set(folder, space)
    // Wherever the server says that it holds: here it does.
    if (this.find(url) !== space) folders.set(foldersOf(url.pathname)[1] ?? '/', space)
    if (this.find(url) !== space) folders.set(foldersOf(url.pathname)[0] ?? '/', space)
    dropOldest(folders, mostFolders)
    dropOldest(this.#origins, mostOrigins)
  }
}

/** `/a/b` is within `/a/b/`, `/a/` and `/`: the narrowest first. */
function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (
    let end = path.endsWith('/') ? path.length - 1 : path.length;
    end >= 0;
    end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)
  ) {
    folders.push(`${path.slice(0, end)}/`)
    if (folders.length === mostFolders) return [...folders, '/']
  }
  return folders
}

function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}
