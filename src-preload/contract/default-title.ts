export const mostTitleCharacters = 1_000

/**
 * The title of a job that was given none: of one address its file, of several the last folder they share, otherwise
 * their first host. Null where there is nothing to derive it from. Shown before a job is added and kept when it is.
 */
export function defaultTitle(addresses: Iterable<string>): string | null {
  return titleOf(addresses)?.slice(0, mostTitleCharacters) ?? null
}

function titleOf(addresses: Iterable<string>): string | null {
  const all = Iterator.from(addresses)
  const first = all.next()
  if (first.done === true) return null
  const one = URL.parse(first.value)
  if (one === null) return first.value
  const segments = pathSegments(one)
  let shared = segments.slice(0, -1)
  let isOnly = true
  for (const other of all) {
    isOnly = false
    const url = URL.parse(other)
    if (url?.host !== one.host) return one.host
    const theirs = pathSegments(url).slice(0, -1)
    const different = shared.findIndex((segment, index) => segment !== theirs[index])
    if (different >= 0) shared = shared.slice(0, different)
  }
  return (isOnly ? segments : shared).at(-1) ?? one.host
}

/** The parts of a URL's path, decoded for showing. */
function pathSegments(url: URL): readonly string[] {
  return url.pathname
    .split('/')
    .map((segment) => decoded(segment).trim())
    .filter((segment) => segment !== '')
}

/** Bytes that are no UTF-8 stay as they are written. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
