/** As long as the key of an episode may be. */
const longest = 4_096

/**
 * What a link is called that stood on another page than the first: that page, and its own path and title. The page is where a
 * fresh address of it is looked for, the rest tells it from its neighbours. Undefined where it would be too long.
 */
export function keyOf(pageUrl: string, url: URL, title: string): string | undefined {
  const key = `${pageUrl}#${encodeURIComponent(`${url.pathname} ${title}`)}`
  return key.length > longest ? undefined : key
}

/** The page that a key names. Null where it names none. */
export function pageOfKey(key: string): string | null {
  const url = URL.parse(key)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.hash = ''
  return url.href
}
