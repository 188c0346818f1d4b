/**
 * A title for a job of these addresses: of one file its name, of several the folder they share, otherwise their host.
 * Null where there is nothing to derive it from.
 */
export function deriveTitle(urls: readonly string[]): string | null {
  const [first, ...others] = urls
  if (first === undefined) return null
  const one = new URL(first)
  const segments = segmentsOf(one)
  if (others.length === 0) return segments.at(-1) ?? one.hostname
  let shared = segments.slice(0, -1)
  for (const other of others) {
    const url = new URL(other)
    if (url.host !== one.host) return one.hostname
    const theirs = segmentsOf(url).slice(0, -1)
    let same = 0
    while (same < shared.length && shared[same] === theirs[same]) same += 1
    shared = shared.slice(0, same)
  }
  return shared.at(-1) ?? one.hostname
}

function segmentsOf(url: URL): readonly string[] {
  return url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded)
}

/** Bytes that are no UTF-8 stay as they are written. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
