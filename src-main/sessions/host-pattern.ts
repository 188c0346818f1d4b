/** Whether a URL's host is one of `name[:port]`, of which one without a port means each of them; see `hostPatternSchema`. */
export function isOneOf(patterns: Iterable<string>, url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const name = url.hostname.toLowerCase()
  for (const pattern of patterns) if (pattern === name || pattern === `${name}:${port}`) return true
  return false
}
